/** Whether what is shown is what was signed: asked for when somebody wants to know, and checked by their own browser. */
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { RecordProofView } from '../../../../src/keeper/custody-views.ts';
import type { Proof } from '../proof/check.ts';
import type { Difference } from '../proof/record.ts';
import { Answered, Loading } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { said } from './words.ts';

type CheckedProps = { proof: RecordProofView; differs: readonly Difference[] };
type Props = {
  /** Where the service tells the proof, below `/api/v1`. */
  readonly path: string;
  /** What of the record is not what was signed. */
  readonly differs: (events: readonly Proof[]) => readonly Difference[];
};

export function Proven(props: Props) {
  const isOpen = useSignal(false);
  const Checked = useSignal<ComponentType<CheckedProps> | null>(null);
  const open = () => {
    isOpen.value = true;
    // What checks hashes and signatures is of no use to whoever only reads.
    void Promise.all([import('../proof/Checked.tsx'), import('../look/proof.css')]).then(([it]) => {
      Checked.value = it.Checked;
    });
  };
  if (!isOpen.value)
    return (
      <button type="button" class="secondary no-print" onClick={open}>
        {said.value.papers.check}
      </button>
    );
  return (
    <section class="no-print proven" aria-label={said.value.papers.check}>
      {Checked.value === null ? <Loading /> : <Found {...props} Checked={Checked.value} />}
    </section>
  );
}

function Found({ path, differs, Checked }: Props & { Checked: ComponentType<CheckedProps> }) {
  const { asked, again } = useAsked<RecordProofView>(path);
  return (
    <Answered asked={asked.value} again={again}>
      {(proof) => <Checked proof={proof} differs={differs(proof.events)} />}
    </Answered>
  );
}

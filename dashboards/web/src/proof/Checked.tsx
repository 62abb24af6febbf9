/** What the proofs of a record come to, in one sentence; and each signed event with its hash, to be compared with the paper. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RecordProofView } from '../../../../src/keeper/custody-views.ts';
import type { LedgerKeysView } from '../../../../src/keeper/views.ts';
import { grouped } from '../../../../src/papers/text.ts';
import { Icon } from '../look/Icon.tsx';
import { Answered } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { type Proof, type TrustedKey, type Verdict, verdictOf } from './check.ts';
import type { Difference } from './record.ts';
import { both, n, said, when } from './words.ts';

/** `differs`: what of the record shown is not what was signed. */
type Props = { proof: RecordProofView; differs: readonly Difference[] };

export function Checked(props: Props) {
  const { asked, again } = useAsked<LedgerKeysView>('/ledger/key');
  return (
    <Answered asked={asked.value} again={again}>
      {({ keys }) => <Verdicts {...props} keys={keys} />}
    </Answered>
  );
}

function Verdicts({ proof: { events }, differs, keys }: Props & { keys: readonly TrustedKey[] }) {
  const verdicts = useSignal<readonly Verdict[] | null>(null);
  useEffect(() => {
    let isOver = false;
    void Promise.all(events.map((one) => verdictOf(one, keys))).then((found) => {
      if (!isOver) verdicts.value = found;
    });
    return () => {
      isOver = true;
    };
  }, [events, keys, verdicts]);
  const found = verdicts.value;
  if (found === null) return <p role="status">{said.value.checking}</p>;
  return (
    <>
      <Result events={events} verdicts={found} differs={differs} />
      {events.length > 0 && <Signed events={events} keys={keys} />}
    </>
  );
}

type ResultProps = { events: readonly Proof[]; verdicts: readonly Verdict[]; differs: readonly Difference[] };

function Result({ events, verdicts, differs }: ResultProps) {
  const told = said.value;
  const flaws = [...new Set(verdicts.flatMap((one) => (one.kind === 'false' ? [one.flaw] : [])))];
  const numbers = events.map(({ entry }) => n(entry.seq)).join(', ');
  if (flaws.length > 0 || differs.length > 0)
    return (
      <section class="proof-verdict tone-red" role="alert">
        <h2>
          <Icon name="cross" bold /> {told.false}
        </h2>
        {flaws.map((flaw) => (
          <p key={flaw}>{told.flaws[flaw]}</p>
        ))}
        {differs.map((one) => (
          <p key={one}>{told.differs[one]}</p>
        ))}
        <p>{told.falseHow}</p>
      </section>
    );
  const [first] = verdicts;
  const proven = verdicts.find((one) => one.kind === 'proven');
  const isPending = first === undefined || verdicts.some(({ kind }) => kind === 'pending');
  if (isPending || proven === undefined)
    return (
      <section class="proof-verdict tone-orange" role="status">
        <h2>
          <Icon name="clock" bold /> {first === undefined ? told.nothing : told.pending}
        </h2>
        {first !== undefined && <p>{told.pendingHow(numbers)}</p>}
      </section>
    );
  return (
    <section class="proof-verdict tone-green" role="status">
      <h2>
        <Icon name="check" bold /> {told.proven}
      </h2>
      <p>{told.where(numbers, n(proven.size), when(proven.time))}</p>
      <p class="hint">{told.how}</p>
    </section>
  );
}

function Signed({ events, keys }: { events: readonly Proof[]; keys: readonly TrustedKey[] }) {
  const told = said.value;
  const signer = events.find(({ checkpoint }) => checkpoint !== null)?.checkpoint?.checkpoint.key;
  const publicKey = keys.find(({ key }) => key === signer)?.publicKey;
  return (
    <section class="proof-part proof-last">
      <h2>{told.signed}</h2>
      <p class="hint">{told.compare}</p>
      <ol class="proof-events">
        {events.map(({ entry }) => (
          <li key={entry.id}>
            <p>{both(entry.words)}</p>
            <p class="hint">
              {told.entry(n(entry.seq))} · {entry.byName} · <time dateTime={entry.at}>{when(entry.at)}</time>
            </p>
            <p class="proof-hash">
              {told.hash}: {grouped(entry.hash)}
            </p>
          </li>
        ))}
      </ol>
      {publicKey !== undefined && (
        <p class="proof-hash">
          {told.key}: {publicKey}
        </p>
      )}
    </section>
  );
}

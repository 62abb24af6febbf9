/** Proposing how holds end: what, why, on what evidence; then what it would do; and only then is it sent. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { DecisionGroupView, EffectView, ManyView } from '../../../../src/keeper/official-views.ts';
import { FormEnd, TextField, textOf } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { Approvers, Effect } from './Effect.tsx';
import { Evidence } from './Evidence.tsx';
import { n, refusedText } from './say.ts';
import { said } from './words.ts';

const KINDS = ['release', 'keep', 'discard'] as const;
type Kind = (typeof KINDS)[number];

type Proposed = {
  readonly holds: readonly string[];
  readonly decision: Kind;
  readonly reason: string;
  readonly evidence: string;
};

/** What has just come is where the keyboard and the reader go on. */
const toFocus = (there: HTMLElement | null): void => there?.focus();

type Props = { group: DecisionGroupView; onDone: (what: string | null) => void };

export function Propose({ group, onDone }: Props) {
  const told = said.value.decide;
  const name = useId();
  const left = useSignal<ReadonlySet<string>>(new Set());
  const decision = useSignal<Kind | null>(null);
  const [reason, document, evidence] = [useSignal(''), useSignal(''), useSignal('')];
  /** What is looked at before it is sent, word for word: what is changed meanwhile asks for another look. */
  const looked = useSignal<{ readonly proposed: Proposed; readonly effect: EffectView } | null>(null);
  const { busy, trouble, ask } = useDeed();
  const holds = group.holdIds.filter((id) => !left.value.has(id));

  const preview = async (event: Event) => {
    event.preventDefault();
    const no = textOf(document);
    const basis = [no === '' ? '' : told.documentLine(no), textOf(evidence)].filter(Boolean).join('. ');
    const kind = decision.value;
    if (kind === null || textOf(reason) === '' || holds.length === 0 || basis === '') {
      trouble.value = told.incomplete;
      return;
    }
    const proposed = { holds, decision: kind, reason: textOf(reason), evidence: basis };
    const answer = await ask<EffectView>('/decisions/effect', { holds, decision: kind });
    if (answer !== null) looked.value = { proposed, effect: answer.value };
  };
  const send = async (proposed: Proposed) => {
    const answer = await ask<ManyView>('/decisions', proposed);
    if (answer === null) return;
    const { done, refused } = answer.value;
    const partly = refused.length === 0 ? '' : `${told.partly(n(refused.length))} ${refusedText(refused)}`;
    if (done.length > 0) onDone(`${told.sent(n(done.length))} ${partly}`.trim());
    else trouble.value = partly;
  };

  if (looked.value !== null) {
    const { proposed, effect } = looked.value;
    return (
      <div class="propose" ref={toFocus} tabIndex={-1}>
        <Effect effect={effect} doing={proposed.decision} title={told.effect} />
        <Approvers people={effect.approvers} />
        <FormEnd
          trouble={trouble.value}
          leave={told.change}
          onLeave={() => {
            looked.value = null;
            trouble.value = null;
          }}
          does={busy.value ? told.sending : told.confirm}
          disabled={busy.value || effect.holds === 0}
          onDo={() => void send(proposed)}
        />
      </div>
    );
  }
  return (
    <form class="propose" onSubmit={preview}>
      {/* While the service works out what would come of it, nothing of it can become something else. */}
      <fieldset class="as-one" disabled={busy.value}>
        <p class="soft">{told.chosen(n(holds.length), n(group.holdIds.length))}</p>
        <Evidence
          holds={group.holds}
          chosen={new Set(holds)}
          choose={(hold, isChosen) => {
            const next = new Set(left.value);
            if (isChosen) next.delete(hold);
            else next.add(hold);
            left.value = next;
          }}
        />
        <fieldset class="choices">
          <legend>{told.decision}</legend>
          {KINDS.map((kind) => (
            <label key={kind} class="option">
              <input
                type="radio"
                name={name}
                checked={decision.value === kind}
                onChange={() => {
                  decision.value = kind;
                }}
              />
              <span>
                <b>{told.kinds[kind]}</b>
                <small>{told.hints[kind]}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <TextField label={told.reason} text={reason} rows={2} maxLength={2000} />
        <TextField label={told.document} text={document} maxLength={100} placeholder={told.documentHint} />
        <TextField
          label={told.evidence}
          text={evidence}
          rows={2}
          maxLength={2000}
          placeholder={told.evidenceHint}
        />
      </fieldset>
      <FormEnd
        trouble={trouble.value}
        onLeave={() => onDone(null)}
        does={busy.value ? told.previewing : told.preview}
        disabled={busy.value}
      />
    </form>
  );
}

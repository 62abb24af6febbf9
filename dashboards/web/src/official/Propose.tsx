/** Proposing how holds end: what, why, on what evidence; then what it would do; and only then is it sent. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { DecisionGroupView, EffectView, ManyView } from '../../../../src/keeper/official-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { language, words } from '../words/words.ts';
import { Approvers, Effect } from './Effect.tsx';
import { Evidence } from './Evidence.tsx';
import { inWords, n } from './say.ts';
import { said } from './words.ts';

const KINDS = ['release', 'keep', 'discard'] as const;
const TIMEOUT_MS = 30_000;

type Props = { group: DecisionGroupView; onDone: (what: string | null) => void };

export function Propose({ group, onDone }: Props) {
  const told = said.value.decide;
  const name = useId();
  const left = useSignal<ReadonlySet<string>>(new Set());
  const decision = useSignal<(typeof KINDS)[number] | null>(null);
  const reason = useSignal('');
  const document = useSignal('');
  const evidence = useSignal('');
  const effect = useSignal<EffectView | null>(null);
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const holds = group.holdIds.filter((id) => !left.value.has(id));

  const ask = async <T,>(path: string, body: object): Promise<T | null> => {
    busy.value = true;
    trouble.value = null;
    const answer = await call<T>(path, { method: 'POST', body, timeoutMs: TIMEOUT_MS });
    busy.value = false;
    if (answer.ok) return answer.value;
    trouble.value = failureText(answer, words.value, language.value);
    return null;
  };
  const preview = async (event: Event) => {
    event.preventDefault();
    const isComplete = decision.value !== null && reason.value.trim() !== '' && holds.length > 0;
    if (!isComplete || `${document.value}${evidence.value}`.trim() === '') {
      trouble.value = told.incomplete;
      return;
    }
    effect.value = await ask<EffectView>('/decisions/effect', { holds, decision: decision.value });
  };
  const send = async () => {
    const no = document.value.trim();
    const text = [no === '' ? '' : told.documentLine(no), evidence.value.trim()].filter(Boolean).join('. ');
    const body = { holds, decision: decision.value, reason: reason.value, evidence: text };
    const answer = await ask<ManyView>('/decisions', body);
    if (answer === null) return;
    if (answer.done.length > 0) onDone(told.sent(n(answer.done.length)));
    if (answer.refused.length > 0)
      trouble.value = `${told.partly(n(answer.refused.length))} ${[...new Set(answer.refused.map(inWords))].join(' ')}`;
  };

  if (effect.value !== null && decision.value !== null)
    return (
      <div class="propose">
        <Effect effect={effect.value} doing={decision.value} title={told.effect} />
        <Approvers people={effect.value.approvers} />
        {trouble.value !== null && (
          <p class="trouble" role="alert">
            {trouble.value}
          </p>
        )}
        <div class="sheet-buttons">
          <button
            type="button"
            class="secondary"
            onClick={() => {
              effect.value = null;
            }}
          >
            {told.change}
          </button>
          <button
            type="button"
            class="primary"
            disabled={busy.value || effect.value.holds === 0}
            onClick={send}
          >
            {told.confirm}
          </button>
        </div>
      </div>
    );
  return (
    <form class="propose" onSubmit={preview}>
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
      <label class="field">
        <span>{told.reason}</span>
        <textarea rows={2} maxLength={2000} value={reason.value} onInput={set(reason)} />
      </label>
      <label class="field">
        <span>{told.document}</span>
        <input
          type="text"
          maxLength={100}
          placeholder={told.documentHint}
          value={document.value}
          onInput={set(document)}
        />
      </label>
      <label class="field">
        <span>{told.evidence}</span>
        <textarea
          rows={2}
          maxLength={2000}
          placeholder={told.evidenceHint}
          value={evidence.value}
          onInput={set(evidence)}
        />
      </label>
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <div class="sheet-buttons">
        <button type="button" class="secondary" onClick={() => onDone(null)}>
          {words.value.cancel}
        </button>
        <button type="submit" class="primary" disabled={busy.value}>
          {busy.value ? told.previewing : told.preview}
        </button>
      </div>
    </form>
  );
}

const set =
  (text: { value: string }) => (event: Event & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
    text.value = event.currentTarget.value.normalize('NFC');
  };

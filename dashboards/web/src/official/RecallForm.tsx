/** The last look before a lot is recalled: what it does everywhere, why, and its number typed once more. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { EffectView, LotFoundView } from '../../../../src/keeper/official-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { language, words } from '../words/words.ts';
import { Effect } from './Effect.tsx';
import { n } from './say.ts';
import { said } from './words.ts';

type Props = { lot: LotFoundView; onClose: (done: boolean) => void };

export function RecallForm({ lot, onClose }: Props) {
  const told = said.value.recall;
  const effect = useSignal<EffectView | null>(null);
  const reason = useSignal('');
  const typed = useSignal('');
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const { gtin, lot: number } = lot;
  useEffect(() => {
    void call<EffectView>('/recalls/effect', { method: 'POST', body: { gtin, lot: number } }).then(
      (answer) => {
        if (answer.ok) effect.value = answer.value;
        else trouble.value = failureText(answer, words.value, language.value);
      },
    );
  }, [gtin, number, effect, trouble]);
  const send = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = null;
    const path = `/lots/${encodeURIComponent(gtin)}/${encodeURIComponent(number)}/recall`;
    const answer = await call(path, { method: 'POST', body: { reason: reason.value }, timeoutMs: 30_000 });
    busy.value = false;
    if (answer.ok) onClose(true);
    else trouble.value = failureText(answer, words.value, language.value);
  };
  const isReady = effect.value !== null && reason.value.trim() !== '' && typed.value.trim() === number;
  return (
    <form class="part propose" onSubmit={send}>
      <h2>{told.heading(number)}</h2>
      <p>
        {lot.product} · {said.value.doses(n(lot.doses))}
      </p>
      {effect.value === null ? (
        trouble.value === null && <p role="status">{said.value.decide.previewing}</p>
      ) : (
        <>
          <Effect effect={effect.value} doing="recall" title={told.effect} />
          <p>{told.given(n(effect.value.dosesGiven))}</p>
        </>
      )}
      <p class="note">{told.stands}</p>
      <label class="field">
        <span>{told.reason}</span>
        <textarea
          rows={2}
          maxLength={2000}
          placeholder={told.reasonHint}
          value={reason.value}
          onInput={(event) => {
            reason.value = event.currentTarget.value.normalize('NFC');
          }}
        />
      </label>
      <label class="field">
        <span>{told.type(number)}</span>
        <input
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
      </label>
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <div class="sheet-buttons">
        <button type="button" class="secondary" onClick={() => onClose(false)}>
          {words.value.cancel}
        </button>
        <button type="submit" class="primary danger" disabled={busy.value || !isReady}>
          {busy.value ? told.busy : told.confirm}
        </button>
      </div>
    </form>
  );
}

/** Saying which record is true, or that somebody has looked: one choice, a reason, and it stands in the ledger. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { language, words } from '../words/words.ts';
import { said } from './words.ts';

/** `event`: what the service is told when it is chosen. */
export type Choice = { readonly event: string; readonly text: string };
type Props = { readonly parcel: string; readonly choices: readonly Choice[]; readonly onDone: () => void };

export function DecideStory({ parcel, choices, onDone }: Props) {
  const told = said.value;
  const group = useId();
  const chosen = useSignal<number | null>(null);
  const reason = useSignal('');
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    const choice = choices[chosen.peek() ?? -1];
    if (choice === undefined) return;
    busy.value = true;
    trouble.value = null;
    const answer = await call(`/parcels/${encodeURIComponent(parcel)}/custody`, {
      method: 'POST',
      body: { event: choice.event, reason: reason.peek().trim() },
    });
    busy.value = false;
    if (answer.ok) onDone();
    else trouble.value = failureText(answer, words.peek(), language.peek());
  };
  return (
    <form class="parcel-decide no-print" onSubmit={submit}>
      <fieldset>
        <legend>{told.choose}</legend>
        {choices.map(({ text }, i) => (
          <label key={text} class="parcel-choice">
            <input
              type="radio"
              name={group}
              required
              checked={chosen.value === i}
              onChange={() => {
                chosen.value = i;
              }}
            />
            <span>{text}</span>
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>{told.reason}</span>
        <textarea
          required
          rows={2}
          maxLength={2000}
          placeholder={told.reasonHint}
          value={reason.value}
          onInput={(event) => {
            reason.value = event.currentTarget.value.normalize('NFC');
          }}
        />
      </label>
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <button type="submit" class="primary" disabled={busy.value || chosen.value === null}>
        {busy.value ? told.busy : told.submit}
      </button>
    </form>
  );
}

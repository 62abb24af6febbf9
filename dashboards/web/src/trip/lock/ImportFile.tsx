/** Takes another phone's outbox file over, to deliver it from here; the signatures in it say whose events they are. */
import { useSignal } from '@preact/signals';
import { deliver } from '../delivery.ts';
import { outbox, post } from '../kept.ts';
import { eventsIn } from './outbox-file.ts';
import { lockWords } from './words.ts';

export function ImportFile() {
  const said = lockWords.value;
  const outcome = useSignal<{ count: number; already: number } | 'wrong' | null>(null);
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file === undefined) return;
    const events = eventsIn(await file.text());
    // The same file may be chosen again.
    input.value = '';
    if (events === null) {
      outcome.value = 'wrong';
      return;
    }
    const fresh = events.filter(({ body }) => !outbox.peek().some(({ id }) => id === body.id));
    await post(
      fresh.map((delivered) => ({ delivered, carried: true })),
      null,
    );
    outcome.value = { count: fresh.length, already: events.length - fresh.length };
    void deliver();
  };
  return (
    <>
      <label class="secondary wide import-file">
        {said.import}
        <input
          type="file"
          accept="application/json,.json"
          onChange={(event) => void take(event.currentTarget)}
        />
      </label>
      {outcome.value === 'wrong' && (
        <p class="trouble" role="alert">
          {said.importWrong}
        </p>
      )}
      {outcome.value !== null && outcome.value !== 'wrong' && (
        <p role="status">{said.imported(outcome.value.count, outcome.value.already)}</p>
      )}
    </>
  );
}

/** The taker's signed answer, scanned by the giver, without a network. */
import { useSignal } from '@preact/signals';
import { CodeEntry } from '../CodeEntry.tsx';
import type { GiveDraft } from '../draft.ts';
import { keepDraft, post, trips } from '../kept.ts';
import { trustIn } from '../keys.ts';
import { type Collected, collect, slipFrom } from '../slip-text.ts';
import { tripWords } from '../words.ts';

/** The taker's signed answer, from their screen: it is kept and delivered from here as well. */
export function Receipt({ draft }: { draft: GiveDraft }) {
  const { handoff } = tripWords.value;
  const collected = useSignal<Collected | null>(null);
  const trouble = useSignal<string | null>(null);
  const take = async (text: string) => {
    trouble.value = null;
    const next = collect(collected.peek(), text);
    if (next === null) {
      trouble.value = handoff.otherKind;
      return;
    }
    collected.value = next;
    const found = await slipFrom(next);
    if (found === null) return;
    if (found === 'unreadable') {
      collected.value = null;
      trouble.value = handoff.unreadable;
      return;
    }
    const { slip, signature } = found;
    const trust = await trustIn(
      found,
      trips.peek().map(({ signed }) => signed.trip),
    );
    const isOurs =
      slip.kind === 'taken' && slip.body.handoff === draft.ids.handoff && slip.body.code === draft.code;
    if (!isOurs || trust === 'false') {
      collected.value = null;
      trouble.value = handoff.receiptFalse;
      return;
    }
    const done: GiveDraft = { ...draft, step: 'result', outcome: 'taken' };
    await post([{ delivered: { body: slip.body, key: slip.key, signature }, carried: true }], done);
    await keepDraft(done);
  };
  const parts = collected.value;
  return (
    <>
      <h2>{handoff.scanReceipt}</h2>
      {parts && parts.parts.size < parts.count && (
        <p role="status">{handoff.partsLeft(parts.parts.size, parts.count)}</p>
      )}
      {trouble.value !== null && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <CodeEntry onCode={(text) => void take(text)} />
    </>
  );
}

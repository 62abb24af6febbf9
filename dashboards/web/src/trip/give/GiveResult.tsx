/** How it ended for the giver: taken by somebody, recorded alone, or withdrawn. */
import type { GiveDraft } from '../draft.ts';
import { outbox } from '../kept.ts';
import { Result } from '../wizard/Result.tsx';
import { tripWords } from '../words.ts';

export function GiveResult({ draft, onClose }: { draft: GiveDraft; onClose: () => void }) {
  const { handoff } = tripWords.value;
  const { ids, outcome } = draft;
  const taken = outbox.value.find(
    ({ delivered: { body } }) => body.type === 'handoff.taken' && body.handoff === ids.handoff,
  );
  const [event, note] =
    outcome === 'withdrawn'
      ? [ids.withdrawn, handoff.withdrawn]
      : outcome === 'one-sided'
        ? [ids.oneSided, handoff.waitsForReceiver]
        : [taken?.id ?? ids.offer, handoff.receiptTaken];
  return <Result event={event} handoff={ids.handoff} slip={null} note={note} onClose={onClose} />;
}

/** The event that a taker's draft becomes. */
import { countOf } from '../count/count-of.ts';
import type { TakeDraft } from '../draft.ts';
import type { Happening } from '../event.ts';

export function takenOf(draft: TakeDraft): Happening {
  const count = countOf(draft);
  const { offered } = draft;
  if (count === null || offered === null) throw new Error('the count is not complete');
  const common = {
    id: draft.ids.taken,
    shipment: offered.shipment,
    handoff: offered.handoff,
    ...count,
    reason: draft.reason.trim() === '' ? null : draft.reason.trim().normalize('NFC'),
  };
  if (draft.how === 'confirm') return { ...common, type: 'handoff.confirmed' };
  const place = offered.to.kind === 'site' ? offered.to.id : (draft.slip?.slip.body.place ?? null);
  return { ...common, type: 'handoff.taken', code: draft.code, place };
}

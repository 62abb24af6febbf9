/** What this phone knows at this moment: the events that were signed on it, and a trip as it stands with them. */
import { computed } from '@preact/signals';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { drafts, keepDraft, outbox, trips } from '../kept.ts';
import { tripNow } from './trip-now.ts';

/** What the service refused did not happen. */
export const eventsHere = computed(() =>
  outbox.value.filter(({ state }) => state !== 'refused').map(({ delivered }) => delivered.body),
);

export const seenNow = (trip: TripView): TripView => tripNow(trip, eventsHere.value);

export function tripHere(id: string): TripView | null {
  const stored = trips.value.find((trip) => trip.id === id);
  return stored === undefined ? null : seenNow(stored.signed.trip);
}

type Kept = (typeof drafts.value)[number];
/** Changes a draft as it is now, not as it was when the page was drawn: two quick changes are both kept. */
export function change<D extends Kept>(draft: D, make: (now: D) => Partial<D>): void {
  const now = drafts.peek().find((each): each is D => each.key === draft.key && each.kind === draft.kind);
  if (now !== undefined) void keepDraft({ ...now, ...make(now) } as Kept);
}

/**
 * Who holds which parcel of a trip now, as far as this phone knows: what came with the trip, moved on by the handoffs
 * that were signed since, here or on a screen that was scanned. Pure.
 */
import type { Counted, CustodyEvent, Holder } from '../../../../src/custody/types.ts';
import type { TripView } from '../../../../src/keeper/custody-views.ts';

export type HeldParcel = TripView['parcels'][number] & { readonly heldBy: Holder | null };

/** `events`: those on this phone, in any order; what the service refused is left out by the caller. */
export function parcelsNow(trip: TripView, events: readonly CustodyEvent[]): HeldParcel[] {
  const offers = new Map<string, Holder>(
    trip.handoffs.map(({ id, to: { kind, id: whom } }) => [id, { kind, id: whom }]),
  );
  for (const event of events) if (event.type === 'handoff.offered') offers.set(event.handoff, event.to);
  const since = Date.parse(trip.asOf);
  const moves = events
    .filter((event) => event.type === 'handoff.taken')
    .filter((event) => Date.parse(event.at) > since || !isKnown(trip, event.handoff))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const held = new Map(
    trip.parcels.map((parcel): [string, HeldParcel] => [parcel.id, { ...parcel, heldBy: parcel.holder }]),
  );
  for (const { handoff, parcels } of moves) {
    const to = offers.get(handoff);
    if (to === undefined) continue;
    for (const counted of parcels) take(held, counted, to);
  }
  return [...held.values()];
}

const isKnown = (trip: TripView, handoff: string): boolean =>
  trip.handoffs.some(({ id, state }) => id === handoff && ['complete', 'refused'].includes(state));

function take(held: Map<string, HeldParcel>, { parcel, doses }: Counted, to: Holder): void {
  const former = held.get(parcel);
  if (former === undefined || doses === 0) return;
  held.set(parcel, { ...former, doses, heldBy: to });
}

type Person = { readonly username: string; readonly site: string | null };

/** May this person give it away: they hold it themselves, or it is at their own place. */
export const isHeldBy = ({ heldBy }: HeldParcel, { username, site }: Person): boolean =>
  heldBy !== null && (heldBy.kind === 'person' ? heldBy.id === username : heldBy.id === site);

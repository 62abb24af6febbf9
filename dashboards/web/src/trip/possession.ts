/**
 * Who holds which parcel of a trip now, as far as this phone knows: what came with the trip, moved on by the handoffs
 * that were signed since, here or on a screen that was scanned. Pure.
 */
import type { Counted, CustodyEvent, Holder } from '../../../../src/custody/types.ts';
import type { TripView } from '../../../../src/keeper/custody-views.ts';

/**
 * `ahead`: the service has what this phone signed and does not count it yet, for what lies between is in a phone that has
 * not delivered: who gave it (a username), when it was taken.
 */
export type HeldParcel = TripView['parcels'][number] & {
  readonly heldBy: Holder | null;
  readonly ahead?: { readonly from: string | null; readonly at: string };
};

/** `events`: those on this phone, in any order; what the service refused is left out by the caller. */
export function parcelsNow(trip: TripView, events: readonly CustodyEvent[]): HeldParcel[] {
  const offers = new Map<string, Offer>(
    trip.handoffs.map(({ id, to: { kind, id: whom }, given }) => [
      id,
      { to: { kind, id: whom }, from: given?.by ?? null },
    ]),
  );
  for (const event of events)
    if (event.type === 'handoff.offered') offers.set(event.handoff, { to: event.to, from: event.by });
  const since = Date.parse(trip.asOf);
  const moves = events
    .filter((event) => event.type === 'handoff.taken')
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const held = new Map(
    trip.parcels.map((parcel): [string, HeldParcel] => [parcel.id, { ...parcel, heldBy: parcel.holder }]),
  );
  for (const { handoff, parcels, at } of moves) {
    const offer = offers.get(handoff);
    if (offer === undefined) continue;
    const isNews = Date.parse(at) > since || !isKnown(trip, handoff);
    for (const counted of parcels) {
      const told = trip.parcels.find(({ id }) => id === counted.parcel);
      if (isNews) take(held, counted, { heldBy: offer.to });
      else if (told !== undefined && isMissing(told, at, offer.to))
        take(held, counted, { heldBy: offer.to, ahead: { from: offer.from, at } });
    }
  }
  return [...held.values()];
}

const isKnown = (trip: TripView, handoff: string): boolean =>
  trip.handoffs.some(({ id, state }) => id === handoff && ['complete', 'refused'].includes(state));

/** The service has the handoff, and the parcel is still with whoever got it before that. */
const isMissing = ({ holder, leg }: TripView['parcels'][number], at: string, to: Holder): boolean =>
  holder !== null &&
  (holder.kind !== to.kind || holder.id !== to.id) &&
  leg !== null &&
  Date.parse(leg.from) < Date.parse(at);

type Offer = { readonly to: Holder; readonly from: string | null };

function take(
  held: Map<string, HeldParcel>,
  { parcel, doses }: Counted,
  now: Pick<HeldParcel, 'heldBy' | 'ahead'>,
): void {
  const former = held.get(parcel);
  if (former === undefined || doses === 0) return;
  held.set(parcel, { ...former, ...now, doses });
}

type Person = { readonly username: string; readonly site: string | null };

/** May this person give it away: they hold it themselves, or it is at their own place. */
export const isHeldBy = ({ heldBy }: HeldParcel, { username, site }: Person): boolean =>
  heldBy !== null && (heldBy.kind === 'person' ? heldBy.id === username : heldBy.id === site);

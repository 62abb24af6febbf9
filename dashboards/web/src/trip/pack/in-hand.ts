/** Which parcels of a trip a person may pack, and which may be put away where they are: by who holds them now. Pure. */
import type { CustodyEvent } from '../../../../../src/custody/types.ts';
import { SAYING } from '../../../../../src/fleet/rights.ts';
import type { Role } from '../../../../../src/fleet/types.ts';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { type HeldParcel, parcelsNow } from '../possession.ts';
import { isBox, mayFor, type Who } from './places.ts';
import { tripNow } from './trip-now.ts';

/** `planned`: fewer doses than the parcel has are planned, so it has to be split first; else null. */
export type Packable = HeldParcel & { readonly planned: number | null };

const NOT_PACKED: readonly string[] = ['arrived', 'closed', 'cancelled'];

/** `events` as for `parcelsNow`. */
export function packable(trip: TripView, events: readonly CustodyEvent[], who: Who): Packable[] {
  const now = tripNow(trip, events);
  const carries: readonly Role[] = SAYING['shipment.packed'];
  if (NOT_PACKED.includes(now.shipment.state) || !carries.some((role) => who.roles.includes(role))) return [];
  return parcelsNow(now, events)
    .filter(({ doses, heldBy }) => {
      if (doses === 0 || heldBy === null) return false;
      if (heldBy.kind === 'person') return heldBy.id === who.username;
      return mayFor(now, who, 'shipment.packed', heldBy.id);
    })
    .map((parcel) => ({ ...parcel, planned: partOf(now, parcel) }));
}

function partOf({ shipment }: TripView, { id, doses }: HeldParcel): number | null {
  const planned = shipment.planned.find(({ parcel }) => parcel === id)?.doses ?? doses;
  return planned < doses ? planned : null;
}

export const isPacked = (trip: TripView, { unit }: Pick<HeldParcel, 'unit'>): boolean =>
  unit !== null && trip.shipment.boxes.some((box) => box.unit === unit);

export type ToPutAway = { readonly site: string; readonly parcels: readonly HeldParcel[] };

/** What lies in boxes, or in no unit, at a site that the person may speak for; null when there is nothing to put away. */
export function toPutAway(trip: TripView, events: readonly CustodyEvent[], who: Who): ToPutAway | null {
  const now = tripNow(trip, events);
  const { from, to, stops, state } = now.shipment;
  // Before it leaves, what is in a box at the depot is on its way.
  const isLeaving = state === 'planned' || state === 'packed';
  const held = parcelsNow(now, events).filter(
    ({ doses, unit }) => doses > 0 && (unit === null || isBox(now, unit)),
  );
  for (const site of new Set([to, ...stops.map((stop) => stop.site), from])) {
    if (site === from && isLeaving) continue;
    if (!mayFor(now, who, 'shipment.unpacked', site)) continue;
    const parcels = held.filter(({ heldBy }) => heldBy?.kind === 'site' && heldBy.id === site);
    if (parcels.length > 0) return { site, parcels };
  }
  return null;
}

/**
 * A trip as it stands with what was packed, taken over and put away on this phone since it was loaded: what the service has not told
 * yet is as true here as what it has. Pure.
 */
import type { CustodyEvent, ShipmentPacked, ShipmentUnpacked } from '../../../../../src/custody/types.ts';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { parcelsNow } from '../possession.ts';
import { boxesNow } from './boxes-now.ts';
import { placesOf } from './places.ts';

/** `events`: those on this phone, in any order; what the service refused is left out by the caller. */
export function tripNow(trip: TripView, events: readonly CustodyEvent[]): TripView {
  const { shipment } = trip;
  const here = events
    .filter((event) => event.shipment === shipment.id)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const news = here
    .filter((event) => !shipment.events.includes(event.id))
    .filter((event) => event.type === 'shipment.packed' || event.type === 'shipment.unpacked');
  const packed = news.filter((event) => event.type === 'shipment.packed');
  const told =
    packed.length === 0
      ? shipment.boxes
      : [...shipment.boxes, ...packed.flatMap((event) => boxesOf(event, trip))];
  const boxes = boxesNow(trip, told, here);
  const state = stateNow(trip, here, packed.length > 0);
  const units = notCounted(trip, here);
  // Where a parcel is, the service knows better of the time until the trip was loaded.
  for (const { unit, parcels, packedAt } of boxes.slice(told.length))
    if (Date.parse(packedAt) > Date.parse(trip.asOf))
      for (const { parcel } of parcels) units.set(parcel, unit);
  for (const event of news) for (const { parcel, unit } of putBy(event)) units.set(parcel, unit);
  if (units.size === 0 && boxes === shipment.boxes && state === shipment.state) return trip;
  return {
    ...trip,
    shipment: { ...shipment, state, boxes },
    parcels: trip.parcels.map((parcel) => ({ ...parcel, unit: units.get(parcel.id) ?? parcel.unit })),
  };
}

/** Where parcels were put after they were taken over here, while the service cannot count the taking yet. */
function notCounted(trip: TripView, here: readonly CustodyEvent[]): Map<string, string> {
  const takenAt = new Map(parcelsNow(trip, here).flatMap(({ id, ahead }) => (ahead ? [[id, ahead.at]] : [])));
  const units = new Map<string, string>();
  for (const event of here) {
    if (event.type !== 'shipment.packed' && event.type !== 'shipment.unpacked') continue;
    for (const { parcel, unit } of putBy(event)) {
      const since = takenAt.get(parcel);
      if (since !== undefined && Date.parse(since) < Date.parse(event.at)) units.set(parcel, unit);
    }
  }
  return units;
}

/** What somebody took over to carry it is under way, whether the service knows it or not. */
function stateNow(
  { shipment, handoffs }: TripView,
  here: readonly CustodyEvent[],
  isPacked: boolean,
): string {
  const { state } = shipment;
  if (state !== 'planned' && state !== 'packed') return state;
  const carriers = new Set([
    ...handoffs.flatMap(({ id, to }) => (to.kind === 'person' ? [id] : [])),
    ...here.flatMap((event) =>
      event.type === 'handoff.offered' && event.to.kind === 'person' ? [event.handoff] : [],
    ),
  ]);
  const isCarried = here.some(
    (event) =>
      event.type === 'handoff.taken' &&
      carriers.has(event.handoff) &&
      event.parcels.some(({ doses }) => doses > 0),
  );
  if (isCarried) return 'under-way';
  return isPacked ? 'packed' : state;
}

const putBy = (event: ShipmentPacked | ShipmentUnpacked): readonly { parcel: string; unit: string }[] =>
  event.type === 'shipment.unpacked'
    ? event.parcels
    : event.boxes.flatMap(({ unit, parcels }) => parcels.map(({ parcel }) => ({ parcel, unit })));

const boxesOf = ({ at, boxes }: ShipmentPacked, trip: TripView): TripView['shipment']['boxes'] =>
  boxes.map(({ unit, parcels, coolant, seal, celsius }) => ({
    ...{ unit, seal, celsius, parcels: [...parcels], coolant: { ...coolant } },
    name:
      placesOf(trip)
        .flatMap((place) => place.units)
        .find((each) => each.unit === unit)?.name ?? unit,
    packedAt: at,
  }));

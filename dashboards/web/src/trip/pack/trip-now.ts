/**
 * A trip as it stands with what was packed and put away on this phone since it was loaded: what the service has not told
 * yet is as true here as what it has. Pure.
 */
import type { CustodyEvent, ShipmentPacked, ShipmentUnpacked } from '../../../../../src/custody/types.ts';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { placesOf } from './places.ts';

/** `events`: those on this phone, in any order; what the service refused is left out by the caller. */
export function tripNow(trip: TripView, events: readonly CustodyEvent[]): TripView {
  const { shipment } = trip;
  const news = events
    .filter((event) => event.shipment === shipment.id && !shipment.events.includes(event.id))
    .filter((event) => event.type === 'shipment.packed' || event.type === 'shipment.unpacked')
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (news.length === 0) return trip;
  const units = new Map<string, string>();
  for (const event of news) for (const { parcel, unit } of putBy(event)) units.set(parcel, unit);
  const packed = news.filter((event) => event.type === 'shipment.packed');
  return {
    ...trip,
    shipment: {
      ...shipment,
      state: shipment.state === 'planned' && packed.length > 0 ? 'packed' : shipment.state,
      boxes: [...shipment.boxes, ...packed.flatMap((event) => boxesOf(event, trip))],
    },
    parcels: trip.parcels.map((parcel) => ({ ...parcel, unit: units.get(parcel.id) ?? parcel.unit })),
  };
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

/** What people call the things of a trip: sites, persons, parcels, boxes. An id that no trip explains stays an id. Pure. */
import type { Holder } from '../../../../src/custody/types.ts';
import type { TripView } from '../../../../src/keeper/custody-views.ts';
import { placesOf } from './pack/places.ts';

type Trips = readonly TripView[];

export const holderName = ({ kind, id }: Holder, trips: Trips): string =>
  (kind === 'site'
    ? trips.flatMap(({ sites }) => sites).find((site) => site.id === id)?.name
    : personOf(id, trips)?.name) ?? id;

const personOf = (username: string, trips: Trips) =>
  trips.flatMap(({ people }) => people).find((person) => person.username === username);

export const personName = (username: string, trips: Trips): string =>
  personOf(username, trips)?.name ?? username;

export type ParcelName = { readonly product: string; readonly lot: string; readonly label: string };
export function parcelName(id: string, trips: Trips): ParcelName {
  const found = trips.flatMap(({ parcels }) => parcels).find((parcel) => parcel.id === id);
  return { product: found?.product ?? id, lot: found?.lot ?? '', label: found?.label ?? id };
}

export const boxName = (unit: string, trips: Trips): string =>
  trips.flatMap(({ boxes }) => boxes).find((box) => box.unit === unit)?.name ??
  trips.flatMap(({ shipment }) => shipment.boxes).find((box) => box.unit === unit)?.name ??
  trips
    .flatMap(placesOf)
    .flatMap(({ units }) => units)
    .find((box) => box.unit === unit)?.name ??
  unit;

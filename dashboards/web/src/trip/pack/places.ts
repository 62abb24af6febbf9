/** Where the parcels of a trip may be put, and for which of its sites a person may speak. The service decides again. Pure. */
import { SITE_SPEAKERS } from '../../../../../src/fleet/rights.ts';
import type { Role } from '../../../../../src/fleet/types.ts';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';

export type Who = {
  readonly username: string;
  readonly roles: readonly string[];
  readonly site: string | null;
};
export type Place = TripView['places'][number];
export type Unit = Place['units'][number];
export type Saying = 'shipment.planned' | 'shipment.packed' | 'shipment.unpacked';

/** A trip that was loaded before phones asked for places has none. */
export const placesOf = ({ places }: Partial<Pick<TripView, 'places'>>): readonly Place[] => places ?? [];

export function mayFor(trip: TripView, { roles, site: own }: Who, says: Saying, site: string): boolean {
  const speakers: readonly Role[] = SITE_SPEAKERS[says];
  if (!speakers.some((role) => roles.includes(role))) return false;
  const above = placesOf(trip).find((place) => place.site === site)?.above ?? [];
  return own === null || own === site || above.includes(own);
}

const BOX = 'transport-box';
/** Boxes that parcels at `sites` may be packed into: those there first, then what else is on the way. */
export function boxesFor(trip: TripView, sites: readonly string[]): Unit[] {
  const places = placesOf(trip);
  const here = places.filter(({ site }) => sites.includes(site)).flatMap(({ units }) => units);
  const along = trip.boxes.map(({ unit, name }) => ({ unit, name, kind: BOX }));
  return unlike([...here, ...along].filter(({ kind }) => kind === BOX));
}
/** Every box of every place: one that was carried here by hand can be scanned too. */
export const boxesAnywhere = (trip: TripView): Unit[] =>
  boxesFor(
    trip,
    placesOf(trip).map(({ site }) => site),
  );

/** Units of a site that parcels may be put away in: boxes last, for they are not where vaccine stays. */
export function unitsOf(trip: TripView, site: string): Unit[] {
  const units = placesOf(trip).find((place) => place.site === site)?.units ?? [];
  return [...units.filter(({ kind }) => kind !== BOX), ...units.filter(({ kind }) => kind === BOX)];
}

export const isBox = (trip: TripView, unit: string): boolean =>
  boxesAnywhere(trip).some((box) => box.unit === unit) ||
  trip.shipment.boxes.some((box) => box.unit === unit);

export const unitName = (trip: TripView, unit: string): string =>
  placesOf(trip)
    .flatMap(({ units }) => units)
    .find((each) => each.unit === unit)?.name ??
  trip.boxes.find((box) => box.unit === unit)?.name ??
  trip.shipment.boxes.find((box) => box.unit === unit)?.name ??
  unit;

const unlike = (units: readonly Unit[]): Unit[] => [
  ...new Map(units.map((unit) => [unit.unit, unit])).values(),
];

/** Where the parcels of a trip may be put, and whose people act there: for packing and unpacking without a signal. */
import { pathOf, siteOfUnit } from '../../fleet/places.ts';
import type { TripView } from '../custody-views.ts';
import type { View } from './view.ts';

/** @param sites those of the trip */
export function placesOf({ province, now }: View, sites: ReadonlySet<string>): TripView['places'] {
  const units = new Map<string, TripView['places'][number]['units']>([...sites].map((site) => [site, []]));
  for (const unit of province.units.values()) {
    if (unit.retiredAt !== null && unit.retiredAt <= now) continue;
    const { id, name, kind } = unit;
    units.get(siteOfUnit(unit, now) ?? '')?.push({ unit: id, name, kind });
  }
  return [...units].map(([site, there]) => ({
    site,
    above: pathOf(province.tree, site)
      .slice(0, -1)
      .map(({ id }) => id)
      .reverse(),
    units: there,
  }));
}

/** Which parcels of a lot are at a site now? Asked at every scan: of a million parcels, a handful is looked at. */
import { siteOfUnit } from '../fleet/places.ts';
import { presentUnit } from '../lots/parcels.ts';
import type { Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Province } from './province.ts';

/**
 * Those that have not ended and have doses left, in a unit that stands at exactly this site. A depot holds many lots, and a
 * lot lies at many stations: the fewer are looked through.
 * @param key of the lot, see `lotKey`
 */
export function presentAt(province: Province, key: string, site: string, now: UtcMs): Parcel[] {
  const ofLot = province.livingOfLot.get(key);
  const units = province.unitsEverAt.get(site);
  if (ofLot === undefined || units === undefined) return [];
  const isThere = ({ ended, doses }: Parcel) => ended === null && doses > 0;
  const stands = (unit: string | null) => siteOfUnit(province.units.get(unit ?? ''), now) === site;
  const found: Parcel[] = [];
  if (ofLot.size <= insideOf(province, units, ofLot.size)) {
    for (const id of ofLot) {
      const parcel = province.parcels.get(id);
      if (parcel !== undefined && isThere(parcel) && stands(presentUnit(parcel))) found.push(parcel);
    }
    return found;
  }
  for (const unit of units) {
    if (!stands(unit)) continue;
    for (const id of province.parcelsIn.get(unit) ?? []) {
      const parcel = ofLot.has(id) ? province.parcels.get(id) : undefined;
      if (parcel !== undefined && isThere(parcel)) found.push(parcel);
    }
  }
  return found;
}

/** How many parcels are in these units, and the units themselves; counted no further than `enough`. */
function insideOf(province: Province, units: ReadonlySet<string>, enough: number): number {
  let count = units.size;
  for (const unit of units) {
    if (count >= enough) break;
    count += province.parcelsIn.get(unit)?.size ?? 0;
  }
  return count;
}

/** The places of a simulated province and the cold stores that stand in them, before devices and vaccine arrive. */
import type { UnitKind } from '../src/fleet/types.ts';
import type { SiteDescription } from './description.ts';
import { MOBILE_POINTS, REGIONS, slug } from './names.ts';

/** `station`: one health station. `demo`: what fits on a wall board. `province`: hundreds of units. */
export type Size = 'station' | 'demo' | 'province';

export type PlannedUnit = {
  readonly id: string;
  readonly kind: UnitKind;
  readonly site: string;
  readonly name: string;
  readonly litres: number;
};
export type Places = { readonly sites: SiteDescription[]; readonly units: PlannedUnit[] };

type Store = { kind: UnitKind; code: string; name: string; litres: number };
const FRIDGE: Store = { kind: 'refrigerator', code: 'tl', name: 'Tủ lạnh', litres: 72 };
const FREEZER: Store = { kind: 'freezer', code: 'ta', name: 'Tủ âm', litres: 126 };
const ULTRA: Store = { kind: 'ultra-freezer', code: 'tas', name: 'Tủ âm sâu', litres: 570 };
const COLD_ROOM: Store = { kind: 'cold-room', code: 'bl', name: 'Buồng lạnh', litres: 20_000 };
const BOX: Store = { kind: 'transport-box', code: 'hl', name: 'Hòm lạnh', litres: 24 };
const MILITARY_BOX: Store = { kind: 'transport-box', code: 'hq', name: 'Hòm lạnh quân y', litres: 20 };

/** The root of the tree in the sizes that have one. */
export const PROVINCE_SITE = 'tinh-dak-lak';
export const DEPOT_SITE = 'kho-tinh';

/** `unitCount`: about how many units a `demo` gets (default 22); the others have a size of their own. */
export function places(size: Size, unitCount = 22): Places {
  const built: Places = { sites: [], units: [] };
  if (size === 'station') {
    addSite(built, 'Trạm y tế xã Ea Kao', 'trạm y tế xã', undefined, [FRIDGE, FRIDGE]);
    return built;
  }
  const whole = size === 'province';
  built.sites.push({ id: PROVINCE_SITE, name: 'Tỉnh Đắk Lắk', level: 'tỉnh' });
  built.sites.push({
    id: DEPOT_SITE,
    name: 'Kho vắc xin tỉnh (CDC Đắk Lắk)',
    level: 'kho tỉnh',
    parent: PROVINCE_SITE,
  });
  const depot = [ULTRA, FREEZER, COLD_ROOM, FRIDGE, FRIDGE, MILITARY_BOX, MILITARY_BOX];
  addUnits(built, DEPOT_SITE, whole ? [...depot, ...depot, MILITARY_BOX, MILITARY_BOX] : depot);

  const regions = REGIONS.slice(0, whole ? REGIONS.length : 2).map((region) => ({
    region,
    id: addSite(built, `Trung tâm y tế khu vực ${region.name}`, 'trung tâm y tế khu vực', PROVINCE_SITE, [
      FRIDGE,
      FRIDGE,
      FREEZER,
    ]),
  }));
  const points = whole ? MOBILE_POINTS.length : 2;
  const stations = interleave(regions.map(({ region, id }) => region.communes.map((name) => ({ name, id }))));
  for (const [index, station] of stations.entries()) {
    if (!whole && built.units.length >= unitCount - points) break;
    const stores = whole ? [FRIDGE, FRIDGE, BOX] : index % 4 === 3 ? [FRIDGE, FRIDGE] : [FRIDGE];
    addSite(built, `Trạm y tế xã ${station.name}`, 'trạm y tế xã', station.id, stores);
  }
  for (const [index, point] of MOBILE_POINTS.slice(0, points).entries()) {
    const parent = regions[index % regions.length]?.id;
    addSite(built, `Điểm tiêm lưu động ${point}`, 'điểm tiêm lưu động', parent, [BOX]);
  }
  if (!whole) built.units.splice(Math.max(1, unitCount));
  return built;
}

function addSite(
  built: Places,
  name: string,
  level: string,
  parent: string | undefined,
  stores: Store[],
): string {
  const id = slug(name)
    .replace('trung-tam-y-te-khu-vuc', 'ttyt')
    .replace('tram-y-te-xa', 'tyt')
    .replace('diem-tiem-luu-dong', 'dt');
  built.sites.push(parent === undefined ? { id, name, level } : { id, name, level, parent });
  addUnits(built, id, stores);
  return id;
}

function addUnits(built: Places, site: string, stores: Store[]): void {
  const counts = new Map<string, number>();
  for (const { kind, code, name, litres } of stores) {
    const number = (counts.get(code) ?? 0) + 1;
    counts.set(code, number);
    built.units.push({ id: `${site}-${code}${number}`, kind, site, name: `${name} ${number}`, litres });
  }
}

/** First of each list, then second of each, and so on. */
function interleave<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();
}

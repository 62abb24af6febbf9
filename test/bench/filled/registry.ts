/** The province of a filled store as descriptions to apply, some units each: sites, units, devices, one product, one person. */
import { vietnameseGtin } from '../../../simulator/gs1.ts';
import type { UtcMs } from '../../../src/thermal/types.ts';
import { FROZEN, fridge, logger, PRODUCT, rule, sites } from '../house/parts.ts';
import { OFFICIAL } from '../house/province.ts';
import { deviceId, SITES, type Size, secretOf, siteId, unitId } from './size.ts';

export const GTIN = vietnameseGtin(7);
const UNITS_AT_ONCE = 1_000;
/** A logger that is not heard for an hour is silent: a store may be started some time after it was filled. */
const MAX_GAP_SECONDS = 3_600;

export function* descriptions(size: Size, since: UtcMs): Iterable<string> {
  const at = new Date(since).toISOString();
  const seconds = { sampling: size.stepSeconds, maxGap: MAX_GAP_SECONDS };
  yield JSON.stringify({
    zone: 'Asia/Ho_Chi_Minh',
    sites: sites(SITES),
    products: [VACCINE],
    people: [OWNER],
  });
  for (let first = 0; first < size.units; first += UNITS_AT_ONCE) {
    const many = Array.from({ length: Math.min(UNITS_AT_ONCE, size.units - first) }, (_, i) => first + i);
    yield JSON.stringify({
      units: many.map((u) => fridge(u, { id: unitId(u), site: siteId(u) }, seconds)),
      devices: many.map((u) => logger(deviceId(u), unitId(u), at, secretOf(u))),
    });
  }
}

const VACCINE = {
  ...PRODUCT,
  gtin: GTIN,
  name: 'Vắc xin đo',
  rules: [rule('nong-8', 'above', 8, 72 * 3_600, 'cumulative'), rule('nong-12', 'above', 12, 3_600), FROZEN],
};

const OWNER = { ...OFFICIAL, name: 'Người đo', roles: ['official', 'vaccinator'], site: 'tinh' };

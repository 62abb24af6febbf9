/** The province of a filled store as descriptions to apply, some units each: sites, units, devices, one product, one person. */
import { vietnameseGtin } from '../../../simulator/gs1.ts';
import type { UtcMs } from '../../../src/thermal/types.ts';
import { OFFICIAL } from '../house/province.ts';
import { deviceId, SITES, type Size, secretOf, siteId, unitId } from './size.ts';

export const GTIN = vietnameseGtin(7);
const UNITS_AT_ONCE = 1_000;
/** A logger that is not heard for an hour is silent: a store may be started some time after it was filled. */
const MAX_GAP_SECONDS = 3_600;

export function* descriptions(size: Size, since: UtcMs): Iterable<string> {
  const at = new Date(since).toISOString();
  yield JSON.stringify({ zone: 'Asia/Ho_Chi_Minh', sites: sites(), products: [PRODUCT], people: [OWNER] });
  for (let first = 0; first < size.units; first += UNITS_AT_ONCE) {
    const many = Array.from({ length: Math.min(UNITS_AT_ONCE, size.units - first) }, (_, i) => first + i);
    yield JSON.stringify({
      units: many.map((u) => ({
        id: unitId(u),
        kind: 'refrigerator',
        site: siteId(u),
        name: `Tủ lạnh ${u}`,
        litres: 60,
        rules: [rule('tren-8', 'above', 8, 36_000), rule('dong-bang', 'below', -0.5, 3_600)],
        samplingSeconds: size.stepSeconds,
        maxGapSeconds: MAX_GAP_SECONDS,
      })),
      devices: many.map((u) => ({
        id: deviceId(u),
        unit: unitId(u),
        since: at,
        secret: secretOf(u),
        profile: 'giulanh',
      })),
    });
  }
}

const rule = (
  id: string,
  side: 'above' | 'below',
  limitCelsius: number,
  allowedSeconds: number,
  mode: 'continuous' | 'cumulative' = 'continuous',
) => ({ id, side, limitCelsius, inclusive: side === 'below', allowedSeconds, mode });

const PRODUCT = {
  gtin: GTIN,
  name: 'Vắc xin đo',
  rules: [
    rule('nong-8', 'above', 8, 72 * 3_600, 'cumulative'),
    rule('nong-12', 'above', 12, 3_600),
    rule('dong-bang', 'below', -0.5, 3_600),
  ],
  maxUnmonitoredSeconds: 14_400,
  dosesPerVial: 10,
  source: 'test/bench',
};

const OWNER = { ...OFFICIAL, name: 'Người đo', roles: ['official', 'vaccinator'], site: 'tinh' };

function sites() {
  const stations = Array.from({ length: SITES }, (_, k) => ({
    id: `tram-${k}`,
    name: `Trạm ${k}`,
    level: 'station',
    parent: 'tinh',
  }));
  return [{ id: 'tinh', name: 'Tỉnh', level: 'province' }, ...stations];
}

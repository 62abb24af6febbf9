/** What the provinces of the measurements have in common: stations below one province, fridges with their rules and loggers. */

export const rule = (
  id: string,
  side: 'above' | 'below',
  limitCelsius: number,
  allowedSeconds: number,
  mode: 'continuous' | 'cumulative' = 'continuous',
) => ({ id, side, limitCelsius, inclusive: side === 'below', allowedSeconds, mode });

export const FROZEN = rule('dong-bang', 'below', -0.5, 3_600);

/** Of a product: what its rules are not about. */
export const PRODUCT = { maxUnmonitoredSeconds: 14_400, dosesPerVial: 10, source: 'test/bench' };

export function sites(stations: number) {
  const below = Array.from({ length: stations }, (_, k) => ({
    id: `tram-${k}`,
    name: `Trạm ${k}`,
    level: 'station',
    parent: 'tinh',
  }));
  return [{ id: 'tinh', name: 'Tỉnh', level: 'province' }, ...below];
}

/** @param number in its name */
export const fridge = (
  number: number,
  place: { readonly id: string; readonly site: string },
  seconds: { readonly sampling: number; readonly maxGap: number },
) => ({
  ...place,
  kind: 'refrigerator',
  name: `Tủ lạnh ${number}`,
  litres: 60,
  rules: [rule('tren-8', 'above', 8, 36_000), FROZEN],
  samplingSeconds: seconds.sampling,
  maxGapSeconds: seconds.maxGap,
});

export const logger = (id: string, unit: string, since: string, secret: string) => ({
  id,
  unit,
  since,
  secret,
  profile: 'giulanh',
});

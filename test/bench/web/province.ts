/** The province of the screens' measurements: any number of units, 25 to a site, and one person of every kind. */
import { vietnameseGtin } from '../../../simulator/gs1.ts';

export type Device = { readonly device: string; readonly secret: string };
export type Person = {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly site: string;
};

export const UNITS_A_SITE = 25;
const SITES_A_REGION = 20;
const PASSWORD = 'bốn con ngựa uống nước';
const HOUR_SECONDS = 3_600;

export const WALL_SITE = 'tram-0';
/** The unit that has a whole year behind it: the last one, at which no other measurement looks. */
export const YEAR_UNIT = 'tu-nam';
export const YEAR_DEVICE: Device = { device: 'do-nam', secret: 'bi-mat-cua-may-mot-nam' };

const person = (role: string, site = 'tinh'): Person => ({
  username: role,
  password: PASSWORD,
  name: `Người ${role}`,
  roles: [role],
  site,
});
export const PEOPLE: readonly Person[] = [
  person('official'),
  person('depot', WALL_SITE),
  person('vaccinator', WALL_SITE),
  person('escort'),
  person('administrator'),
  person('auditor'),
];

export const devicesOf = (count: number): Device[] =>
  Array.from({ length: count }, (_, i) => ({ device: `do-${i}`, secret: `bi-mat-rieng-cua-may-${i}` }));

const rule = (id: string, side: 'above' | 'below', limitCelsius: number, allowedSeconds: number) => ({
  ...{ id, side, limitCelsius, inclusive: side === 'below', allowedSeconds },
  mode: 'continuous',
});

const refrigerator = (id: string, site: string, name: string, samplingSeconds: number) => ({
  ...{ id, kind: 'refrigerator', site, name, litres: 60, samplingSeconds, maxGapSeconds: 900 },
  rules: [
    rule('tren-8', 'above', 8, 10 * HOUR_SECONDS),
    rule('tren-10', 'above', 10, 60),
    rule('dong-bang', 'below', -0.5, HOUR_SECONDS),
  ],
});

/** As JSON, for the service to apply. `since`: when every device came to its unit. */
export function describe(count: number, since: Date): string {
  const at = since.toISOString();
  const gtin = vietnameseGtin(7);
  const stations = Array.from({ length: Math.ceil(count / UNITS_A_SITE) }, (_, k) => k);
  const regions = Array.from({ length: Math.ceil(stations.length / SITES_A_REGION) }, (_, k) => k);
  const units = Array.from({ length: count }, (_, i) =>
    refrigerator(`tu-${i}`, `tram-${Math.floor(i / UNITS_A_SITE)}`, `Tủ lạnh ${(i % UNITS_A_SITE) + 1}`, 60),
  );
  const yearUnit = refrigerator(YEAR_UNIT, `tram-${stations.length - 1}`, 'Tủ một năm', 300);
  const placed = [...devicesOf(count), YEAR_DEVICE];
  return JSON.stringify({
    zone: 'Asia/Ho_Chi_Minh',
    sites: [
      { id: 'tinh', name: 'Tỉnh', level: 'tỉnh' },
      ...regions.map((k) => ({
        id: `vung-${k}`,
        name: `Khu vực ${k + 1}`,
        level: 'khu vực',
        parent: 'tinh',
      })),
      ...stations.map((k) => ({
        id: `tram-${k}`,
        name: `Trạm Y tế xã số ${k + 1}`,
        level: 'xã',
        parent: `vung-${Math.floor(k / SITES_A_REGION)}`,
      })),
    ],
    units: [...units, yearUnit],
    devices: placed.map(({ device, secret }, i) => ({
      ...{ id: device, unit: units[i]?.id ?? YEAR_UNIT, since: at, secret, profile: 'giulanh' },
    })),
    products: [
      {
        gtin,
        name: 'Vắc xin đo',
        rules: [
          rule('tren-8', 'above', 8, 10 * HOUR_SECONDS),
          rule('dong-bang', 'below', -0.5, HOUR_SECONDS),
        ],
        maxUnmonitoredSeconds: 4 * HOUR_SECONDS,
        dosesPerVial: 10,
        source: 'test/bench/web',
      },
    ],
    people: PEOPLE,
    lots: [{ gtin, lot: 'DO1', expiry: '2099-12-31' }],
    parcels: units.map((unit, i) => ({
      ...{ id: `kien-${i}`, gtin, lot: 'DO1', doses: 100, unit: unit.id },
      since: new Date().toISOString(),
    })),
  });
}

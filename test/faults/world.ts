/**
 * The province that is killed: 40 fridges with a backlog each and 10 that are live, a parcel in every one, and rules that the
 * load breaks again and again. What happened lies in the past, so that its excursions depend on the readings alone.
 */
import { random } from '../../simulator/random.ts';

export const GTIN = '08930000000002';
export const LOT = 'KILL';
export const DAY = 86_400_000;
const BACKLOG_DEVICES = 40;
const LIVE_DEVICES = 10;
/** Unknown time is no subject here: it would make every verdict depend on the moment it is asked for. */
const NEVER_SECONDS = 9 * 365 * 86_400;

export type DeviceSpec = { readonly id: string; readonly secret: string; readonly live: boolean };
export type World = { readonly devices: readonly DeviceSpec[]; readonly description: object };

export function world(seed: string, now: number): World {
  const draw = random(seed, 'secrets');
  const devices = Array.from({ length: BACKLOG_DEVICES + LIVE_DEVICES }, (_, i) => ({
    id: `logger-${i}`,
    secret: `secret-${draw.whole(1e8, 9e8)}`,
    live: i >= BACKLOG_DEVICES,
  }));
  const since = new Date(now - 60 * DAY).toISOString();
  const rule = (id: string, side: string, limitCelsius: number, allowedSeconds: number, mode: string) => ({
    id,
    side,
    limitCelsius,
    allowedSeconds,
    mode,
    inclusive: side === 'below',
  });
  const description = {
    zone: 'Asia/Ho_Chi_Minh',
    sites: [{ id: 'kho', name: 'Kho tỉnh', level: 'tỉnh' }],
    units: devices.map((d, i) => ({
      id: `unit-${i}`,
      kind: 'refrigerator',
      site: 'kho',
      name: `Tủ ${i}`,
      litres: 100,
      samplingSeconds: 60,
      maxGapSeconds: d.live ? 3600 : 900,
      maxUnmonitoredSeconds: NEVER_SECONDS,
      rules: [rule('warm', 'above', 8, 900, 'continuous'), rule('cold', 'below', -0.5, 0, 'continuous')],
    })),
    devices: devices.map((d, i) => ({ id: d.id, unit: `unit-${i}`, since, secret: d.secret })),
    products: [
      {
        gtin: GTIN,
        name: 'Vắc xin thử',
        dosesPerVial: 10,
        source: 'test',
        maxUnmonitoredSeconds: NEVER_SECONDS,
        rules: [
          rule('heat', 'above', 8, 600, 'continuous'),
          rule('budget', 'above', 8, 7200, 'cumulative'),
          rule('freeze', 'below', -0.5, 0, 'continuous'),
        ],
      },
    ],
    lots: [{ gtin: GTIN, lot: LOT, expiry: '2037-12-31' }],
    parcels: devices.map((_, i) => ({
      id: `parcel-${i}`,
      gtin: GTIN,
      lot: LOT,
      doses: 100,
      unit: `unit-${i}`,
      since,
    })),
    people: [
      {
        username: 'kiem.tra',
        name: 'Kiểm tra',
        roles: ['administrator', 'auditor'],
        password: 'mat-khau-kiem-tra',
      },
    ],
  };
  return { devices, description };
}

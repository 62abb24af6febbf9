/** Where the story happens: a regional depot, a district's centre and a commune's station, and how warm it is in each. */
import type { Description, RuleDescription } from '../../../simulator/description.ts';
import { vietnameseGtin } from '../../../simulator/gs1.ts';
import type { UtcMs } from '../../../src/thermal/types.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
export const PASSWORD = 'mat-khau-tren-duong';
/** Storekeeper, first escort with the truck, second one with the motorbike, nurse, and who looks after the service. */
export const [STORE, TRUCK, BIKE, NURSE, ADMIN] = ['lan', 'bao', 'wan', 'hoa', 'quan-tri'] as const;
export type Who = typeof STORE | typeof TRUCK | typeof BIKE | typeof NURSE | typeof ADMIN;
export const NAMES = { [STORE]: 'Nguyễn Thị Lan', [TRUCK]: 'Trần Quốc Bảo', [BIKE]: 'Y Wan Niê' } as const;
export const STATION = 'Trạm Y tế xã Ea Huar';
/** Multi-dose vials that bear an hour above 8 °C in all; and single-dose vials that a quarter of an hour stops. */
export const MR = { gtin: vietnameseGtin(410_000_007), lot: 'MR-0426', expiry: '2028-03-31' } as const;
export const HEPB = { gtin: vietnameseGtin(410_000_004), lot: 'VGB-118', expiry: '2027-11-30' } as const;
export const RECEIVED = { 'kien-mr': 300, 'kien-vgb': 100 } as const;
/** The box is past its limit this long after the beginning; in the middle of it the box changes hands. */
export const WARM_FROM = 87 * MINUTE;
export const WARM_TO = 111 * MINUTE;

const rule = (
  id: string,
  allowedSeconds: number,
  mode: RuleDescription['mode'] = 'continuous',
): RuleDescription => ({ id, side: 'above', limitCelsius: 8, inclusive: false, allowedSeconds, mode });
const freeze: RuleDescription = {
  ...{ id: 'dong-bang', side: 'below', limitCelsius: -0.5, inclusive: true, allowedSeconds: 3600 },
  mode: 'continuous',
};

export function province(startAt: UtcMs): Description {
  const since = new Date(startAt - 3 * HOUR).toISOString();
  const received = { unit: 'kho-lanh', since: new Date(startAt - 2 * HOUR).toISOString() };
  const unit = (
    id: string,
    kind: 'cold-room' | 'transport-box' | 'refrigerator',
    site: string,
    name: string,
  ) => ({
    ...{ id, kind, site, name, litres: 20, samplingSeconds: 60, maxGapSeconds: 2700 },
    rules: [rule('tren-8', kind === 'transport-box' ? 600 : 36_000), freeze],
  });
  const product = (gtin: string, name: string, dosesPerVial: number, rules: RuleDescription[]) => ({
    ...{ gtin, name, rules, maxUnmonitoredSeconds: 14_400, dosesPerVial, source: 'Kịch bản thử' },
  });
  const person = (
    username: string,
    name: string,
    role: Description['people'][number]['roles'][0],
    site: string,
  ) => ({
    ...{ username, name, roles: [role], site, password: PASSWORD },
  });
  return {
    zone: 'Asia/Ho_Chi_Minh',
    sites: [
      { id: 'khu-vuc', name: 'Kho vắc xin khu vực Tây Nguyên', level: 'khu vực', phone: '02623852677' },
      { id: 'buon-don', name: 'Trung tâm Y tế Buôn Đôn', level: 'huyện', parent: 'khu-vuc' },
      { id: 'ea-huar', name: STATION, level: 'xã', parent: 'buon-don' },
    ],
    units: [
      unit('kho-lanh', 'cold-room', 'khu-vuc', 'Buồng lạnh 1'),
      unit('hom-7', 'transport-box', 'khu-vuc', 'Hòm lạnh số 7'),
      unit('tu-ea-huar', 'refrigerator', 'ea-huar', 'Tủ vắc xin Ea Huar'),
    ],
    devices: ['kho-lanh', 'hom-7', 'tu-ea-huar'].map((id) => ({
      ...{ id: `do-${id}`, unit: id, since, secret: `a-secret-of-${id}`, profile: 'giulanh' },
    })),
    products: [
      product(MR.gtin, 'Vắc xin sởi – rubella (MR)', 10, [rule('nong-8', 3600, 'cumulative')]),
      product(HEPB.gtin, 'Vắc xin viêm gan B', 1, [rule('nong-8', 900), freeze]),
    ],
    people: [
      person(STORE, NAMES[STORE], 'depot', 'khu-vuc'),
      person(TRUCK, NAMES[TRUCK], 'escort', 'khu-vuc'),
      person(BIKE, NAMES[BIKE], 'escort', 'buon-don'),
      person(NURSE, 'H’Hoa Êban', 'vaccinator', 'ea-huar'),
      person(ADMIN, 'Phạm Quốc An', 'administrator', 'khu-vuc'),
    ],
    lots: [MR, HEPB],
    parcels: [
      { id: 'kien-mr', gtin: MR.gtin, lot: MR.lot, doses: RECEIVED['kien-mr'], ...received },
      { id: 'kien-vgb', gtin: HEPB.gtin, lot: HEPB.lot, doses: RECEIVED['kien-vgb'], ...received },
    ],
  };
}

/** What the probe of a unit measures, so long after the beginning. */
export function celsiusIn(unit: string, after: number): number {
  const wave = 0.2 * Math.sin(after / (7 * MINUTE));
  const base = { 'kho-lanh': 4.1, 'hom-7': 4.6, 'tu-ea-huar': 5 }[unit] ?? 4;
  if (unit !== 'hom-7' || after < WARM_FROM || after >= WARM_TO) return Math.round(10 * (base + wave)) / 10;
  const half = (WARM_TO - WARM_FROM) / 2;
  return Math.round(10 * (8.3 + 1.2 * (1 - Math.abs(after - WARM_FROM - half) / half))) / 10;
}

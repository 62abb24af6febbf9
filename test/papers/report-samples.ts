/** A day and a month of a small district, for the tests of the reports' papers and files to vary. */
import type { NamedDaily, NamedMonthly, ReportNames } from '../../src/papers/report-types.ts';
import type { DailyReport, MonthlyReport } from '../../src/reports/types.ts';
import { AT, ZONE } from './samples.ts';

const HOUR = 3_600_000;
export const GTIN = '08934567890120';
export const NAMES: ReportNames = {
  sites: { kho: 'Kho huyện Krông Pắc', tram: 'Trạm Y tế xã Ea Kao' },
  units: { 'tu-1': 'Tủ vắc xin 1', 'tu-2': 'Tủ vắc xin 2' },
  people: { huong: 'Nguyễn Thị Hường', thinh: 'Y Thịnh Niê' },
  products: { [GTIN]: 'Vắc xin sởi – rubella (MR)' },
};

export const daily = (more: Partial<DailyReport> = {}): DailyReport => ({
  id: '019aa5b2-7c31-7e0a-b1d2-0c3f5a9e1234',
  site: null,
  day: '2026-11-22',
  since: AT - 24 * HOUR,
  until: AT,
  madeAt: AT + 2_000,
  late: false,
  cold: [
    {
      site: 'kho',
      units: 3,
      inRange: 1,
      watching: 0,
      breached: 1,
      silent: [{ unit: 'tu-2', lastAt: AT - HOUR }],
    },
    { site: 'tram', units: 2, inRange: 2, watching: 0, breached: 0, silent: [] },
  ],
  excursions: [
    {
      id: 'v-1',
      unit: 'tu-1',
      site: 'kho',
      rule: 'tren-8',
      start: AT - 2 * HOUR,
      end: null,
      peakCelsius: 10.4,
      discoveredAt: AT - HOUR,
      firstToldAt: AT - HOUR + 5_000,
      acknowledgedAt: null,
    },
  ],
  response: { medianSeconds: 240, p90Seconds: 1_800 },
  holds: {
    ...{ open: 2, openDoses: 420, placed: 1, released: 1, discarded: 0 },
    sites: [{ site: 'kho', open: 2, openDoses: 420, placed: 1, released: 1, discarded: 0 }],
  },
  stock: [
    { site: 'kho', gtin: GTIN, lot: 'MR-0426', expiry: '2026-11-27', doses: 12_345, heldDoses: 420 },
    { site: null, gtin: GTIN, lot: 'MR-0427', expiry: '2027-03-31', doses: 60, heldDoses: 0 },
  ],
  expiring: { days7: 12_345, days30: 12_345, expired: 0 },
  given: [{ site: 'tram', gtin: GTIN, lot: 'MR-0426', doses: 37 }],
  plans: [
    {
      plan: { id: 'k-1', site: 'tram', gtin: null, from: '2026-11-01', to: '2026-11-30', doses: 900 },
      given: 655,
      dueByNow: 660,
    },
  ],
  shipments: [
    {
      ...{ id: 'c-1', from: 'kho', to: 'tram', escort: 'thinh', state: 'under-way', doses: 60 },
      arriveBy: AT + HOUR,
    },
  ],
  capacity: [
    { site: 'kho', class: 'refrigerated', litres: 120, usedLitres: 100.5, announcedLitres: 30 },
    { site: 'tram', class: 'refrigerated', litres: null, usedLitres: null, announcedLitres: null },
  ],
  proposals: [
    {
      ...{ parcel: 'KIEN-0001', gtin: GTIN, lot: 'MR-0426', expiry: '2026-11-27', doses: 240 },
      ...{ from: 'kho', to: 'tram', reason: 'expires' as const },
    },
  ],
  differences: [
    {
      ...{ id: 's-1', kind: 'doses' as const, site: 'tram', gtin: GTIN, lot: 'MR-0426', parcel: null },
      ...{ day: '2026-11-22', doses: -5, person: 'huong', foundAt: AT, explained: null },
    },
  ],
  checkpoint: null,
  ...more,
});

export const namedDaily = (more: Partial<DailyReport> = {}): NamedDaily => ({
  kind: 'daily',
  report: daily(more),
  zone: ZONE,
  number: 'BN-20261122',
  authority: null,
  names: NAMES,
});

export const namedMonthly = (more: Partial<MonthlyReport> = {}): NamedMonthly => ({
  kind: 'monthly',
  zone: ZONE,
  number: 'BT-202610',
  authority: null,
  names: NAMES,
  report: {
    id: 't-1',
    site: 'kho',
    month: '2026-10',
    since: Date.UTC(2026, 8, 30, 17),
    until: Date.UTC(2026, 9, 31, 17),
    madeAt: AT,
    units: [
      {
        unit: 'tu-1',
        site: 'kho',
        watchedSeconds: 2_678_400,
        inRangeSeconds: 2_675_000,
        unknownSeconds: 0,
        excursions: 1,
      },
      {
        unit: 'tu-2',
        site: 'kho',
        watchedSeconds: 2_678_400,
        inRangeSeconds: 2_500_000,
        unknownSeconds: 178_400,
        excursions: 0,
      },
    ],
    sites: [
      {
        ...{ site: 'kho', excursions: 1, medianResponseSeconds: 240, p90ResponseSeconds: null },
        ...{ lotsHeld: 2, lotsReleased: 1, lotsDiscarded: 0 },
      },
    ],
    ...more,
  },
});

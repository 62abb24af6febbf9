/** One commune's fridges with a past that is known to the minute, the real keeper and HTTP edge in front, and a copy that can be made to fail. */
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import type { BucketsRequest, HistoryReader, ReadingsRequest } from '../../src/influx/history-reader.ts';
import type { InfluxError, StoredBucket, StoredReading } from '../../src/influx/types.ts';
import { layGround } from './ground.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const PASSWORD = 'mat-khau-cua-kho';
const GTIN = '08934567890120';

const RULES = [
  { id: 'warm', side: 'above', limitCelsius: 8, allowedSeconds: 36_000, mode: 'continuous' },
  {
    id: 'freeze',
    side: 'below',
    limitCelsius: -0.5,
    inclusive: true,
    allowedSeconds: 3600,
    mode: 'continuous',
  },
];
const unit = (id: string, name: string) => ({
  id,
  kind: 'refrigerator',
  site: 'ea-kao',
  name,
  litres: 60,
  rules: RULES,
  samplingSeconds: 300,
  maxGapSeconds: 2700,
});
const DESCRIPTION = stringify({
  demo: true,
  sites: [
    { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null },
    { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
  ],
  units: [
    unit('tu-1', 'Tủ vắc xin 1'),
    unit('tu-nong', 'Tủ vắc xin 2'),
    unit('tu-cu', 'Tủ dự phòng'),
    unit('tu-moi', 'Tủ mới lắp'),
  ],
  devices: ['tu-1', 'tu-nong', 'tu-cu', 'tu-moi'].map((id) => ({
    id: `do-${id}`,
    unit: id,
    secret: `a-secret-of-${id}`,
  })),
  products: [
    {
      gtin: GTIN,
      name: 'Vắc xin sởi – rubella (MR)',
      dosesPerVial: 10,
      maxUnmonitoredSeconds: 14_400,
      rules: [],
    },
  ],
  people: [{ username: 'lan', name: 'Lan', roles: ['depot'], site: 'tinh', password: PASSWORD }],
  lots: [
    { gtin: GTIN, lot: 'MR-0426', expiry: '2028-03-31' },
    { gtin: GTIN, lot: 'MR-0511', expiry: '2028-05-31' },
  ],
});

/** What is kept in the first fridge since then; received once its past is known, so that nothing of it is missing. */
const parcels = (since: number): string =>
  stringify({
    demo: true,
    parcels: [
      {
        id: 'kien-1',
        gtin: GTIN,
        lot: 'MR-0426',
        doses: 240,
        unit: 'tu-1',
        since: new Date(since).toISOString(),
      },
      {
        id: 'kien-2',
        gtin: GTIN,
        lot: 'MR-0511',
        doses: 1120,
        unit: 'tu-1',
        since: new Date(since).toISOString(),
      },
    ],
  });

/** °C: `null` is a gap. `ago` counts back from the start in ms. */
export type Course = (ago: number) => number | null;

/** A calm day, a little warmer in the afternoon: 4.0 to 5.2 °C. */
const calm = (ago: number): number => Math.round((4.6 + 0.6 * Math.sin((ago / DAY) * 2 * Math.PI)) * 10) / 10;
const within = (ago: number, from: number, length: number) => ago <= from && ago > from - length;

/** The year of the first fridge: a peak of one reading, a silence of three hours, twelve hours too warm, a week without power in spring. */
export const FIRST: Course = (ago) => {
  if (ago === 20 * HOUR) return 9.4;
  if (within(ago, 9 * HOUR, 3 * HOUR)) return null;
  if (within(ago, 5 * DAY, 12 * HOUR))
    return Math.round((8.4 + 2.2 * Math.sin(((5 * DAY - ago) / (12 * HOUR)) * Math.PI)) * 10) / 10;
  if (within(ago, 230 * DAY, 7 * DAY)) return null;
  return calm(ago);
};
const HOT: Course = (ago) =>
  ago > 14 * HOUR ? calm(ago) : Math.round((8.6 + 1.8 * (1 - ago / (14 * HOUR))) * 10) / 10;

/** What the copy tells of the time before the horizon: 3.5 °C, with 6.5 °C at most. */
export class CopyTwin implements HistoryReader {
  fault: InfluxError | null = null;
  read(request: BucketsRequest): Promise<StoredBucket[]>;
  read(request: ReadingsRequest): Promise<StoredReading[]>;
  async read(request: BucketsRequest | ReadingsRequest): Promise<StoredBucket[] | StoredReading[]> {
    if (this.fault !== null) throw this.fault;
    if (request.kind === 'readings') return [];
    const found: StoredBucket[] = [];
    const { everyMs } = request;
    for (let at = Math.ceil(request.from / everyMs) * everyMs; at < request.to; at += everyMs)
      found.push({ at, min: 2.5, max: 6.5, mean: 3.5, count: 12 });
    return found;
  }
}

export type UnitHouse = {
  readonly url: string;
  /** The newest reading of the first fridge, on a whole five minutes. */
  readonly startAt: number;
  readonly copy: CopyTwin;
  readonly close: () => Promise<void>;
};

export async function startUnitHouse(): Promise<UnitHouse> {
  const { does, open } = await layGround('unit');
  await does({ type: 'province.apply', description: DESCRIPTION, file: null });
  const startAt = Math.floor(Date.now() / (5 * MINUTE)) * 5 * MINUTE;
  const measure = (id: string, course: Course, from: number, to: number, every: number) => {
    const readings = [];
    for (let ago = from; ago >= to; ago -= every) {
      const celsius = course(ago);
      if (celsius !== null) readings.push({ at: startAt - ago, celsius, probe: '1' });
    }
    return does({
      type: 'evidence.import',
      unit: id,
      device: `do-${id}`,
      source: 'test',
      readings,
      evidence: [],
    });
  };
  await measure('tu-1', FIRST, 365 * DAY, 35 * DAY + 1, 30 * MINUTE);
  await measure('tu-1', FIRST, 35 * DAY, 0, 5 * MINUTE);
  await measure('tu-nong', HOT, 3 * DAY, 0, 5 * MINUTE);
  await measure('tu-cu', calm, 420 * DAY, 0, 30 * MINUTE);
  await does({ type: 'province.apply', description: parcels(startAt - 20 * DAY), file: null });
  const copy = new CopyTwin();
  const { url, close } = await open({ history: () => copy });
  return {
    url,
    startAt,
    copy,
    close,
  };
}

export async function signInAt(page: Page, house: UnitHouse, path: string): Promise<void> {
  await page.goto(`${house.url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill('lan');
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

/** One commune's fridges at work, with what a depot does about them: the real keeper and HTTP edge, and devices that tell what the test says. */
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import type { Command } from '../../src/keeper/protocol.ts';
import { layGround } from './ground.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const PASSWORD = 'mat-khau-cua-kho';
export const FREEZES = { gtin: '08934567890120', name: 'Viêm gan B' };
export const HARDY = { gtin: '08934567890137', name: 'Bại liệt uống (bOPV)' };

const rule = (id: string, side: string, limitCelsius: number, allowedSeconds: number) => ({
  id,
  side,
  limitCelsius,
  allowedSeconds,
  mode: 'continuous',
});
const unit = (id: string, name: string, more = {}) => ({
  id,
  kind: 'refrigerator',
  site: 'ea-kao',
  name,
  litres: 60,
  rules: [rule('warm', 'above', 8, 0), rule('freeze', 'below', -0.5, 0)],
  samplingSeconds: 300,
  maxGapSeconds: 900,
  ...more,
});
const UNITS = {
  'tu-1': 'Tủ vắc xin 1',
  'tu-2': 'Tủ vắc xin 2',
  'tu-3': 'Tủ vắc xin 3',
  'tu-4': 'Tủ hai đầu đo',
  'tu-5': 'Tủ đứng yên',
  'tu-6': 'Tủ dự phòng',
};
export type UnitId = keyof typeof UNITS;

const parcel = (
  id: string,
  { gtin }: { gtin: string },
  lot: string,
  doses: number,
  at: string,
  since: number,
) => ({
  id,
  gtin,
  lot,
  doses,
  unit: at,
  since: new Date(since).toISOString(),
});
const product = ({ gtin, name }: typeof FREEZES, rules: object[]) => ({
  gtin,
  name,
  dosesPerVial: 10,
  maxUnmonitoredSeconds: 14_400,
  rules,
});

const description = (since: number, warmLimit = 8) =>
  stringify({
    demo: true,
    sites: [
      { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null },
      { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
      { id: 'cu-ebur', name: 'Trạm Y tế xã Cư Êbur', level: 'xã', parent: 'tinh' },
    ],
    units: Object.entries(UNITS).map(([id, name]) =>
      unit(id, name, id === 'tu-6' ? { rules: [rule('warm', 'above', warmLimit, 36_000)] } : {}),
    ),
    devices: Object.keys(UNITS).map((id) => ({ id: `do-${id}`, unit: id, secret: `a-secret-of-${id}` })),
    products: [
      product(FREEZES, [rule('heat', 'above', 7, 7_200), rule('cold', 'below', -0.5, 3_600)]),
      product(HARDY, [rule('heat', 'above', 20, 36_000)]),
    ],
    people: [
      { username: 'lan', name: 'Lan', roles: ['depot'], site: 'tinh', password: PASSWORD },
      { username: 'bang', name: 'Màn hình', roles: ['display'], site: 'tinh', password: PASSWORD },
    ],
    lots: [
      { ...{ gtin: FREEZES.gtin }, lot: 'HB-LATE', expiry: '2031-12-31' },
      { ...{ gtin: FREEZES.gtin }, lot: 'HB-SOON', expiry: '2031-03-31' },
      { ...{ gtin: HARDY.gtin }, lot: 'OPV-1', expiry: '2031-06-30' },
    ],
    parcels: [
      parcel('kien-1', FREEZES, 'HB-LATE', 240, 'tu-1', since),
      parcel('kien-2', FREEZES, 'HB-SOON', 100, 'tu-1', since),
      parcel('kien-3', FREEZES, 'HB-LATE', 60, 'tu-3', since),
      parcel('kien-4', HARDY, 'OPV-1', 500, 'tu-3', since),
      parcel('kien-5', FREEZES, 'HB-SOON', 30, 'tu-2', since),
    ],
  });

export type Told = { at: number; celsius: number | null; probe?: string; door?: boolean; power?: boolean };
export type DepotHouse = {
  readonly url: string;
  /** A unit's device tells it; resolves once it is kept. */
  readonly tell: (unit: UnitId, readings: readonly Told[]) => Promise<void>;
  readonly does: (command: Command) => Promise<unknown>;
  /** The spare fridge gets another limit. */
  readonly changeLimit: (celsius: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The last hour of every fridge, a value every five minutes. */
export async function startDepotHouse(): Promise<DepotHouse> {
  const { keeper, does, open } = await layGround('depot');
  const tell = (id: UnitId, told: readonly Told[]) =>
    new Promise<void>((resolve, reject) => {
      const payload = Buffer.from(JSON.stringify({ readings: told }));
      const settle = (error: Error | null) => (error === null ? resolve() : reject(error));
      const receivedAt = Date.now();
      keeper.offer({
        device: `do-${id}`,
        kind: 'telemetry',
        payload,
        size: payload.length,
        receivedAt,
        settle,
      });
    });
  const since = Date.now() - HOUR;
  await does({ type: 'province.apply', description: description(since), file: null });
  const past = (probe = '1', until = 0): Told[] =>
    Array.from({ length: 13 }, (_, i) => ({ at: since + i * 5 * MINUTE, celsius: 4.6, probe })).filter(
      ({ at }) => at <= since + HOUR - until,
    );
  for (const id of Object.keys(UNITS) as UnitId[]) {
    // One of two probes fell silent 20 minutes ago.
    await tell(id, id === 'tu-4' ? [...past('1'), ...past('2', 16 * MINUTE)] : past());
  }
  const { url, close } = await open();
  return {
    url,
    tell,
    does,
    changeLimit: async (celsius) => {
      await does({ type: 'province.apply', description: description(since, celsius), file: null });
    },
    close,
  };
}

export async function signInAt(page: Page, house: DepotHouse, path: string, who = 'lan'): Promise<void> {
  await page.goto(`${house.url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(who);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

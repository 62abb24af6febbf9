/** A commune's fridge that is read out by hand, vaccine in it, and files as its loggers would write them, relative to now. */
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { Reader } from '../../src/import/reader.ts';
import { layGround } from './ground.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const PASSWORD = 'mat-khau-cua-kho';
const GTIN = '08934567890120';

const device = (id: string, unit: string, profile: string, serial: string | null, since: number) => ({
  id,
  unit,
  profile,
  since: new Date(since).toISOString(),
  ...(serial === null ? {} : { via: { gateway: 'file', address: serial } }),
});
const unit = (id: string, name: string) => ({
  id,
  kind: 'refrigerator',
  site: 'ea-kao',
  name,
  samplingSeconds: 600,
  maxGapSeconds: 1800,
  rules: [
    { id: 'warm', side: 'above', limitCelsius: 8, allowedSeconds: 36_000, mode: 'continuous' },
    {
      id: 'freeze',
      side: 'below',
      limitCelsius: -0.5,
      inclusive: true,
      allowedSeconds: 3600,
      mode: 'continuous',
    },
  ],
});

const describe = (now: number): string =>
  stringify({
    demo: true,
    sites: [
      { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null },
      { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
    ],
    units: [unit('tu-1', 'Tủ vắc xin 1'), unit('tu-2', 'Tủ vắc xin 2')],
    devices: [
      device('logtag-1', 'tu-1', 'logtag', 'a0c1000123', now - 60 * DAY),
      device('ft-2', 'tu-2', 'fridge-tag-2', '160400343949', now - 60 * DAY),
      device('tinytag-3', 'tu-2', 'tinytag', null, now - 60 * DAY),
    ],
    products: [
      {
        gtin: GTIN,
        name: 'Vắc xin sởi – rubella (MR)',
        dosesPerVial: 10,
        maxUnmonitoredSeconds: 4 * 3600,
        rules: [{ id: 'heat', side: 'above', limitCelsius: 8, allowedSeconds: 36_000, mode: 'continuous' }],
      },
    ],
    people: [
      { username: 'lan', name: 'Lan', roles: ['depot', 'vaccinator'], site: 'ea-kao', password: PASSWORD },
      { username: 'tiem', name: 'Tiêm', roles: ['vaccinator'], site: 'ea-kao', password: PASSWORD },
    ],
    lots: [{ gtin: GTIN, lot: 'MR-0426', expiry: '2028-03-31' }],
    parcels: [
      {
        ...{ id: 'kien-1', gtin: GTIN, lot: 'MR-0426', doses: 240, unit: 'tu-1' },
        since: new Date(now - 4 * DAY).toISOString(),
      },
    ],
  });

const local = (at: number): string => new Date(at + 7 * HOUR).toISOString();

/** Ten-minute rows over the last `days`; °C by how long ago. */
export function logTag(now: number, days: number, course: (ago: number) => number): string {
  const rows: string[] = [];
  for (let ago = days * DAY, i = 1; ago >= 10 * MINUTE; ago -= 10 * MINUTE, i++) {
    const at = local(Math.floor((now - ago) / (10 * MINUTE)) * 10 * MINUTE);
    rows.push(`${i},${at.slice(0, 10)},${at.slice(11, 19)},${course(ago).toFixed(1)}`);
  }
  return `Serial #,A0C1000123\nDescription,Tu vac xin 1\nReading interval,600 seconds\nNon alert range,2.0  to  8.0 °C\n#,Date,Time,Reading\n${rows.join('\n')}\n`;
}

const calm = (ago: number): number => 4.6 + 0.8 * Math.sin((ago / DAY) * 2 * Math.PI);
/** Fourteen hours too warm, two days ago, in which nobody knew. */
export const WARM = (ago: number): number =>
  ago <= 2 * DAY && ago > 2 * DAY - 14 * HOUR ? calm(ago) + 6.5 : calm(ago);
export const CALM = calm;

export type FilesHouse = { readonly url: string; readonly now: number; readonly close: () => Promise<void> };

export async function startFilesHouse(): Promise<FilesHouse> {
  const { does, open } = await layGround('files');
  const now = Date.now();
  await does({ type: 'province.apply', description: describe(now), file: null });
  const reader = new Reader();
  const { url, close } = await open({ reader });
  return {
    url,
    now,
    close: async () => {
      await close();
      await reader.close();
    },
  };
}

export async function signInAt(
  page: Page,
  { url }: FilesHouse,
  path: string,
  username = 'lan',
): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(username);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

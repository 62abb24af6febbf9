/** A small province for its administrator: three devices, one silent and one overdue, a vaccine with parcels, an auditor. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { buildWeb } from '../../simulator/demo/web.ts';
import { startHttp } from '../../src/http/server.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import { type Command, type Query, SYSTEM } from '../../src/keeper/protocol.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PASSWORD = 'mat-khau-quan-tri';
export const GTIN = '08934567890120';

const day = (from: number, days: number): string => new Date(from + days * DAY).toISOString().slice(0, 10);

const description = (now: number): string =>
  stringify({
    demo: true,
    sites: [
      { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh' },
      { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
    ],
    units: [
      { id: 'tu-1', kind: 'refrigerator', site: 'tinh', name: 'Tủ vắc xin 1' },
      { id: 'tu-2', kind: 'refrigerator', site: 'ea-kao', name: 'Tủ vắc xin 2' },
    ],
    devices: [
      {
        id: 'do-1',
        unit: 'tu-1',
        calibrations: [
          { on: day(now, -400), due: day(now, -35), by: 'Trung tâm Đo lường', certificate: 'KĐ-07' },
        ],
      },
      { id: 'do-2', unit: 'tu-2', calibrations: [{ on: day(now, -350), due: day(now, 10) }] },
      { id: 'do-3' },
    ],
    products: [
      {
        gtin: GTIN,
        name: 'Vắc xin sởi – rubella (MR)',
        dosesPerVial: 10,
        source: 'Tờ hướng dẫn sử dụng 2024',
        rules: [
          { id: 'heat', side: 'above', limitCelsius: 8, allowedSeconds: 3600, mode: 'continuous' },
          { id: 'freeze', side: 'below', limitCelsius: -0.5, inclusive: true, allowedSeconds: 0 },
        ],
      },
    ],
    people: [
      { username: 'quan', name: 'Trần Văn Quản', roles: ['administrator'], password: PASSWORD },
      { username: 'kiem', name: 'Lê Kiểm', roles: ['auditor'], site: 'tinh', password: PASSWORD },
    ],
    lots: [{ gtin: GTIN, lot: 'MR-0426', expiry: '2030-03-31' }],
    parcels: [{ id: 'kien-1', gtin: GTIN, lot: 'MR-0426', doses: 240, unit: 'tu-1' }],
  });

export type AdminMoreHouse = {
  readonly url: string;
  ask<T>(query: Query): Promise<T>;
  readonly close: () => Promise<void>;
};

export async function startAdminMoreHouse(): Promise<AdminMoreHouse> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await buildWeb(root, () => {});
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-admin-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const now = Date.now();
  const keeper = new KeeperClient({ directory, clock: Date.now, log });
  await keeper.start();
  const does = async (command: Command) => {
    const answer = await keeper.execute(SYSTEM, command);
    if (!answer.ok) throw new Error(`${command.type}: ${JSON.stringify(answer.refusal)}`);
  };
  await does({ type: 'province.apply', description: description(now), file: null });
  const payload = (readings: object[]) => Buffer.from(JSON.stringify({ readings }));
  const send = (device: string, readings: object[]) =>
    new Promise<void>((resolve, reject) => {
      const bytes = payload(readings);
      keeper.offer({
        device,
        kind: 'telemetry',
        payload: bytes,
        size: bytes.length,
        receivedAt: Date.now(),
        settle: (error) => (error === null ? resolve() : reject(error)),
      });
    });
  await send('do-1', [
    { at: now - 10 * MINUTE, celsius: 4.6 },
    { at: now - 5 * MINUTE, celsius: 4.8 },
    { at: now + 60 * MINUTE, celsius: 4.8 },
  ]);
  await send('do-2', [{ at: now - 300 * MINUTE, celsius: 5.1 }]);
  const webRoot = join(root, 'dashboards/web/dist');
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    keeper: keeper.port(() => ''),
    webRoot,
    log,
    clock: { now: Date.now },
  });
  return {
    url: `http://127.0.0.1:${http.port}`,
    async ask<T>(query: Query): Promise<T> {
      const answer = await keeper.ask(SYSTEM, query);
      if (!answer.ok) throw new Error(`${query.type}: ${JSON.stringify(answer.refusal)}`);
      return answer.value as T;
    },
    close: async () => {
      await http.close();
      await keeper.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export async function enter(page: Page, url: string, who: string, path: string): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(who);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  // Signed in when the page that was wanted stands there; who leaves earlier takes no session along.
  await page.getByRole('button', { name: /^Trình đơn/ }).waitFor();
}

/** A registry to be kept: sites with names of every kind, units with and without devices, an administrator, an auditor, a nurse. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { buildWeb } from '../../simulator/demo/web.ts';
import { startHttp } from '../../src/http/server.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { HOSTILE_NAME } from './house.ts';

export const PASSWORD = 'mat-khau-quan-tri';

const person = (username: string, name: string, role: string, site: string | null) => ({
  username,
  name,
  roles: [role],
  site,
  password: PASSWORD,
});
const DESCRIPTION = {
  demo: true,
  sites: [
    { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null, phone: '0262 385 1234' },
    { id: 'khu-vuc-1', name: 'Trung tâm Y tế khu vực 1', level: 'khu vực', parent: 'tinh' },
    { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'khu-vuc-1' },
    { id: 'ac-y', name: HOSTILE_NAME, level: 'xã', parent: 'tinh' },
  ],
  units: [
    { id: 'tu-1', kind: 'refrigerator', site: 'ea-kao', name: 'Tủ vắc xin 1', litres: 60 },
    { id: 'tu-2', kind: 'refrigerator', site: 'tinh', name: 'Tủ vắc xin 2' },
  ],
  devices: [{ id: 'do-1', unit: 'tu-1', secret: 'a-secret-of-one' }],
  products: [{ gtin: '08934567890120', name: 'Vắc xin thử', rules: [] }],
  lots: [{ gtin: '08934567890120', lot: 'A1', expiry: '2028-03-31' }],
  parcels: [{ id: 'kien-1', gtin: '08934567890120', lot: 'A1', doses: 10, unit: 'tu-2' }],
  people: [
    person('quan.tri', 'Đỗ Quản Trị', 'administrator', null),
    person('kiem', 'Lê Kiểm', 'auditor', 'tinh'),
    person('lan', 'Phạm Thị Lan', 'vaccinator', 'ea-kao'),
  ],
};

export type AdminHouse = {
  readonly url: string;
  /** A change by somebody else, behind the back of whoever has a form open. */
  readonly change: (description: object) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function startAdminHouse(): Promise<AdminHouse> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await buildWeb(root, () => {});
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-admin-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const keeper = new KeeperClient({ directory, clock: Date.now, log });
  await keeper.start();
  const change = async (description: object) => {
    const command = { type: 'province.apply', description: stringify(description), file: null } as const;
    const answer = await keeper.execute(SYSTEM, command);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  };
  await change(DESCRIPTION);
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    keeper: keeper.port(() => ''),
    webRoot: join(root, 'dashboards/web/dist'),
    log,
    clock: { now: Date.now },
  });
  return {
    url: `http://127.0.0.1:${http.port}`,
    change,
    close: async () => {
      await http.close();
      await keeper.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export async function enter(
  page: Page,
  house: AdminHouse,
  who: string,
  path: string,
  password = PASSWORD,
): Promise<void> {
  await page.goto(`${house.url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(who);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.getByRole('button', { name: /^Trình đơn/ }).waitFor();
}

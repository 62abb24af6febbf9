/** A province in which a fridge was too warm: two parcels on hold, twelve doses given before, two officials and an auditor. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { buildWeb } from '../../simulator/demo/web.ts';
import { startHttp } from '../../src/http/server.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import { type Command, SYSTEM } from '../../src/keeper/protocol.ts';
import { Press } from '../../src/papers/press.ts';

const MINUTE = 60_000;
const PASSWORD = 'mat-khau-can-bo';
export const GTIN = '08934567890120';
export const LOT = 'MR-0426';

const person = (username: string, name: string, role: string) => ({
  username,
  name,
  roles: [role],
  site: 'tinh',
  password: PASSWORD,
});
const warm = { id: 'warm', side: 'above', limitCelsius: 8, allowedSeconds: 3600, mode: 'continuous' };
const unit = (id: string, site: string, name: string) => ({
  id,
  kind: 'refrigerator',
  site,
  name,
  rules: [warm],
  samplingSeconds: 300,
  maxGapSeconds: 2700,
});
const DESCRIPTION = stringify({
  demo: true,
  sites: [
    { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null },
    { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh', phone: '+842623851234' },
    { id: 'ea-tam', name: 'Trạm Y tế phường Ea Tam', level: 'xã', parent: 'tinh' },
  ],
  units: [unit('tu-1', 'ea-kao', 'Tủ vắc xin 1'), unit('tu-2', 'ea-tam', 'Tủ vắc xin 2')],
  devices: ['tu-1', 'tu-2'].map((id) => ({ id: `do-${id}`, unit: id, secret: `a-secret-of-${id}` })),
  products: [
    {
      gtin: GTIN,
      name: 'Vắc xin sởi – rubella (MR)',
      dosesPerVial: 10,
      maxUnmonitoredSeconds: 14_400,
      source: 'Tờ hướng dẫn sử dụng',
      rules: [{ ...warm, id: 'heat' }],
    },
  ],
  people: [
    person('an', 'Nguyễn Thị An', 'official'),
    person('binh', 'Trần Bình', 'official'),
    person('kiem', 'Lê Kiểm', 'auditor'),
    person('lan', 'Phạm Lan', 'vaccinator'),
  ],
  lots: [{ gtin: GTIN, lot: LOT, expiry: '2028-03-31' }],
});

export type OfficialHouse = { readonly url: string; readonly close: () => Promise<void> };

/** Three hours ago the first fridge grew warm; it has been well again for half an hour. */
export async function startOfficialHouse(): Promise<OfficialHouse> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await buildWeb(root, () => {});
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-official-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const startAt = Date.now();
  const keeper = new KeeperClient({ directory, clock: Date.now, log });
  await keeper.start();
  const does = async (command: Command, actor = SYSTEM) => {
    const answer = await keeper.execute(actor, command);
    if (!answer.ok) throw new Error(`${command.type}: ${JSON.stringify(answer.refusal)}`);
  };
  await does({ type: 'province.apply', description: DESCRIPTION, file: null });
  const since = new Date(startAt - 200 * MINUTE).toISOString();
  const parcels = [
    ['kien-1', 'tu-1', 240],
    ['kien-2', 'tu-1', 60],
    ['kien-3', 'tu-2', 100],
  ].map(([id, unit, doses]) => ({ id, gtin: GTIN, lot: LOT, doses, unit, since }));
  const measure = async (from: number, to: number) => {
    for (const id of ['tu-1', 'tu-2']) {
      const readings = [];
      for (let ago = from; ago >= to; ago -= 5) {
        const celsius = id === 'tu-1' && ago <= 160 && ago > 30 ? 10.4 : 4.6;
        readings.push({ at: startAt - ago * MINUTE, celsius, probe: '1' });
      }
      const source = 'test';
      await does({ type: 'evidence.import', unit: id, device: `do-${id}`, source, readings, evidence: [] });
    }
  };
  await measure(200, 200);
  await does({ type: 'province.apply', description: stringify({ demo: true, parcels }), file: null });
  await measure(195, 165);
  const nurse = { username: 'lan', name: 'Phạm Lan', roles: ['vaccinator'] as const, site: 'tinh' };
  // Given while it was too warm and nobody knew: what was measured then comes later.
  const at = startAt - 140 * MINUTE;
  await does({ type: 'administer', barcode: `${GTIN}/${LOT}`, site: 'ea-kao', doses: 12, at }, nurse);
  await measure(160, 0);
  const webRoot = join(root, 'dashboards/web/dist');
  const press = new Press();
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    keeper: keeper.port(() => ''),
    webRoot,
    log,
    clock: { now: Date.now },
    press: (kind, data) => press.renderPaper(kind, data),
  });
  return {
    url: `http://127.0.0.1:${http.port}`,
    close: async () => {
      await http.close();
      await press.close();
      await keeper.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export async function enter(page: Page, house: OfficialHouse, who: string, path: string): Promise<void> {
  await page.goto(`${house.url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(who);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  // Signed in when the page that was wanted stands there; who leaves earlier takes no session along.
  await page.getByRole('button', { name: /^Trình đơn/ }).waitFor();
}

/** A commune's health station with a fridge and an injection table: the real keeper and HTTP edge, a nurse and an official. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { stringify } from 'yaml';
import { buildWeb } from '../../simulator/demo/web.ts';
import { startHttp } from '../../src/http/server.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { openScreen, type Screen } from './chromium.ts';
import { GTIN, PASSWORD, PHONE, person, unit } from './trip-house.ts';

const MINUTE = 60_000;
export const [HOA, DUNG] = ['hoa', 'dung'] as const;
export const SITE = 'ea-kao';
/** Lots by what is to be said of them at the start; the last is registered and nowhere. */
export const LOTS = {
  good: 'MR-0426',
  next: 'MR-0511',
  held: 'MR-0777',
  recalled: 'MR-0999',
  away: 'MR-0100',
};
export const EXPIRY = '2028-03-31';

const DESCRIPTION = {
  demo: true,
  sites: [
    { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null, phone: '0262 385 1234' },
    { id: SITE, name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
  ],
  units: [unit('tu-ea-kao', 'refrigerator', SITE, 'Tủ vắc xin Ea Kao')],
  devices: [{ id: 'do-ea-kao', unit: 'tu-ea-kao', secret: 'a-secret-of-ea-kao' }],
  products: [
    {
      ...{ gtin: GTIN, name: 'Vắc xin sởi – rubella (MR)', dosesPerVial: 10, maxUnmonitoredSeconds: 14_400 },
      rules: [],
    },
  ],
  people: [person(HOA, 'H’Hoa Êban', 'vaccinator', SITE), person(DUNG, 'Trần Văn Dũng', 'official', 'tinh')],
  lots: Object.values(LOTS).map((lot) => ({ gtin: GTIN, lot, expiry: EXPIRY })),
};

export type GateHouse = {
  readonly url: string;
  readonly api: <T>(who: string, path: string, body?: unknown) => Promise<T>;
  readonly close: () => Promise<void>;
};

export async function startGateHouse(): Promise<GateHouse> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await buildWeb(root, () => {});
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-gate-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const keeper = new KeeperClient({ directory, clock: Date.now, log });
  await keeper.start();
  const does = async (command: Parameters<typeof keeper.execute>[1]) => {
    const answer = await keeper.execute(SYSTEM, command);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  };
  const apply = (description: unknown) =>
    does({ type: 'province.apply', description: stringify(description), file: null });
  await apply(DESCRIPTION);
  const startAt = Date.now();
  const readings = Array.from({ length: 40 }, (_, i) => ({
    ...{ at: startAt - (39 - i) * 5 * MINUTE, celsius: 4.5, probe: '1' },
  }));
  await does({
    ...{ type: 'evidence.import', unit: 'tu-ea-kao', device: 'do-ea-kao', source: 'test' },
    ...{ readings, evidence: [] },
  });
  const since = new Date(startAt - 3 * 60 * MINUTE).toISOString();
  const { away: _, ...stored } = LOTS;
  await apply({
    demo: true,
    parcels: Object.entries(stored).map(([id, lot]) => ({
      ...{ id, gtin: GTIN, lot, doses: 100, unit: 'tu-ea-kao', since },
    })),
  });
  const http = await startHttp({
    ...{ host: '127.0.0.1', port: 0, keeper: keeper.port(() => ''), log, clock: { now: Date.now } },
    webRoot: join(root, 'dashboards/web/dist'),
  });
  const url = `http://127.0.0.1:${http.port}`;
  const tokens = new Map<string, string>();
  const send = async <T>(path: string, token: string | null, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const api: GateHouse['api'] = async (who, path, body) => {
    const known =
      tokens.get(who) ??
      (await send<{ token: string }>('/session', null, { username: who, password: PASSWORD })).token;
    tokens.set(who, known);
    return send(path, known, body);
  };
  await api(DUNG, '/parcels/held/hold', { reason: 'nhãn lọ bị rách' });
  await api(DUNG, `/lots/${GTIN}/${LOTS.recalled}/recall`, { reason: 'Công văn 1042/QLD' });
  return {
    url,
    api,
    close: async () => {
      await http.close();
      await keeper.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A phone at the table: the nurse is signed in, and everything is on it that it needs without a signal. */
export async function openTable(browser: Browser, house: GateHouse, size = PHONE): Promise<Screen> {
  const screen = await openScreen(browser, size);
  const { page } = screen;
  await page.goto(`${house.url}/quet`);
  await page.getByLabel('Tên đăng nhập').fill(HOA);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByText('Danh sách lô cập nhật').waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null) await new Promise((done) => setTimeout(done, 20));
  });
  return screen;
}

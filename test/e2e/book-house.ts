/** One commune's fridges with three weeks of a temperature book behind them, and a service whose clock the test sets. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { buildWeb } from '../../simulator/demo/web.ts';
import { isWithin, siteTree } from '../../src/fleet/places.ts';
import type { KeeperPort } from '../../src/http/ports.ts';
import { startHttp } from '../../src/http/server.ts';
import { writtenOf } from '../../src/keeper/gate-line.ts';
import { Keeper } from '../../src/keeper/keeper.ts';
import type { Mirror } from '../../src/keeper/mirror.ts';
import { type Actor, type Command, SYSTEM } from '../../src/keeper/protocol.ts';
import { Press } from '../../src/papers/press.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

const PASSWORD = 'mat-khau-cua-tram';
const MINUTE = 60_000;
export const HOSTILE = `<img src=x onerror="window.hostile=1">'"&amp;</h2> tủ`;
export const FRIDGES = ['Tủ vắc xin 1', 'Tủ vắc xin 2', HOSTILE];

/** An instant of November 2026 by the province's clock. */
export const at = (day: number, clock: string): number =>
  Date.parse(`2026-11-${String(day).padStart(2, '0')}T${clock}:00+07:00`);

const unit = (name: string, i: number) => ({
  id: `tu-${String(i + 1)}`,
  kind: 'refrigerator',
  site: 'ea-kao',
  name,
  samplingSeconds: 1800,
  maxGapSeconds: 5400,
  since: '2026-11-01',
  rules: [
    { id: 'warm', side: 'above', limitCelsius: 8, allowedSeconds: 7200, mode: 'continuous' },
    { id: 'cold', side: 'below', limitCelsius: 2, allowedSeconds: 7200, mode: 'continuous' },
  ],
});
const DESCRIPTION = stringify({
  demo: true,
  sites: [
    { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null },
    { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
  ],
  units: FRIDGES.map(unit),
  devices: FRIDGES.map((_, i) => ({
    id: `do-${String(i + 1)}`,
    unit: `tu-${String(i + 1)}`,
    secret: `a-secret-of-${String(i)}`,
    since: '2026-11-01',
  })),
  people: [
    { username: 'lan', name: 'H’Lan Niê', roles: ['depot'], site: 'ea-kao', password: PASSWORD },
    { username: 'hoa', name: 'Trần Thị Hoà', roles: ['vaccinator'], site: 'ea-kao', password: PASSWORD },
    { username: 'an', name: 'Lê An', roles: ['official'], site: 'tinh', password: PASSWORD },
  ],
});
const LAN: Actor = { username: 'lan', name: 'H’Lan Niê', roles: ['depot'], site: 'ea-kao' };

export type BookHouse = {
  readonly url: string;
  /** The service's clock. */
  now: number;
  readonly does: (command: Command, who?: Actor) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** It is 08:10 on Monday 23/11/2026: the 22nd's afternoon was missed in the first fridge, the 21st's morning written late. */
export async function startBookHouse(): Promise<BookHouse> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await buildWeb(root, () => {});
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-book-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const house = { now: at(23, '08:10') };
  const clock = () => house.now;
  let mirror: Mirror | null = null;
  const keeper = await Keeper.start({
    store: openSqlite(directory),
    clock,
    onMirror: (next) => {
      mirror = next;
    },
  });
  const does = async (command: Command, who: Actor = SYSTEM) => {
    const answer = await keeper.execute(who, command);
    if (!answer.ok) throw new Error(`${command.type}: ${JSON.stringify(answer.refusal)}`);
    return answer.value;
  };
  await does({ type: 'province.apply', description: DESCRIPTION, file: null });
  await measure(does);
  await keepBook(house, does);
  house.now = at(23, '08:10');
  const press = new Press();
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    keeper: portOf(keeper, () => mirror),
    press: (kind, data) => press.renderPaper(kind, data),
    webRoot: join(root, 'dashboards/web/dist'),
    log,
    clock: { now: clock },
  });
  return Object.assign(house, {
    url: `http://127.0.0.1:${http.port}`,
    does,
    close: async () => {
      await http.close();
      await press.close();
      await keeper.close();
      rmSync(directory, { recursive: true, force: true });
    },
  });
}

/** Calm fridges, but for four warm hours on the 20th in the first one. */
async function measure(does: BookHouse['does']): Promise<void> {
  for (const [i] of FRIDGES.entries()) {
    const readings = [];
    for (let time = at(1, '00:00'); time <= at(23, '08:00'); time += 30 * MINUTE) {
      const isWarm = i === 0 && time >= at(20, '11:00') && time < at(20, '15:00');
      const calm = 4.6 + 0.6 * Math.sin((time / (24 * 60 * MINUTE)) * 2 * Math.PI);
      readings.push({ at: time, celsius: isWarm ? 9.3 : Math.round(calm * 10) / 10, probe: '1' });
    }
    await does({
      type: 'evidence.import',
      unit: `tu-${String(i + 1)}`,
      device: `do-${String(i + 1)}`,
      source: 'test',
      readings,
      evidence: [],
    });
  }
}

async function keepBook(house: { now: number }, does: BookHouse['does']): Promise<void> {
  for (let day = 1; day <= 22; day++)
    for (const slot of ['morning', 'afternoon'] as const) {
      if (day === 22 && slot === 'afternoon') continue;
      const isLate = day === 21 && slot === 'morning';
      house.now = at(day, slot === 'afternoon' ? '15:05' : isLate ? '11:40' : '08:02');
      const isWarm = day === 20 && slot === 'afternoon';
      await does(
        {
          type: 'book.sign',
          unit: 'tu-1',
          day: `2026-11-${String(day).padStart(2, '0')}`,
          slot,
          celsius: isWarm ? 9.1 : 4.6,
          ...(isWarm ? { action: 'Đóng cửa tủ, gọi kỹ thuật' } : {}),
          ...(isLate ? { readAt: at(21, '08:15') } : {}),
        },
        LAN,
      );
    }
}

/** The keeper on this very thread; nothing is pushed, for no page of the book waits for it. */
function portOf(keeper: Keeper, mirror: () => Mirror | null): KeeperPort {
  const sites = () => new Map((mirror()?.sites ?? []).map((site) => [site.id, site]));
  return {
    execute: (actor, command) => keeper.execute(actor, command),
    ask: (actor, query) => keeper.ask(actor, query),
    verdict: async (actor, barcode, site) =>
      writtenOf(await keeper.ask(actor, { type: 'eligibility', barcode, site })),
    onDelta: () => () => {},
    person: (username) => {
      const person = mirror()?.people.find((one) => one.username === username);
      return person === undefined ? null : { person };
    },
    sessionsAtStart: () => [],
    siteTree: () => ({
      isWithin: (site, place) =>
        place === null || (site !== null && isWithin(siteTree(sites()), site, place)),
    }),
    health: () => ({ ready: true, degraded: null }),
    detail: () => ({}),
    metrics: () => '',
  };
}

export async function signInAs(page: Page, house: BookHouse, who: string, path: string): Promise<void> {
  await page.goto(`${house.url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(who);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

/** A depot, a commune's health station and one shipment between them: the real keeper and HTTP edge, and three people with phones. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { stringify } from 'yaml';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { uuidV7 } from '../../dashboards/web/src/trip/uuid.ts';
import { buildWeb } from '../../simulator/demo/web.ts';
import { startHttp } from '../../src/http/server.ts';
import { KeeperClient } from '../../src/keeper/client.ts';
import type { HandoffView, RecordedView } from '../../src/keeper/custody-views.ts';
import { type Command, SYSTEM } from '../../src/keeper/protocol.ts';
import { Press } from '../../src/papers/press.ts';
import { openScreen, type Screen, type Size } from './chromium.ts';

export const PHONE: Size = { width: 390, height: 844 };
export const SMALL: Size = { width: 320, height: 640 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const PASSWORD = 'mat-khau-tren-duong';
export const GTIN = '08934567890120';
export const SHIPMENT = 'chuyen-ea-kao';
/** Depot, escort, and the nurse of the station. */
export const [LAN, TY, HOA] = ['lan', 'ty', 'hoa'] as const;

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
export const unit = (id: string, kind: string, site: string, name: string) => ({
  ...{ id, kind, site, name, litres: 20, rules: RULES, samplingSeconds: 300, maxGapSeconds: 2700 },
});
export const person = (username: string, name: string, role: string, site: string) => ({
  ...{ username, name, roles: [role], site, password: PASSWORD },
});
const DESCRIPTION = stringify({
  demo: true,
  sites: [
    { id: 'tinh', name: 'Kho vắc xin tỉnh Đắk Lắk', level: 'tỉnh', parent: null },
    { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
  ],
  units: [
    unit('kho-lanh', 'cold-room', 'tinh', 'Buồng lạnh 1'),
    unit('hom-1', 'transport-box', 'tinh', 'Hòm lạnh số 1'),
    unit('tu-ea-kao', 'refrigerator', 'ea-kao', 'Tủ vắc xin Ea Kao'),
  ],
  devices: ['kho-lanh', 'hom-1', 'tu-ea-kao'].map((id) => ({
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
  people: [
    person(LAN, 'Nguyễn Thị Lan', 'depot', 'tinh'),
    person(TY, 'Y Tý Niê', 'escort', 'tinh'),
    person(HOA, 'H’Hoa Êban', 'vaccinator', 'ea-kao'),
  ],
  lots: [
    { gtin: GTIN, lot: 'MR-0426', expiry: '2028-03-31' },
    { gtin: GTIN, lot: 'MR-0511', expiry: '2028-05-31' },
  ],
});
export const PARCELS = [
  { parcel: 'kien-1', doses: 240 },
  { parcel: 'kien-2', doses: 120 },
];

export type TripHouse = {
  readonly url: string;
  readonly api: <T>(who: string, path: string, body?: unknown) => Promise<T>;
  /** Delivers one event of `who` in their own session. */
  readonly say: (who: string, event: Record<string, unknown>) => Promise<RecordedView>;
  readonly handoffs: () => Promise<HandoffView[]>;
  /** Adds to the province what a description (YAML) says. */
  readonly apply: (description: string) => Promise<void>;
  /** What the service itself does at its hour. */
  readonly order: (command: Command) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Everything is packed, and the escort has taken it over at the depot a moment ago. `served`: another folder of built pages. */
export async function startTripHouse(served?: string): Promise<TripHouse> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await buildWeb(root, () => {});
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-trip-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const keeper = new KeeperClient({ directory, clock: Date.now, log });
  await keeper.start();
  const order = async (command: Command) => {
    const answer = await keeper.execute(SYSTEM, command);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  };
  const apply = (description: string) => order({ type: 'province.apply', description, file: null });
  await apply(DESCRIPTION);
  const startAt = Date.now();
  for (const [id, celsius] of [
    ['kho-lanh', 4.2],
    ['hom-1', 4.8],
  ] as const) {
    const readings = [];
    for (let ago = 6 * HOUR; ago >= 0; ago -= 5 * MINUTE)
      readings.push({ at: startAt - ago, celsius, probe: '1' });
    const answer = await keeper.execute(SYSTEM, {
      ...{ type: 'evidence.import', unit: id, device: `do-${id}`, source: 'test', readings, evidence: [] },
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  }
  const since = new Date(startAt - 5 * HOUR).toISOString();
  await apply(
    stringify({
      demo: true,
      parcels: PARCELS.map(({ parcel, doses }, i) => ({
        ...{ id: parcel, gtin: GTIN, lot: ['MR-0426', 'MR-0511'][i], doses, unit: 'kho-lanh', since },
      })),
    }),
  );
  const press = new Press();
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    keeper: keeper.port(() => ''),
    press: (kind, data) => press.renderPaper(kind, data),
    webRoot: served ?? join(root, 'dashboards/web/dist'),
    log,
    clock: { now: Date.now },
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
  const api: TripHouse['api'] = async (who, path, body) => {
    const known =
      tokens.get(who) ??
      (await send<{ token: string }>('/session', null, { username: who, password: PASSWORD })).token;
    tokens.set(who, known);
    return send(path, known, body);
  };
  const say: TripHouse['say'] = async (who, event) => {
    const at = new Date().toISOString();
    const envelope = { v: 1, id: newId(), at, deviceAt: at, offsetMs: 0, by: who, shipment: SHIPMENT };
    const events = [{ body: { ...envelope, ...event }, key: null, signature: null }];
    const { items } = await api<{ items: RecordedView[] }>(who, '/custody/events', { events });
    const [item] = items;
    if (item?.status !== 'accepted') throw new Error(`${event.type}: ${JSON.stringify(item)}`);
    return item;
  };
  await api(LAN, '/shipments', {
    ...{ id: SHIPMENT, from: 'tinh', to: 'ea-kao', escort: TY, parcels: PARCELS },
    departAt: new Date(startAt).toISOString(),
    arriveBy: new Date(startAt + 5 * HOUR).toISOString(),
  });
  const box = { unit: 'hom-1', seal: 'NP-20417', celsius: 4.8 };
  const conditionedAt = new Date(startAt - HOUR).toISOString();
  await say(LAN, {
    type: 'shipment.packed',
    boxes: [{ ...box, parcels: PARCELS, coolant: { kind: 'ice-pack', conditionedAt } }],
  });
  const offered = await api<{ id: string; code: string }>(LAN, '/handoffs', {
    ...{ shipment: SHIPMENT, parcels: PARCELS, boxes: [box], to: { kind: 'person', id: TY }, place: 'tinh' },
  });
  const whole = { refused: 0, missing: 0, vvm: 1, freezeIndicator: 'ok', damage: null };
  await say(TY, {
    ...{ type: 'handoff.taken', handoff: offered.id, code: offered.code, reason: null, place: 'tinh' },
    parcels: PARCELS.map((each) => ({ ...each, ...whole })),
    boxes: [{ ...box, sealIntact: true }],
  });
  return {
    url,
    api,
    say,
    apply,
    order,
    handoffs: async () => (await api<{ items: HandoffView[] }>(LAN, `/handoffs?shipment=${SHIPMENT}`)).items,
    close: async () => {
      await http.close();
      await press.close();
      await keeper.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export const newId = (): string => uuidV7(Date.now(), randomBytes(10));

/** A phone of its own on which `who` has signed in and loaded the trip, with everything that it needs without a signal. */
export async function openPhone(
  browser: Browser,
  house: TripHouse,
  who: string,
  size = PHONE,
): Promise<Screen> {
  const screen = await openScreen(browser, size);
  const { context, page } = screen;
  context.setDefaultTimeout(15_000);
  await page.goto(`${house.url}/chuyen`);
  await signInHere(page, who);
  await loaded(page);
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    while (registration.active?.state !== 'activated')
      await new Promise((resolve) =>
        registration.active?.addEventListener('statechange', resolve, { once: true }),
      );
  });
  return screen;
}

export async function signInHere(page: Page, who: string): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(who);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
}

/** What is to be carried loads by itself; what is over, or where data is dear, by a button that stands there until then. */
export async function loaded(where: Page | Locator): Promise<void> {
  const ready = where.getByText(/dùng được khi mất mạng ✓/).first();
  const button = where.getByRole('button', { name: 'Tải chuyến về máy' }).first();
  await ready.or(button).first().waitFor();
  // Pressed in the page at once, or not at all: it may have begun by itself meanwhile.
  if (!(await ready.isVisible()))
    await button.evaluateAll((there) => {
      for (const each of there) if (each instanceof HTMLElement) each.click();
    });
  await ready.waitFor();
}

/** All there are, once the page that has them stands there: by itself `all` takes what there is at the moment. */
export async function every(where: Locator): Promise<Locator[]> {
  await where.first().waitFor();
  return where.all();
}

/** Held long enough to count. */
export const hold = (page: Page, name: string) => page.getByRole('button', { name }).click({ delay: 1_200 });

/** The giver's side up to the code on the screen. */
export async function give(
  page: Page,
  house: TripHouse,
  trip = SHIPMENT,
  to = 'Trạm Y tế xã Ea Kao',
): Promise<void> {
  await page.goto(`${house.url}/chuyen/${trip}/ban-giao`);
  await page.getByRole('button', { name: 'Giao hàng' }).click();
  await page.getByRole('radio', { name: to }).check();
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByRole('button', { name: 'Chọn tất cả' }).click();
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByLabel('Nhiệt độ bây giờ (°C)').fill('5,1');
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await hold(page, 'Giữ 1 giây để ký giao');
  await page.getByRole('img', { name: 'Mã QR của biên bản bàn giao' }).waitFor();
}

const reader = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
prepareZXingModule({
  overrides: { wasmBinary: reader.buffer.slice(reader.byteOffset, reader.byteOffset + reader.length) },
});

/** What a camera reads from the code on the screen. */
export async function readScreen(page: Page): Promise<string> {
  const picture = await page.getByRole('img', { name: 'Mã QR của biên bản bàn giao' }).screenshot();
  const [found] = await readBarcodes(new Blob([new Uint8Array(picture)]), {
    formats: ['QRCode'],
    tryHarder: true,
  });
  if (found === undefined) throw new Error('The code on the screen cannot be read');
  return found.text;
}

/**
 * A province that tells people of its alerts: the real service as a process of its own, with a gateway for SMS and a push service
 * beside it. One fridge has been too warm for an hour; nobody is on duty yet.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { freePort } from '../../simulator/demo/ports.ts';
import { endChild, startService } from '../../simulator/demo/service.ts';
import { buildWeb } from '../../simulator/demo/web.ts';

const HOST = '127.0.0.1';
const PASSWORD = 'mat-khau-truc-dem';
const MINUTE = 60_000;
export const SITE = 'ea-kao';
/** Officials of the province, the station's official and its keeper. */
export const [AN, BINH, HUNG, LAN, QUAN] = ['an', 'binh', 'hung', 'lan', 'quan'] as const;

const person = (username: string, name: string, role: string, site: string) => ({
  ...{ username, name, roles: [role], site, password: PASSWORD },
});
const warm = { id: 'warm', side: 'above', limitCelsius: 8, allowedSeconds: 600, mode: 'continuous' };
const unit = (id: string, name: string) => ({
  ...{ id, kind: 'refrigerator', site: SITE, name, rules: [warm], samplingSeconds: 300, maxGapSeconds: 2700 },
});
const DESCRIPTION = stringify({
  demo: true,
  sites: [
    { id: 'tinh', name: 'Trung tâm Kiểm soát bệnh tật tỉnh Đắk Lắk', level: 'tỉnh', parent: null },
    { id: SITE, name: 'Trạm Y tế xã Ea Kao', level: 'xã', parent: 'tinh' },
  ],
  units: [unit('tu-1', 'Tủ vắc xin 1'), unit('tu-2', 'Tủ vắc xin 2')],
  devices: ['tu-1', 'tu-2'].map((id) => ({ id: `do-${id}`, unit: id, secret: `a-secret-of-${id}` })),
  people: [
    person(AN, 'Nguyễn Thị An', 'official', 'tinh'),
    person(BINH, 'Trần Văn Bình', 'official', 'tinh'),
    person(HUNG, 'Y Hùng Niê', 'official', SITE),
    person(LAN, 'H’Lan Êban', 'depot', SITE),
    person(QUAN, 'Lê Quân', 'administrator', 'tinh'),
  ],
});

/** What came to a door beside the service: the gateway's messages as text, the push service's as they were sealed. */
export type Came = { readonly path: string; readonly body: Buffer };
export type DutyHouse = {
  readonly url: string;
  readonly came: readonly Came[];
  /** Where a browser says that it takes pushes. */
  readonly pushUrl: string;
  readonly api: <T>(who: string, path: string, body?: unknown, method?: string) => Promise<T>;
  /** The warm fridge is well again. */
  readonly cool: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function startDutyHouse(): Promise<DutyHouse> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await buildWeb(root, () => {});
  const data = mkdtempSync(join(tmpdir(), 'giulanh-duty-'));
  const came: Came[] = [];
  const door = createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      came.push({ path: request.url ?? '', body: Buffer.concat(parts) });
      reply.writeHead(request.url === '/sms' ? 200 : 201, { 'content-type': 'application/json' });
      reply.end(JSON.stringify({ id: `tin-${came.length}` }));
    });
  });
  await new Promise<void>((resolve) => door.listen(0, HOST, resolve));
  const beside = `${HOST}:${(door.address() as AddressInfo).port}`;
  const apply = join(data, 'province.yaml');
  const notify = join(data, 'notify.yaml');
  writeFileSync(apply, DESCRIPTION);
  writeFileSync(notify, settings(beside));
  const [httpPort, mqttPort] = [await freePort(0, HOST), await freePort(0, HOST)];
  const env = { GIULANH_NOTIFY: notify };
  const service = startService({ root, data, host: HOST, mqttPort, httpPort, apply, env });
  const url = `http://${HOST}:${httpPort}`;
  const close = async () => {
    await endChild(service.child, 5_000);
    await new Promise((resolve) => door.close(resolve));
    rmSync(data, { recursive: true, force: true });
  };
  const api = askAs(url);
  const measure = (readings: object[]) =>
    api(QUAN, '/imports', { unit: 'tu-1', device: 'do-tu-1', source: 'logger', readings });
  const cool = async () => {
    await measure([{ at: new Date().toISOString(), celsius: 4.4, probe: '1' }]);
  };
  try {
    await service.ready();
    await measure(readings());
  } catch (error) {
    await close();
    throw error;
  }
  return { url, came, pushUrl: `http://${beside}/push`, api, cool, close };
}

const settings = (beside: string): string =>
  stringify({
    push: { privateHosts: [beside] },
    sms: {
      url: `http://${beside}/sms`,
      headers: { 'Content-Type': 'application/json' },
      body: '{"to":"{to}","text":"{text}"}',
      reference: 'id',
    },
  });

/** Warm for the last hour, until now. */
const readings = () =>
  Array.from({ length: 24 }, (_, i) => ({
    at: new Date(Date.now() - (23 - i) * 5 * MINUTE).toISOString(),
    celsius: i < 12 ? 4.6 : 10.4,
    probe: '1',
  }));

function askAs(url: string): DutyHouse['api'] {
  const tokens = new Map<string, string>();
  const ask = async (path: string, token: string | undefined, body: unknown, method: string) => {
    const reply = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  return async (who, path, body, method = body === undefined ? 'GET' : 'POST') => {
    const known = tokens.get(who);
    const token =
      known ?? (await ask('/session', undefined, { username: who, password: PASSWORD }, 'POST')).token;
    tokens.set(who, token);
    return ask(path, token, body, method);
  };
}

export async function enter(page: Page, house: DutyHouse, who: string, path: string): Promise<void> {
  await page.goto(`${house.url}${path}`);
  await page.getByLabel('Tên đăng nhập').fill(who);
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await page.getByRole('button', { name: /^Trình đơn/ }).waitFor();
}

/** From a fridge that is too warm to the messages about it: a real service, a real mail server, gateway and push service, each a process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChannelView, NoticeView } from '../../src/keeper/notice-views.ts';
import type { Paged } from '../../src/keeper/views.ts';
import { ServiceProcess } from '../faults/process.ts';
import { Browser, vapidClaims } from '../notify/parts/browser.ts';
import { startHttpServer, startSmtp } from '../notify/parts/child.ts';
import { quietPort } from '../ports.ts';

const PASSWORD = 'mat-khau-cua-lan';
const directory = mkdtempSync(join(tmpdir(), 'giulanh-notify-'));
let service: ServiceProcess;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let gateway: Awaited<ReturnType<typeof startHttpServer>>;
let pushService: Awaited<ReturnType<typeof startHttpServer>>;
let api: string;
let mqttPort: number;

const province = {
  zone: 'Asia/Ho_Chi_Minh',
  sites: [{ id: 'tram-a', name: 'Trạm Y tế xã Ea Kao', level: 'xã' }],
  units: [
    {
      id: 'tu-a',
      kind: 'refrigerator',
      site: 'tram-a',
      name: 'Tủ 1',
      rules: [
        {
          id: 'tren-8',
          side: 'above',
          limitCelsius: 8,
          inclusive: false,
          allowedSeconds: 0,
          mode: 'continuous',
        },
      ],
    },
  ],
  devices: [{ id: 'do-a', unit: 'tu-a', secret: 'bi-mat-cua-do-a', since: '2026-01-01T00:00:00Z' }],
  people: [
    { username: 'lan', name: 'Lan', roles: ['depot'], site: 'tram-a', password: PASSWORD },
    { username: 'sep', name: 'Sếp', roles: ['administrator'], password: PASSWORD },
  ],
};

beforeAll(async () => {
  [smtp, gateway, pushService] = await Promise.all([startSmtp(), startHttpServer(), startHttpServer()]);
  await pushService.behave({ status: 201 });
  const data = join(directory, 'data');
  mkdirSync(data);
  const httpPort = await quietPort();
  mqttPort = await quietPort();
  api = `http://127.0.0.1:${httpPort}/api/v1`;
  writeFileSync(join(directory, 'bi-mat'), 'bi-mat-cua-cong\n');
  writeFileSync(join(directory, 'tinh.json'), JSON.stringify(province));
  const settings = {
    mail: {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      from: 'Giữ Lạnh <canh-bao@cdc.example.vn>',
    },
    push: { privateHosts: [`127.0.0.1:${pushService.port}`] },
    sms: {
      url: `http://127.0.0.1:${gateway.port}/sms`,
      body: '{"to":"{to}","text":"{text}","ref":"{id}"}',
      reference: 'id',
      receipt: {
        secret: { file: 'bi-mat' },
        ...{ reference: 'message', state: 'status', received: ['DELIVRD'], failed: ['UNDELIV'] },
      },
    },
  };
  writeFileSync(join(directory, 'kenh.json'), JSON.stringify(settings));
  service = new ServiceProcess(
    { data, mqttPort, httpPort, log: join(directory, 'log') },
    {
      apply: join(directory, 'tinh.json'),
      environment: {
        GIULANH_NOTIFY: join(directory, 'kenh.json'),
        GIULANH_PUBLIC_URL: 'https://giulanh.example.vn',
      },
    },
  );
  await service.ready();
}, 300_000);
afterAll(async () => {
  await service.end('SIGKILL');
  await Promise.all([smtp.stop(), gateway.stop(), pushService.stop()]);
  rmSync(directory, { recursive: true, force: true });
});

const tokens = new Map<string, string>();
async function call<T>(who: string, method: string, path: string, body?: object): Promise<T> {
  if (!tokens.has(who)) {
    const session = await fetch(`${api}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: who, password: PASSWORD }),
    });
    tokens.set(who, ((await session.json()) as { token: string }).token);
  }
  const answer = await fetch(api + path, {
    method,
    headers: { authorization: `Bearer ${tokens.get(who)}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`);
  return json as T;
}
const notices = async (who: string) =>
  (await call<Paged<NoticeView>>(who, 'GET', '/notices?person=lan')).items;
const reach = (contact: object) =>
  call('lan', 'PUT', '/people/lan/contact', {
    phone: null,
    mail: null,
    zalo: null,
    telegram: null,
    language: 'vi',
    ...contact,
  });
const attempt = (channel: string) =>
  call<NoticeView>('lan', 'POST', `/channels/${channel}/test`, { username: 'lan' });
const settled = async (id: string, state: string) => {
  const find = async () => (await notices('lan')).find((one) => one.id === id)?.state;
  await expect.poll(find).toBe(state);
  const found = (await notices('lan')).find((one) => one.id === id);
  return found?.attempts ?? [];
};

test('a fridge that is too warm: a mail says where, what and what to do, and the record says that it went', async () => {
  await reach({ mail: 'lan@tram.example.vn' });
  const device = await connectAsync({
    host: '127.0.0.1',
    port: mqttPort,
    protocolVersion: 4,
    clientId: 'do-a',
    username: 'do-a',
    password: 'bi-mat-cua-do-a',
  });
  const reading = { at: Date.now(), celsius: 11.5 };
  await device.publishAsync('giulanh/v1/do-a/telemetry', JSON.stringify({ readings: [reading] }), { qos: 1 });
  const [mail] = await smtp.tookAll(1);
  await device.endAsync();
  expect(mail?.to).toEqual(['lan@tram.example.vn']);
  const found = async () => (await notices('lan')).find(({ reason }) => reason === 'raised');
  await expect.poll(async () => (await found())?.state).toBe('sent');
  const notice = await found();
  expect(notice).toMatchObject({ severity: 'critical', person: 'lan' });
  expect(notice?.attempts.at(-1)).toMatchObject({
    channel: 'mail',
    state: 'sent',
    address: 'lan@tram.example.vn',
  });
  expect(mail?.raw).toContain(`Message-ID: <${notice?.id}@cdc.example.vn>`);
  const text = Buffer.from(bodyOf(mail?.raw ?? ''), 'base64').toString();
  for (const line of notice?.text.lines ?? []) expect(text).toContain(line);
  expect(text).toContain(`https://giulanh.example.vn${notice?.text.path}`);
});

test('a browser takes messages with the service’s key, reads what is for it, and is forgotten when it is gone', async () => {
  const { key } = await call<{ key: string }>('lan', 'GET', '/push/key');
  const browser = new Browser();
  const endpoint = `http://127.0.0.1:${pushService.port}/push/lan`;
  await call('lan', 'POST', '/push/subscriptions', { endpoint, keys: browser.keys, label: 'Chrome' });
  const tried = await attempt('push');
  const asked = (await pushService.tookAll(1)).at(-1);
  expect(browser.open(Buffer.from(asked?.body ?? '', 'base64'))).toMatchObject({
    notice: tried.id,
    title: tried.text.subject,
  });
  expect(vapidClaims(asked?.headers.authorization ?? '').key).toBe(key);
  await settled(tried.id, 'sent');
  await pushService.behave({ status: 410 });
  const gone = await attempt('push');
  expect(await settled(gone.id, 'failed')).toMatchObject([{ channel: 'push', code: 'BROWSER_GONE' }]);
  const kept = await call<Paged<object>>('lan', 'GET', '/push/subscriptions');
  expect(kept.items).toEqual([]);
});

test('a gateway says later whether an SMS arrived: by its secret alone, once, also when it says it twice', async () => {
  await reach({ phone: '0912345678' });
  const tried = await attempt('sms');
  const asked = (await gateway.tookAll(1)).at(-1);
  const said = JSON.parse(Buffer.from(asked?.body ?? '', 'base64').toString());
  expect(said).toEqual({ to: '+84912345678', text: tried.text.sms, ref: tried.id });
  await settled(tried.id, 'sent');
  const receipt = async (secret: string, body: object) => {
    const answer = await fetch(`${api}/notices/receipts/sms`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return [answer.status, ((await answer.json()) as { noted?: boolean }).noted];
  };
  const arrived = { message: 'm-1', status: 'DELIVRD' };
  expect(await receipt('mot-bi-mat-khac', arrived)).toEqual([401, undefined]);
  expect(await receipt(tokens.get('sep') ?? '', arrived)).toEqual([401, undefined]);
  expect((await notices('lan')).find(({ id }) => id === tried.id)?.state).toBe('sent');
  expect(await receipt('bi-mat-cua-cong', { message: 'm-1', status: 'ENROUTE' })).toEqual([200, false]);
  expect(await receipt('bi-mat-cua-cong', { status: 'DELIVRD' })).toEqual([400, undefined]);
  expect(await receipt('bi-mat-cua-cong', { message: 'm-999', status: 'DELIVRD' })).toEqual([200, false]);
  for (let i = 0; i < 2; i++) expect(await receipt('bi-mat-cua-cong', arrived)).toEqual([200, true]);
  expect(await receipt('bi-mat-cua-cong', { message: 'm-1', status: 'UNDELIV' })).toEqual([200, true]);
  expect(await settled(tried.id, 'received')).toMatchObject([
    { channel: 'sms', state: 'received', reference: 'm-1' },
  ]);
});

test('how each channel is stands for the administrator, and for a collector', async () => {
  const { items } = await call<Paged<ChannelView>>('sep', 'GET', '/channels');
  const states = Object.fromEntries(items.map(({ channel, state }) => [channel, state]));
  expect(states).toEqual({ push: 'ok', zalo: 'off', sms: 'ok', mail: 'ok', telegram: 'off', webhook: 'off' });
  const metrics = await (await fetch(api.replace('/api/v1', '/metrics'))).text();
  expect(metrics).toContain('giulanh_channel_up{channel="mail",name="127.0.0.1"} 1');
});

test('a gateway that hangs does not hold up the end of the service', async () => {
  await gateway.behave({ hang: true });
  const before = gateway.took.length;
  await attempt('sms');
  await gateway.tookAll(before + 1);
  expect(await service.end('SIGTERM')).toBe(0);
});

/** The words of a mail, in base64. */
const bodyOf = (raw: string): string =>
  /base64/i.test(raw.split('\r\n\r\n')[0] ?? '')
    ? raw.split('\r\n\r\n').slice(1).join('')
    : Buffer.from(unquoted(raw), 'latin1').toString('base64');
const unquoted = (raw: string): string =>
  raw
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

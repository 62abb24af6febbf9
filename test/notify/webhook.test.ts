import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Resolve } from '../../src/notify/names.ts';
import { webhookDoors } from '../../src/notify/webhook.ts';
import { startHttpServer } from './parts/child.ts';
import { message, NOW, settings, TEXT } from './parts/message.ts';

let server: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  server = await startHttpServer();
});
afterEach(() => server.behave({ status: 204 }));
afterAll(() => server.stop());

const SECRET = 'mot_bi_mat_dai';
type Hooks = { url: string; hosts?: string[]; privateHosts?: string[] };
const hook = ({ url, hosts = [], privateHosts = [] }: Hooks, resolve?: Resolve) => {
  const to = [{ name: 'so-y-te', url, secret: { env: SECRET } }];
  const [door] = webhookDoors(
    settings({ webhooks: { hosts, privateHosts, to, timeoutSeconds: 2 } }).webhooks,
    () => NOW,
    resolve,
  );
  if (door === undefined) throw new Error('no webhook');
  return door;
};
const here = () => ({ url: `http://127.0.0.1:${server.port}/hook?a=1`, privateHosts: ['127.0.0.1'] });
const to = message({ address: 'so-y-te' });

describe('a message to another system', () => {
  test('is signed over its time and its body, so that neither can be changed', async () => {
    const before = server.took.length;
    expect(await hook(here()).send(to)).toEqual({ ok: true, reference: null, unconfirmed: false });
    const asked = (await server.tookAll(before + 1))[before];
    if (asked === undefined) throw new Error('nothing was asked');
    const body = Buffer.from(asked.body, 'base64').toString();
    const timestamp = asked.headers['x-giulanh-timestamp'] ?? '';
    const mac = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
    expect(asked.headers['x-giulanh-signature']).toBe(`v1=${mac}`);
    expect(Number(timestamp) * 1_000).toBe(NOW);
    expect(asked.headers['idempotency-key']).toBe(to.id);
    expect(asked.url).toBe('/hook?a=1');
    expect(JSON.parse(body)).toEqual({
      id: to.id,
      at: '2026-11-22T19:00:00.000Z',
      reason: 'raised',
      severity: 'critical',
      group: 'tram-a/cold',
      alerts: ['a-1', 'a-2'],
      subject: TEXT.subject,
      short: TEXT.short,
      lines: TEXT.lines,
      path: '/su-co/a-1',
      url: 'https://giulanh.example.vn/su-co/a-1',
    });
  });

  test.each([301, 302, 303, 307, 308])('a redirect (%s) is not followed', async (status) => {
    const other = await startHttpServer();
    await server.behave({ status, headers: { location: `http://127.0.0.1:${other.port}/` } });
    expect(await hook(here()).send(to)).toMatchObject({ ok: false, code: 'REDIRECT_REFUSED' });
    expect(other.took).toEqual([]);
    await other.stop();
  });

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
  ])('a name that leads to %s is refused, also when it leads elsewhere too', async (address) => {
    const before = server.took.length;
    const url = 'https://hooks.example.vn/x';
    for (const found of [[address], ['203.113.131.1', address]]) {
      const end = await hook({ url, hosts: ['hooks.example.vn'] }, async () => found).send(to);
      expect(end).toMatchObject({ ok: false, code: 'ADDRESS_REFUSED', final: false });
    }
    expect(server.took.length).toBe(before);
  });

  test('the name is asked for once, and what was checked is what is connected to', async () => {
    let asked = 0;
    const before = server.took.length;
    const url = `http://noi-bo.example.vn:${server.port}/hook`;
    const resolve = async () => {
      asked += 1;
      return asked === 1 ? ['127.0.0.1'] : ['203.0.113.9'];
    };
    expect(await hook({ url, privateHosts: ['noi-bo.example.vn'] }, resolve).send(to)).toMatchObject({
      ok: true,
    });
    const took = (await server.tookAll(before + 1))[before];
    expect(took?.headers.host).toBe(`noi-bo.example.vn:${server.port}`);
    expect(asked).toBe(1);
  });

  test('a name that nobody knows fails for now', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('no'), { code: 'ENOTFOUND' });
    };
    const end = await hook({ url: 'https://hooks.example.vn/', hosts: ['hooks.example.vn'] }, resolve).send(
      to,
    );
    expect(end).toMatchObject({ ok: false, code: 'UNREACHABLE', reason: 'ENOTFOUND', final: false });
  });

  test.each([
    [500, false],
    [401, false],
    [413, true],
  ])('an answer %s; final: %s', async (status, final) => {
    await server.behave({ status });
    expect(await hook(here()).send(to)).toMatchObject({ ok: false, code: `HTTP_${status}`, final });
  });

  test('each system takes what is addressed to it, with or without the word webhook', () => {
    const door = hook(here());
    expect(door.takes?.('so-y-te')).toBe(true);
    expect(door.takes?.('webhook:so-y-te')).toBe(true);
    expect(door.takes?.('canary')).toBe(false);
  });
});

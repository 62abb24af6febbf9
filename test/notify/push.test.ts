import { createECDH } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PushDoor } from '../../src/notify/push.ts';
import { pushKeysIn, pushKeysOf } from '../../src/notify/push-keys.ts';
import { Browser, vapidClaims } from './parts/browser.ts';
import { startHttpServer } from './parts/child.ts';
import { message, NOW, settings, subscription, TEXT } from './parts/message.ts';

const directory = mkdtempSync(join(tmpdir(), 'giulanh-push-'));
const keys = pushKeysIn(directory);
let server: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  server = await startHttpServer();
  await server.behave({ status: 201 });
});
afterEach(() => server.behave({ status: 201 }));
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await server.stop();
});

const gone: string[] = [];
const door = (more: object = {}, privateHosts = [`127.0.0.1:${server.port}`]) =>
  new PushDoor({
    settings: settings({ push: { privateHosts, ...more } }).push,
    keys,
    publicUrl: 'https://giulanh.example.vn',
    clock: () => NOW,
    onGone: async ({ endpoint }) => gone.push(endpoint),
  });
const at = (path: string) => `http://127.0.0.1:${server.port}/push/${path}`;

describe('a push message', () => {
  test('can be read by the browser it is for alone, and is signed with the key that the browser subscribed with', async () => {
    const [browser, other] = [new Browser(), new Browser()];
    const before = server.took.length;
    const end = await door().send(message({ subscriptions: [subscription(at('a1'), browser.keys)] }));
    expect(end).toMatchObject({ ok: true, unconfirmed: false });
    const asked = (await server.tookAll(before + 1))[before];
    if (asked === undefined) throw new Error('nothing was asked');
    expect(asked).toMatchObject({ method: 'POST', url: '/push/a1' });
    expect(asked.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      urgency: 'high',
      ttl: '14400',
      topic: '01939f6e7b0070008000000000000001',
    });
    const sealed = Buffer.from(asked.body, 'base64');
    expect(browser.open(sealed)).toEqual({
      notice: message().id,
      title: TEXT.subject,
      body: TEXT.short,
      tag: 'tram-a/cold',
      severity: 'critical',
      path: '/su-co/a-1',
    });
    expect(() => other.open(sealed)).toThrow();
    expect(sealed.toString('latin1')).not.toContain('10,4');
    const { key, claims } = vapidClaims(asked.headers.authorization ?? '');
    expect(key).toBe(keys.publicKey);
    expect(claims).toMatchObject({
      aud: `http://127.0.0.1:${server.port}`,
      sub: 'https://giulanh.example.vn',
    });
  });

  test('a long text is cut between letters, and fits what a push service takes', async () => {
    const browser = new Browser();
    const before = server.took.length;
    const text = { ...TEXT, short: 'Tủ lạnh số 🧊 '.repeat(400) };
    await door().send(message({ text, subscriptions: [subscription(at('a2'), browser.keys)] }));
    const sealed = Buffer.from((await server.tookAll(before + 1))[before]?.body ?? '', 'base64');
    expect(sealed.length).toBeLessThan(4_096);
    const { body } = browser.open(sealed) as { body: string };
    expect(body.endsWith('…')).toBe(true);
    expect(text.short.startsWith(body.slice(0, -1))).toBe(true);
  });

  test.each([404, 410])(
    'a browser whose service answers %s is forgotten, and the person’s other one gets it',
    async (status) => {
      gone.length = 0;
      await server.behave({ status });
      const one = subscription(at('gone'), new Browser().keys);
      expect(await door().send(message({ subscriptions: [one] }))).toMatchObject({
        ok: false,
        code: 'BROWSER_GONE',
        final: true,
      });
      expect(gone).toEqual([one.endpoint]);
      const second = await startHttpServer();
      await second.behave({ status: 201 });
      const there = subscription(`http://127.0.0.1:${second.port}/b`, new Browser().keys);
      const both = door({}, [`127.0.0.1:${server.port}`, `127.0.0.1:${second.port}`]);
      expect(await both.send(message({ subscriptions: [one, there] }))).toMatchObject({ ok: true });
      await second.stop();
    },
  );

  test.each([
    [500, false],
    [429, false],
    [403, false],
    [400, true],
    [413, true],
  ])('a service that answers %s keeps its browser; final: %s', async (status, final) => {
    gone.length = 0;
    await server.behave({ status });
    const end = await door().send(message({ subscriptions: [subscription(at('x'), new Browser().keys)] }));
    expect(end).toMatchObject({ ok: false, code: `HTTP_${status}`, final });
    expect(gone).toEqual([]);
  });

  test('a service that hangs is given up', async () => {
    await server.behave({ hang: true });
    const subscriptions = [subscription(at('x'), new Browser().keys)];
    const end = await door({ timeoutSeconds: 0.3 }).send(message({ subscriptions }));
    expect(end).toMatchObject({ ok: false, code: 'TIMEOUT', final: false });
  });

  test('a person without a browser is reached another way', async () => {
    expect(await door().send(message())).toMatchObject({ ok: false, code: 'NO_BROWSER', final: true });
  });

  test.each([
    ['http://push.example.vn/x', 'ENDPOINT_REFUSED'],
    ['https://127.0.0.1/x', 'ADDRESS_REFUSED'],
    ['https://[::1]/x', 'ADDRESS_REFUSED'],
    ['https://169.254.169.254/latest', 'ADDRESS_REFUSED'],
    ['https://[::ffff:10.0.0.1]/x', 'ADDRESS_REFUSED'],
    ['file:///etc/passwd', 'ENDPOINT_REFUSED'],
    ['no address', 'SUBSCRIPTION_BROKEN'],
  ])('an endpoint %s, which a person could give, is not connected to: %s', async (endpoint, code) => {
    const subscriptions = [subscription(endpoint, new Browser().keys)];
    expect(await door({}, []).send(message({ subscriptions }))).toMatchObject({
      ok: false,
      code,
      final: true,
    });
  });

  test('keys of a browser that are none fail alone', async () => {
    const subscriptions = [subscription(at('x'), { p256dh: 'AAAA', auth: 'AAAA' })];
    expect(await door().send(message({ subscriptions }))).toMatchObject({
      code: 'SUBSCRIPTION_BROKEN',
      final: true,
    });
  });
});

describe('the keys of push', () => {
  test('are made once, for their owner alone', () => {
    const path = join(directory, 'push-keys.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(pushKeysIn(directory)).toEqual(keys);
    expect(Buffer.from(keys.publicKey, 'base64url').length).toBe(65);
    expect(Buffer.from(keys.privateKey, 'base64url').length).toBe(32);
    expect(readFileSync(path, 'utf8')).toContain(keys.publicKey);
  });

  test.each([0, 1, 2, 3])(
    'a private key that begins with %i zero bytes is found again as it was',
    (zeros) => {
      const other = mkdtempSync(join(tmpdir(), 'giulanh-push-'));
      const pair = createECDH('prime256v1');
      pair.setPrivateKey(Buffer.concat([Buffer.alloc(zeros), Buffer.alloc(32 - zeros, 0x5a)]));
      const made = pushKeysOf(pair);
      writeFileSync(join(other, 'push-keys.json'), JSON.stringify(made));
      expect(Buffer.from(made.privateKey, 'base64url')).toHaveLength(32);
      expect(pushKeysIn(other)).toEqual(made);
      rmSync(other, { recursive: true });
    },
  );

  test.each(['', '{}', '{"publicKey":"AA","privateKey":"AA"}'])(
    'what is there instead (%j) is never written over',
    (text) => {
      const other = mkdtempSync(join(tmpdir(), 'giulanh-push-'));
      writeFileSync(join(other, 'push-keys.json'), text);
      expect(() => pushKeysIn(other)).toThrow(/holds no pair of push keys/);
      expect(readFileSync(join(other, 'push-keys.json'), 'utf8')).toBe(text);
      rmSync(other, { recursive: true });
    },
  );
});

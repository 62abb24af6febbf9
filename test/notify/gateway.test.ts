import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { gatewayDoor, phoneAs } from '../../src/notify/gateway.ts';
import type { GatewaySettings } from '../../src/notify/settings.ts';
import { startHttpServer } from './parts/child.ts';
import { message, NOW, settings, TEXT } from './parts/message.ts';

let server: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  server = await startHttpServer();
});
const WELL = { status: 200, body: '{"status":"ok","id":"m-{{n}}"}' };
afterEach(() => server.behave(WELL));
afterAll(() => server.stop());

const RECEIPT = {
  secret: { env: 'bi_mat' },
  reference: 'id',
  state: 'state',
  received: ['ok'],
  failed: ['no'],
};
const door = (more: object = {}, channel: 'sms' | 'zalo' = 'sms') =>
  gatewayDoor(
    channel,
    settings({
      sms: {
        url: `http://127.0.0.1:${server.port}/send`,
        headers: { Authorization: 'Bearer {token}' },
        secrets: { token: { env: 'bi_mat' } },
        body: '{"to":"{to}","text":"{text}","ref":"{id}"}',
        phone: 'digits',
        accepted: { path: 'status', values: ['ok'] },
        reference: 'id',
        ...more,
      },
    }).sms as GatewaySettings,
    () => NOW,
  );
const sms = message({ address: '+84912345678' });
const last = async (count: number) => {
  const took = (await server.tookAll(count)).at(-1);
  if (took === undefined) throw new Error('nothing was asked');
  return { ...took, text: Buffer.from(took.body, 'base64').toString() };
};

describe('a request to a gateway', () => {
  test('is what the template says, with the number as it wants it and the message’s id to know it again by', async () => {
    const before = server.took.length;
    expect(await door().send(sms)).toEqual({ ok: true, reference: `m-${before + 1}`, unconfirmed: false });
    const asked = await last(before + 1);
    expect(asked).toMatchObject({ method: 'POST', url: '/send' });
    expect(asked.headers).toMatchObject({
      authorization: 'Bearer bi_mat',
      'content-type': 'application/json',
      'idempotency-key': sms.id,
    });
    expect(JSON.parse(asked.text)).toEqual({ to: '84912345678', text: TEXT.sms, ref: sms.id });
  });

  test('Zalo gets the accents and the link', async () => {
    const before = server.took.length;
    await door({}, 'zalo').send(sms);
    expect(JSON.parse((await last(before + 1)).text).text).toBe(
      `${TEXT.short}\nhttps://giulanh.example.vn/su-co/a-1`,
    );
  });

  test('a form and an address carry every text unharmed', async () => {
    const before = server.took.length;
    const text = { ...TEXT, sms: 'a&b=c #{x} "q" <d> 100%' };
    await door({
      url: `http://127.0.0.1:${server.port}/send?to={to}&text={text}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'to={to}&text={text}',
    }).send({ ...sms, text });
    const asked = await last(before + 1);
    for (const said of [new URL(asked.url, 'http://x').searchParams, new URLSearchParams(asked.text)])
      expect(Object.fromEntries(said)).toEqual({ to: '84912345678', text: text.sms });
  });

  test.each([
    ['plus', '+84912345678', '+84912345678'],
    ['digits', '+84912345678', '84912345678'],
    ['national', '+84912345678', '0912345678'],
    ['national', '+33612345678', '0033612345678'],
    ['national', 'zalo-id-77', 'zalo-id-77'],
    [undefined, '+84912345678', '+84912345678'],
  ] as const)('a number %s: %s is written %s', (form, address, written) => {
    expect(phoneAs(form, address)).toBe(written);
  });
});

describe('what a gateway answers', () => {
  test.each([
    ['another status than it takes things with', { status: 500, body: 'oops' }, 'HTTP_500', false],
    ['a limit of its own', { status: 429, body: '' }, 'HTTP_429', false],
    ['that the key is wrong', { status: 401, body: '' }, 'HTTP_401', false],
    ['that this message cannot be', { status: 422, body: '' }, 'HTTP_422', true],
    ['somewhere else', { status: 302, headers: { location: '/login' }, body: '' }, 'HTTP_302', false],
    ['200 and that it did not', { status: 200, body: '{"status":"error"}' }, 'NOT_ACCEPTED', false],
    ['200 and a page', { status: 200, body: '<html>' }, 'NOT_ACCEPTED', false],
    [
      'that nobody has the number',
      { status: 200, body: '{"status":"error","code":"99"}' },
      'RECIPIENT_REFUSED',
      true,
    ],
  ])('%s', async (_, answer, code, final) => {
    await server.behave(answer);
    const end = await door({ refused: { path: 'code', values: [99] } }).send(sms);
    expect(end).toMatchObject({ ok: false, code, final });
  });

  test('how long it asks to be left alone is kept', async () => {
    await server.behave({ status: 503, headers: { 'retry-after': '120' }, body: '' });
    expect(await door().send(sms)).toMatchObject({ ok: false, final: false, waitMs: 120_000 });
  });

  test('a gateway that hangs is given up', async () => {
    await server.behave({ hang: true });
    expect(await door({ timeoutSeconds: 0.3 }).send(sms)).toMatchObject({
      ok: false,
      code: 'TIMEOUT',
      final: false,
    });
  });

  test('nobody is there', async () => {
    const end = await door({ url: 'http://127.0.0.1:1/' }).send(sms);
    expect(end).toMatchObject({ ok: false, code: 'UNREACHABLE', final: false });
  });

  test('where it says later whether the message arrived, it is not confirmed yet; without a number it cannot be', async () => {
    expect(await door({ receipt: RECEIPT }).send(sms)).toMatchObject({ ok: true, unconfirmed: true });
    await server.behave({ status: 200, body: '{"status":"ok"}' });
    expect(await door({ receipt: RECEIPT }).send(sms)).toEqual({
      ok: true,
      reference: null,
      unconfirmed: false,
    });
  });

  test('an answer without end is cut', async () => {
    await server.behave({ status: 200, body: 'x'.repeat(1_000_000) });
    expect(await door().send(sms)).toMatchObject({ ok: false, code: 'NOT_ACCEPTED' });
  });

  test('whatever a text holds, what arrives is JSON with exactly that text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 80 }), async (short) => {
        const before = server.took.length;
        await door({}, 'zalo').send({ ...sms, link: null, text: { ...TEXT, short } });
        expect(JSON.parse((await last(before + 1)).text).text).toBe(Buffer.from(short).toString());
      }),
      { numRuns: 40 },
    );
  });
});

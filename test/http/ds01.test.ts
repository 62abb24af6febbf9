/** The receiver that WHO PQS E006/DS01 asks for, over real HTTP on a real keeper and disk. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signatureOf } from '../../src/http/supplier-door.ts';
import type { Delivery } from '../../src/mqtt/ports.ts';
import { startService } from './service.ts';

const RECORD = {
  ...{ ABST: '20261122T020000Z', ALRM: null, BEMD: 12.5, BLOG: 300, CMPR: 900, DORV: 0 },
  ...{ EERR: null, LERR: null, SVA: 900, TAMB: 27.1, TVC: 4.6 },
};
const META = {
  ...{ schemaVersion: '0.8.1', transferType: 'ems', transferId: 't-1', transferSrc: 'vn.example' },
  transferredAt: '2026-11-22T02:15:30Z',
};
const transmission = (records: unknown[] = [RECORD]) => ({ meta: META, data: [{ LSER: 'LOG-1', records }] });

/** The keeper's side: who may deliver, what was taken, and whether there is room. */
const taken: Delivery[] = [];
let room = true;
let fate: Error | null = null;
let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService({
    telemetry: {
      verify: (device, secret) => device !== 'nobody' && Buffer.from(secret).toString() === 'a-secret',
      profileOf: (device) => (device === 'kettle' ? 'giulanh' : 'ds01-supplier'),
      hasRoom: () => room,
      offer: (delivery) => {
        if (fate === null) taken.push(delivery);
        setImmediate(() => delivery.settle(fate));
        return true;
      },
    },
  });
});
afterAll(() => service.edge.close());

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${service.api}/ds01`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization: basic('supplier:a-secret'), ...headers },
  });
const json = JSON.stringify;

describe('a transmission', () => {
  test('is answered after its commit, byte for byte handed on as the supplier’s', async () => {
    const body = json(transmission());
    const answer = await post(body);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({ transferId: 't-1', records: 1, good: 1, wrong: [] }),
    ]);
    const last = taken.at(-1);
    expect(last).toMatchObject({ device: 'supplier', kind: 'telemetry', topic: '', size: body.length });
    expect(Buffer.from(last?.payload ?? []).toString()).toBe(body);
  });

  test('twice is twice welcome', async () => {
    for (let i = 0; i < 2; i++) expect((await post(json(transmission()))).status).toBe(200);
  });

  test('may be packed, also where half a year fits into one', async () => {
    const records = Array.from({ length: 17_520 }, (_, i) => ({
      ...RECORD,
      ABST: `${new Date(Date.UTC(2026, 4, 1) + i * 900_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`,
    }));
    const packed = gzipSync(json(transmission(records)));
    expect(packed.byteLength).toBeLessThan(1024 * 1024);
    const answer = await post(new Uint8Array(packed), { 'content-encoding': 'gzip' });
    expect([answer.status, await answer.json()]).toMatchObject([200, { records: 17_520, good: 17_520 }]);
  });

  test('with one wrong record among good ones is taken, and the place is told', async () => {
    const answer = await post(json(transmission([RECORD, { ...RECORD, ABST: 'today' }])));
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { records: 2, good: 1, wrong: [{ place: '/data/0/records/1/ABST', code: 'TIME' }] },
    ]);
  });
});

describe('is refused', () => {
  const codeOf = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { code: string }).code,
  ];
  const big = json({ ...transmission(), pad: 'x'.repeat(1024 * 1024) });
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(9 * 1024 * 1024, 0x20)));

  test.each<[string, () => Promise<Response>, number, string]>([
    ['no JSON', () => post('{"meta":'), 400, 'BODY_MALFORMED'],
    ['nothing', () => post(''), 400, 'BODY_MALFORMED'],
    ['no gzip', () => post('{}', { 'content-encoding': 'gzip' }), 400, 'BODY_MALFORMED'],
    ['a stranger', () => post('{}', { authorization: basic('nobody:a-secret') }), 401, 'UNAUTHENTICATED'],
    ['a wrong secret', () => post('{}', { authorization: basic('supplier:guess') }), 401, 'UNAUTHENTICATED'],
    ['an unsigned one', () => post('{}', { authorization: 'Digest x' }), 401, 'UNAUTHENTICATED'],
    [
      'a device of another format',
      () => post('{}', { authorization: basic('kettle:a-secret') }),
      403,
      'FORBIDDEN_FORMAT',
    ],
    ['more than 1 MB', () => post(big), 413, 'BODY_TOO_LARGE'],
    ['a bomb', () => post(bomb, { 'content-encoding': 'gzip' }), 413, 'BODY_TOO_LARGE'],
    ['XML', () => post('<a/>', { 'content-type': 'application/xml' }), 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['another packing', () => post('{}', { 'content-encoding': 'br' }), 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['no envelope', () => post('{}'), 422, 'DS01_UNPROCESSABLE'],
    ['nothing but wrong records', () => post(json(transmission([{ TVC: 4 }]))), 422, 'DS01_UNPROCESSABLE'],
  ])('%s', async (_, send, status, code) => {
    const before = taken.length;
    expect(await codeOf(await send())).toEqual([status, code]);
    expect(taken).toHaveLength(before);
  });

  test('with each place that is wrong', async () => {
    const answer = await post(json({ meta: { ...META, transferId: null }, data: [] }));
    expect(await answer.json()).toMatchObject({
      details: { wrong: [{ place: '/meta/transferId' }, { place: '/data' }] },
    });
  });

  test('with a time to come back while the keeper is behind', async () => {
    room = false;
    const answer = await post(json(transmission()));
    room = true;
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });

  test('never with 2xx where nothing was kept', async () => {
    fate = new Error('the disk is full');
    const answer = await post(json(transmission()));
    fate = null;
    expect([answer.status, answer.headers.has('retry-after')]).toEqual([503, true]);
  });

  test('after too many guesses from one address, the right secret too until the wait is over', async () => {
    const guesses = Array.from({ length: 40 }, () => post('{}', { authorization: basic('supplier:guess') }));
    const states = new Set((await Promise.all(guesses)).map(({ status }) => status));
    expect(states).toEqual(new Set([401, 429]));
    expect((await post(json(transmission()))).status).toBe(429);
    service.time.now += 60 * 60_000;
    expect((await post(json(transmission()))).status).toBe(200);
  });
});

describe('who sends', () => {
  test.each([
    [basic('supplier:a:b'), { device: 'supplier', secret: 'a:b' }],
    ['Bearer supplier.a-secret', { device: 'supplier', secret: 'a-secret' }],
    ['bearer supplier:a-secret', { device: 'supplier', secret: 'a-secret' }],
    ['Bearer supplier', null],
    [basic(':secret'), null],
    ['Basic', null],
    [undefined, null],
  ])('%s', (header, wanted) => {
    expect(signatureOf(header)).toEqual(wanted);
  });
});

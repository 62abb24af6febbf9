/** Both adapters against one server that behaves badly: what it said is seen as it was, once, and in time. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { TARGET_LIMITS } from '../../src/influx/limits.ts';
import type { Target } from '../../src/influx/types.ts';
import { writerV1 } from '../../src/influx/v1.ts';
import { openClientV1 } from '../../src/influx/v1-client.ts';
import { writerV2 } from '../../src/influx/v2.ts';
import { openClientV2 } from '../../src/influx/v2-client.ts';
import { AT, event, reading } from './points-fixture.ts';
import { type RudeServer, startRudeServer } from './rude-server.ts';

type Writer = Pick<Target, 'write' | 'ping' | 'create'>;
const v1 = { version: 1, database: 'giulanh', username: null, password: null } as const;
const v2 = { version: 2, org: 'Sở Y tế', bucket: 'a&b', token: 'tok==' } as const;
const limits = { ...TARGET_LIMITS, writeWithinMs: 5000 };
const inAHurry = { ...TARGET_LIMITS, writeWithinMs: 150 };

const closing: (() => void)[] = [];
function openV1(url: string, within = limits, account: object = {}): Writer {
  const client = openClientV1({ ...v1, url, ...account });
  closing.push(client.close);
  return writerV1(client, within);
}
function openV2(url: string, within = limits): Writer {
  const settings = { ...v2, url };
  const client = openClientV2(settings);
  closing.push(client.close);
  return writerV2(client, settings, within);
}

describe.each([
  ['1.x', openV1],
  ['2.x', openV2],
] as const)('a server of line %s', (_, open) => {
  let server: RudeServer;
  beforeAll(async () => {
    server = await startRudeServer();
  });
  afterEach(() => {
    for (const close of closing.splice(0)) close();
    server.sent.length = 0;
  });
  afterAll(() => server.close());

  test.each([
    [204, '', {}, { kind: 'stored' }],
    [200, '<html>sign in</html>', {}, { kind: 'refused', status: 200, reason: '<html>sign in</html>' }],
    [201, '{"error":"partial write of line protocol"}', {}, { kind: 'refused', status: 201 }],
    [202, '', {}, { kind: 'refused', status: 202 }],
    [307, '', { location: 'http://elsewhere/' }, { kind: 'unavailable', code: 'INFLUX_FAILED' }],
    [
      400,
      '{"error":"partial write: dropped=1"}',
      {},
      { kind: 'refused', reason: 'partial write: dropped=1' },
    ],
    [
      400,
      '{"code":"invalid","message":"line 2"}',
      { 'content-type': 'application/json' },
      { kind: 'refused', reason: 'line 2' },
    ],
    [401, '', {}, { kind: 'unavailable', code: 'INFLUX_UNAUTHORIZED' }],
    [404, '', {}, { kind: 'unavailable', code: 'INFLUX_MISSING' }],
    [413, '', {}, { kind: 'refused', status: 413 }],
    [422, '{"message":"retention"}', {}, { kind: 'refused', status: 422, reason: 'retention' }],
    [429, '', { 'retry-after': '7' }, { kind: 'unavailable', code: 'INFLUX_OVERLOADED', retryAfterMs: 7000 }],
    [500, '{"error":"timeout"}', {}, { kind: 'unavailable', code: 'INFLUX_TIMEOUT', reason: 'timeout' }],
    [
      500,
      '{"error":"hinted handoff queue not empty"}',
      { 'content-type': 'application/json' },
      { kind: 'unavailable', code: 'INFLUX_FAILED' },
    ],
    [
      503,
      'busy',
      { 'retry-after': '2' },
      { kind: 'unavailable', code: 'INFLUX_OVERLOADED', retryAfterMs: 2000, reason: 'busy' },
    ],
  ])(
    'that answers %i %s is understood at once, asked once, and asked again when we want',
    async (status, body, headers, outcome) => {
      const console = [vi.spyOn(globalThis.console, 'warn'), vi.spyOn(globalThis.console, 'error')];
      const writer = open(server.url);
      server.manners = (response) => response.writeHead(status, headers as Record<string, string>).end(body);
      expect(await writer.write([reading(), event(1)])).toMatchObject(outcome);
      expect(await writer.write([reading()])).toMatchObject(outcome);
      expect(server.sent).toHaveLength(2);
      server.manners = (response) => response.writeHead(204).end();
      expect(await writer.write([reading()])).toEqual({ kind: 'stored' });
      for (const spy of console) expect(spy).not.toHaveBeenCalled();
    },
  );

  test.each<[string, RudeServer['manners']]>([
    ['never answers', () => {}],
    ['begins to answer and then is silent', (response) => response.writeHead(500).write('{"err')],
    [
      'says a little now and then, for ever',
      (response) => {
        response.writeHead(400);
        const talk = setInterval(() => response.write('.'), 20);
        response.once('close', () => clearInterval(talk));
      },
    ],
  ])('that %s is left when the time is over', async (__, manners) => {
    const writer = open(server.url, inAHurry);
    server.manners = manners;
    expect(await writer.write([reading()])).toMatchObject({ kind: 'unavailable', code: 'INFLUX_TIMEOUT' });
    // It went on for ever, had it not been left.
    await server.left();
    server.manners = (response) => response.writeHead(204).end();
    // In such a hurry, a busy machine may be too slow for it the first time.
    await expect.poll(() => writer.write([reading()])).toEqual({ kind: 'stored' });
  });

  test.each<[string, RudeServer['manners']]>([
    ['hangs up without a word', (response) => response.socket?.destroy()],
    ['resets the connection', (response) => response.socket?.resetAndDestroy()],
    [
      'breaks off in the middle of an answer',
      (response) => {
        response.writeHead(400, { 'content-length': '1000' }).write('{"error":"partial');
        setTimeout(() => response.socket?.destroy(), 20);
      },
    ],
    ['speaks no HTTP', (response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n')],
  ])('that %s is unreachable, and nothing is said of the points', async (__, manners) => {
    const writer = open(server.url);
    server.manners = manners;
    for (let again = 0; again < 3; again++)
      expect(await writer.write([reading()])).toMatchObject({
        kind: 'unavailable',
        code: 'INFLUX_UNREACHABLE',
      });
    expect(server.sent).toHaveLength(3);
    server.manners = (response) => response.writeHead(204).end();
    expect(await writer.write([reading()])).toEqual({ kind: 'stored' });
  });

  test('whose name nobody knows, or where nobody listens, is unreachable', async () => {
    const gone = await startRudeServer();
    await gone.close();
    for (const url of ['http://influx.invalid:8086', gone.url]) {
      expect(await open(url).write([reading()])).toMatchObject({ code: 'INFLUX_UNREACHABLE' });
      expect(await open(url).ping()).toBe(false);
    }
  });

  test('is not troubled for nothing', async () => {
    expect(await open(server.url).write([])).toEqual({ kind: 'stored' });
    expect(server.sent).toEqual([]);
  });

  test('answers a ping or does not', async () => {
    const writer = open(server.url, inAHurry);
    server.manners = (response) => response.writeHead(204).end();
    expect(await writer.ping()).toBe(true);
    expect(server.sent[0]).toMatchObject({ method: 'GET', path: '/ping' });
    server.manners = (response) => response.writeHead(503).end();
    expect(await writer.ping()).toBe(false);
    server.manners = () => {};
    expect(await writer.ping()).toBe(false);
  });

  test('gets all points of a write in one request, small or large', async () => {
    server.manners = (response) => response.writeHead(204).end();
    const writer = open(server.url);
    await writer.write([reading()]);
    await writer.write(Array.from({ length: 3000 }, (__, seq) => event(seq)));
    expect(server.sent.map(({ body }) => body.split('\n').length)).toEqual([1, 3000]);
    expect(server.sent[0]?.body).toMatch(new RegExp(`^temperature,.*unit=tu-1.* celsius=4.125 ${AT}$`));
  });
});

describe('what is sent besides the points', () => {
  let server: RudeServer;
  beforeAll(async () => {
    server = await startRudeServer();
  });
  afterEach(() => {
    for (const close of closing.splice(0)) close();
    server.sent.length = 0;
  });
  afterAll(() => server.close());

  test('1.x: the database, and an account only where there is one', async () => {
    await openV1(server.url).write([reading()]);
    await openV1(server.url, limits, { username: 'kho', password: 'a:b%"' }).write([reading()]);
    const [first, second] = server.sent;
    expect(Object.fromEntries(new URL(first?.path ?? '', server.url).searchParams)).toMatchObject({
      db: 'giulanh',
      precision: 'ms',
    });
    expect(first?.headers.authorization).toBeUndefined();
    expect(second?.headers.authorization).toBe(`Basic ${Buffer.from('kho:a:b%"').toString('base64')}`);
  });

  test('2.x: organisation, bucket and token, and compressed when it is large', async () => {
    const writer = openV2(server.url);
    await writer.write([reading()]);
    await writer.write(Array.from({ length: 100 }, (_, seq) => event(seq)));
    const [first, second] = server.sent;
    expect(Object.fromEntries(new URL(first?.path ?? '', server.url).searchParams)).toEqual({
      org: 'Sở Y tế',
      bucket: 'a&b',
      precision: 'ms',
    });
    expect(first?.headers.authorization).toBe('Token tok==');
    expect(first?.headers['content-encoding']).toBeUndefined();
    expect(second?.headers['content-encoding']).toBe('gzip');
    expect(await writer.create()).toBe(false);
  });
});

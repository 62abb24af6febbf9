import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { InfluxDB, Point } from '@influxdata/influxdb-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { poisonBy } from './stand-in/control.ts';
import { type Fault, MIXED_FAULTS, newFaults } from './stand-in/faults.ts';
import { type StandIn, startStandIn } from './stand-in/server.ts';

const NOW = Date.UTC(2026, 10, 22);
let standIn: StandIn;
beforeEach(async () => {
  standIn = await startStandIn({ token: 'secret', org: 'province', bucket: 'giulanh', clock: () => NOW });
});
afterEach(() => standIn.close());

const PATH = '/api/v2/write?org=province&bucket=giulanh&precision=ms';

type Asked = {
  path?: string;
  token?: string;
  method?: string;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

async function ask({
  path = PATH,
  token = 'Token secret',
  method = 'POST',
  body = 'm v=1 1',
  headers = {},
}: Asked = {}) {
  const answer = await fetch(standIn.url + path, {
    method,
    headers: { Authorization: token, ...headers },
    ...(method === 'POST' ? { body } : {}),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text.startsWith('{') ? JSON.parse(text) : text,
  };
}

const stored = () =>
  [...standIn.store.points('giulanh')].map(({ time, fields, writes }) => [
    Number(time),
    Object.fromEntries(fields),
    writes,
  ]);

describe('a write', () => {
  test('of good lines is stored and answered with 204 and nothing else', async () => {
    expect(await ask({ body: 'm,a=1 v=1,w=2i 1\nm,a=2 v=3 1' })).toMatchObject({ status: 204, body: '' });
    expect(stored()).toEqual([
      [1_000_000, { v: 1, w: 2n }, 1],
      [1_000_000, { v: 3 }, 1],
    ]);
  });

  test('may be packed with gzip', async () => {
    const body = new Uint8Array(gzipSync('m v=1 1'));
    expect((await ask({ body, headers: { 'Content-Encoding': 'gzip' } })).status).toBe(204);
    expect((await ask({ body: 'm v=1 1', headers: { 'Content-Encoding': 'gzip' } })).status).toBe(400);
    expect(standIn.statistics()).toMatchObject({ writes: 2, gzipped: 1, points: 1, largest: 7 });
  });

  test('of the same point again adds its fields, and the newest value wins', async () => {
    await ask({ body: 'm v=1,w=2 1' });
    await ask({ body: 'm w=3,x=4 1' });
    expect(stored()).toEqual([[1_000_000, { v: 1, w: 3, x: 4 }, 2]]);
  });

  test('with one malformed line stores nothing and names the line', async () => {
    const answer = await ask({ body: 'm v=1 1\nm v= 2\nm v=3 3' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', line: 2 } });
    expect(answer.body.message).toContain("unable to parse 'm v= 2'");
    expect(stored()).toEqual([]);
  });

  test('with a field of another type than the first time rejects that point and stores the rest', async () => {
    await ask({ body: 'm v=1 1' });
    const answer = await ask({ body: 'm v=2 2\nm v=3i 3\nm,other=series v="4" 4\nm v=5 5' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'unprocessable entity' } });
    expect(answer.body.message).toMatch(/partial write: field type conflict: input field "v".* dropped=2$/);
    expect(stored().map(([time]) => time)).toEqual([1_000_000, 2_000_000, 5_000_000]);
  });

  test('of points older than the retention rejects them', async () => {
    standIn.store.makeBucket('giulanh', 1000);
    const answer = await ask({ body: `m v=1 ${NOW - 1001}\nm v=1 ${NOW - 1000}` });
    expect(answer).toMatchObject({ status: 422 });
    expect(stored()).toHaveLength(1);
  });

  test('of a poisoned point is rejected every time, and the rest is stored', async () => {
    standIn.store.poison = poisonBy([{ tags: { device: 'd7' } }]);
    const body = 'm,device=d6 v=1 1\nm,device=d7 v=1 1';
    expect((await ask({ body })).status).toBe(422);
    expect((await ask({ body })).status).toBe(422);
    expect(stored()).toHaveLength(1);
    expect(standIn.statistics()).toMatchObject({ points: 2, rejected: 2 });
  });

  test.each([
    ['no token', { token: '' }, 401, 'unauthorized'],
    ['another token', { token: 'Token other' }, 401, 'unauthorized'],
    ['another way of saying who', { token: 'Bearer secret' }, 401, 'unauthorized'],
    ['an unknown bucket', { path: '/api/v2/write?org=province&bucket=other' }, 404, 'not found'],
    ['an unknown organisation', { path: '/api/v2/write?org=other&bucket=giulanh' }, 404, 'not found'],
    ['no organisation', { path: '/api/v2/write?bucket=giulanh' }, 400, 'invalid'],
    ['an unknown precision', { path: `${PATH}econds` }, 400, 'invalid'],
    ['an unknown parameter', { path: `${PATH}&consistency=all` }, 400, 'invalid'],
    ['no points', { body: '\n' }, 400, 'invalid'],
    ['another path', { path: '/write?db=giulanh' }, 404, 'not found'],
  ])('with %s is refused as documented', async (_name, asked, status, code) => {
    const answer = await ask(asked);
    expect(answer).toMatchObject({ status, body: { code, message: expect.any(String) } });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(stored()).toEqual([]);
  });

  test('that is too large, packed or not, is refused whole', async () => {
    standIn.maxBytes = 100;
    const body = Array.from({ length: 20 }, (_, time) => `m v=1 ${time}`).join('\n');
    expect(await ask({ body })).toMatchObject({ status: 413, body: { code: 'request too large' } });
    const packed = { body: new Uint8Array(gzipSync(body)), headers: { 'Content-Encoding': 'gzip' } };
    expect((await ask(packed)).status).toBe(413);
    expect(stored()).toEqual([]);
  });
});

describe('a fault on demand', () => {
  test.each([400, 401, 404, 413, 429, 500, 503] as const)(
    'answers %s and stores nothing, once',
    async (status) => {
      standIn.faults.queue({ kind: 'status', status });
      expect((await ask()).status).toBe(status);
      expect(stored()).toEqual([]);
      expect((await ask()).status).toBe(204);
    },
  );

  test('tells when to come again, in seconds or as a date', async () => {
    standIn.faults.queue({ kind: 'status', status: 429, retryAfter: { seconds: 7, as: 'seconds' } });
    standIn.faults.queue({ kind: 'status', status: 503, retryAfter: { seconds: 7, as: 'date' } });
    expect((await ask()).headers.get('retry-after')).toBe('7');
    const wait = Date.parse(String((await ask()).headers.get('retry-after'))) - Date.now();
    expect(wait).toBeGreaterThan(4000);
    expect(wait).toBeLessThanOrEqual(7000);
  });

  test.each([
    ['created', 201],
    ['partial', 422],
  ] as const)('%s stores a part and answers %s', async (kind, status) => {
    standIn.faults.queue({ kind });
    expect((await ask({ body: 'm v=1 1\nm v=2 2\nm v=3 3' })).status).toBe(status);
    expect(stored()).toHaveLength(2);
  });

  test('slow answers late and stores', async () => {
    standIn.faults.queue({ kind: 'slow', ms: 50 });
    const begin = performance.now();
    expect((await ask()).status).toBe(204);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(49);
  });

  test.each([
    ['before-body', 0],
    ['in-body', 0],
    ['after-storing', 1],
    ['in-answer', 1],
  ] as const)('resets the connection %s: %i points are stored', async (when, count) => {
    standIn.faults.queue({ kind: 'reset', when });
    await expect(ask()).rejects.toThrow();
    expect(stored()).toHaveLength(count);
    expect((await ask()).status).toBe(204);
    expect(standIn.statistics().answers).toMatchObject({ 0: 1, 204: 1 });
  });

  test('hangs until the client gives up', async () => {
    standIn.faults.queue({ kind: 'hang' });
    const asked = fetch(standIn.url + PATH, {
      method: 'POST',
      body: 'm v=1 1',
      headers: { Authorization: 'Token secret' },
      signal: AbortSignal.timeout(60),
    });
    await expect(asked).rejects.toThrow();
    expect(stored()).toEqual([]);
  });

  test('refuses connections for a while', async () => {
    await standIn.refuse();
    const port = Number(new URL(standIn.url).port);
    const [error] = await once(connect(port, '127.0.0.1'), 'error').catch((reason: unknown) => [reason]);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    await standIn.listen();
    expect((await ask()).status).toBe(204);
  });

  test('follows a plan: the same seed, the same faults, in the share that was asked for', () => {
    const faultsOf = (seed: number): (Fault | null)[] => {
      const faults = newFaults();
      faults.plan({ seed, share: 0.3, faults: MIXED_FAULTS });
      return Array.from({ length: 2000 }, () => faults.take());
    };
    expect(faultsOf(7)).toEqual(faultsOf(7));
    expect(faultsOf(7)).not.toEqual(faultsOf(8));
    const hit = faultsOf(7).filter((fault) => fault !== null);
    expect(hit.length / 2000).toBeCloseTo(0.3, 1);
    expect(new Set(hit)).toEqual(new Set(MIXED_FAULTS));
  });
});

test('writes that overlap are noticed', async () => {
  standIn.faults.queue({ kind: 'slow', ms: 40 });
  await ask();
  await ask();
  expect(standIn.statistics().overlap).toBe(1);
  standIn.faults.queue({ kind: 'slow', ms: 40 }, { kind: 'slow', ms: 40 });
  await Promise.all([ask(), ask()]);
  expect(standIn.statistics().overlap).toBe(2);
});

test('it is alive by ping and health', async () => {
  expect(await ask({ path: '/ping', method: 'GET' })).toMatchObject({ status: 204, body: '' });
  expect(await ask({ path: '/health', method: 'GET' })).toMatchObject({
    status: 200,
    body: { status: 'pass' },
  });
});

test('the real client library writes to it and reads back what it wrote', async () => {
  const client = new InfluxDB({ url: standIn.url, token: 'secret' });
  const api = client.getWriteApi('province', 'giulanh', 'ns', {
    maxRetries: 0,
    flushInterval: 0,
    gzipThreshold: 1,
  });
  const awkward = 'a "quoted" \\ text, = and\na second line';
  api.writePoint(
    new Point('custody')
      .tag('lot', 'A,1=2 3')
      .stringField('reason', awkward)
      .intField('seq', '9007199254740991')
      .timestamp(`${NOW}000001`),
  );
  await api.close();
  const rows = await client.getQueryApi('province').collectRows<Record<string, unknown>>(
    `from(bucket: "giulanh") |> range(start: 2026-11-22, stop: 2026-11-23)
        |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")`,
  );
  expect(rows).toEqual([
    {
      ...{ result: '_result', table: 0, _measurement: 'custody', lot: 'A,1=2 3', reason: awkward },
      ...{ seq: 9_007_199_254_740_991, _time: '2026-11-22T00:00:00.000000001Z' },
      ...{ _start: '2026-11-22T00:00:00Z', _stop: '2026-11-23T00:00:00Z' },
    },
  ]);
  expect(standIn.statistics()).toMatchObject({ gzipped: 1, queries: 1 });
});

describe('a query', () => {
  const query = (body: unknown) =>
    ask({
      path: '/api/v2/query?org=province',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });

  test('that is no Flux, or asks for what is not there, is refused with the place', async () => {
    expect(await query({ query: 'from(bucket: "giulanh") |> range(start: -1h' })).toMatchObject({
      status: 400,
      body: { code: 'invalid', message: expect.stringContaining('@1:') },
    });
    expect((await query({ query: 'from(bucket: "giulanh") |> range(start: -1h) |> nothing()' })).status).toBe(
      400,
    );
    expect((await query({ query: 'from(bucket: "other") |> range(start: -1h)' })).status).toBe(404);
    expect((await query({ query: 'x = 1', extern: {} })).status).toBe(400);
    expect((await query({ query: 'x = 1', type: 'influxql' })).status).toBe(400);
  });

  test('without a dialect has a header and no annotations, and names the result in every row', async () => {
    await ask({ body: `m v=1 ${NOW - 1000}` });
    const { body } = await query({
      query: 'from(bucket: "giulanh") |> range(start: -1h) |> keep(columns: ["_value"])',
    });
    expect(body).toBe(',result,table,_value\r\n,_result,0,1\r\n\r\n');
  });
});

test('as a process of its own it is steered over HTTP', async () => {
  const child: ChildProcess = spawn(
    process.execPath,
    [new URL('stand-in/main.ts', import.meta.url).pathname],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        GIULANH_INFLUX_TOKEN: 'secret',
        GIULANH_INFLUX_ORG: 'o',
        GIULANH_INFLUX_BUCKET: 'b',
      },
    },
  );
  try {
    if (child.stdout === null) throw new Error('no output to read the address from');
    const [line] = await once(createInterface(child.stdout), 'line');
    const { url } = JSON.parse(String(line)) as { url: string };
    const order = (body: unknown) => fetch(`${url}/_faults`, { method: 'POST', body: JSON.stringify(body) });
    const writes = async (body: string) =>
      (
        await fetch(`${url}/api/v2/write?org=o&bucket=b`, {
          method: 'POST',
          body,
          headers: { Authorization: 'Token secret' },
        })
      ).status;
    await order({
      queue: [{ kind: 'status', status: 503 }],
      poison: [{ measurement: 'm', fields: { v: '2' } }],
    });
    expect([await writes('m v=1 1'), await writes('m v=1 1\nm v=2 2'), await writes('m v=3 3')]).toEqual([
      503, 422, 204,
    ]);
    expect((await order({ queue: [], misspelt: 1 })).status).toBe(400);
    expect(await (await fetch(`${url}/_faults`)).json()).toMatchObject({ writes: 3, points: 2, rejected: 1 });
    const points = (await (await fetch(`${url}/_faults/points?bucket=b`)).text()).trim().split('\n');
    expect(points.map((point) => JSON.parse(point).time)).toEqual(['1', '3']);
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

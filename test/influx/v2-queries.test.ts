import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTarget } from '../../src/influx/target.ts';
import { InfluxError, type Point, type Target } from '../../src/influx/types.ts';
import type { Fault } from './stand-in/faults.ts';
import { type StandIn, startStandIn } from './stand-in/server.ts';

const HOUR_MS = 3_600_000;
const HOUR = Date.UTC(2026, 10, 22, 5);
const MINUTE = 60_000;
const AWKWARD = 'tủ "lạnh" \\ \u0024{bucket}\n|> drop()';

let server: StandIn;
let target: Target;
const settings = () =>
  ({ version: 2, url: server.url, token: 'secret', org: 'province', bucket: 'giulanh' }) as const;

beforeAll(async () => {
  server = await startStandIn({
    token: 'secret',
    org: 'province',
    bucket: 'giulanh',
    clock: () => HOUR + 10 * HOUR_MS,
  });
  target = openTarget(settings());
});
afterAll(async () => {
  await target.close();
  await server.close();
});
beforeEach(() => {
  server.faults.clear();
  server.queryFaults.clear();
  server.store.makeBucket('giulanh');
});

const reading = (at: number, celsius: number, tags: Record<string, string> = {}): Point => ({
  measurement: 'temperature',
  tags: { device: 'd1', probe: '1', unit: 'u1', site: 's1', ...tags },
  fields: { celsius, humidity: 40 },
  time: at,
  nanos: 0,
});

async function store(...points: readonly Point[]): Promise<void> {
  expect(await target.write(points)).toEqual({ kind: 'stored' });
}

describe('the tally of an hour', () => {
  test('counts a probe once for all places it was in and all values of one instant', async () => {
    const { site: _, ...underWay } = reading(HOUR + MINUTE, 6.001).tags;
    await store(
      reading(HOUR, 4.1),
      reading(HOUR, 4.2, { also: '1' }),
      reading(HOUR + 20 * MINUTE, -3.3, { unit: 'u2', site: 's2' }),
      { ...reading(HOUR + 30 * MINUTE, 6.001), tags: underWay },
      reading(HOUR + 40 * MINUTE, 5, { probe: '2' }),
    );
    const tallies = await target.tallies(HOUR);
    expect(tallies.toSorted((a, b) => a.probe.localeCompare(b.probe))).toEqual([
      { device: 'd1', probe: '1', hour: HOUR, count: 4, sumMilli: 11_001, minMilli: -3300, maxMilli: 6001 },
      { device: 'd1', probe: '2', hour: HOUR, count: 1, sumMilli: 5000, minMilli: 5000, maxMilli: 5000 },
    ]);
  });

  test('takes the first millisecond of the hour and not that of the next', async () => {
    await store(
      reading(HOUR - 1, 1),
      reading(HOUR, 2),
      reading(HOUR + HOUR_MS - 1, 3),
      reading(HOUR + HOUR_MS, 4),
    );
    expect(await target.tallies(HOUR)).toMatchObject([{ count: 2, sumMilli: 5000 }]);
  });

  test('does not count faults, and an hour without readings has none', async () => {
    await store({ ...reading(HOUR, 0), fields: { fault: true } });
    expect(await target.tallies(HOUR)).toEqual([]);
  });

  test('adds 3,600 thousandths exactly', async () => {
    const values = Array.from({ length: 3600 }, (_, second) => ((second * 7919) % 90_000) - 45_000);
    await store(...values.map((milli, second) => reading(HOUR + second * 1000, milli / 1000)));
    const sumMilli = values.reduce((sum, milli) => sum + milli, 0);
    expect(await target.tallies(HOUR)).toMatchObject([{ count: 3600, sumMilli }]);
  });
});

describe('single readings', () => {
  test('come in order of time with all that they are tagged with, of one unit or one device', async () => {
    await store(
      reading(HOUR + 3, 3, { unit: 'u2' }),
      reading(HOUR + 1, 1),
      reading(HOUR + 1, 1.5, { also: '1' }),
      reading(HOUR + 2, 2, { device: 'd2' }),
      reading(HOUR + 9, 9),
    );
    const range = { from: HOUR, to: HOUR + 9 };
    const of = async (more: { unit?: string; device?: string }) =>
      (await target.readings({ ...range, ...more })).map(({ at, milli }) => [at - HOUR, milli]);
    expect(await of({})).toHaveLength(4);
    expect(await of({ device: 'd1' })).toEqual(
      expect.arrayContaining([
        [1, 1000],
        [1, 1500],
        [3, 3000],
      ]),
    );
    expect((await of({ unit: 'u1' })).map(([at]) => at)).toEqual([1, 1, 2]);
    expect(await of({ unit: 'u2', device: 'd2' })).toEqual([]);
    expect(await target.readings({ ...range, unit: 'u1', device: 'd2' })).toEqual([
      { device: 'd2', probe: '1', unit: 'u1', site: 's1', also: '', at: HOUR + 2, milli: 2000 },
    ]);
  });

  test('a name from outside stays a name, whatever stands in it', async () => {
    await store(reading(HOUR, 4));
    expect(await target.readings({ from: HOUR, to: HOUR + 1, unit: AWKWARD })).toEqual([]);
    expect(
      await target.buckets({ from: HOUR, to: HOUR + 1, unit: `" or r.unit == "u1`, everyMs: 1000 }),
    ).toEqual([]);
  });

  test('a range without time is empty and not a question', async () => {
    expect(await target.readings({ from: HOUR, to: HOUR })).toEqual([]);
    expect(server.statistics().queries).toBeGreaterThan(0);
  });
});

describe('a curve of a long time', () => {
  test('is cut by the database into pieces that begin with the epoch, over all series of the unit', async () => {
    await store(
      reading(HOUR + 1 * MINUTE, 2),
      reading(HOUR + 2 * MINUTE, 4, { device: 'd2' }),
      reading(HOUR + 3 * MINUTE, 9, { device: 'd2' }),
      reading(HOUR + 21 * MINUTE, -1),
      reading(HOUR + 22 * MINUTE, 50, { unit: 'u2' }),
    );
    // The range begins within a piece: that piece is still named by its own beginning.
    const range = { from: HOUR + MINUTE, to: HOUR + HOUR_MS, unit: 'u1', everyMs: 10 * MINUTE };
    expect(await target.buckets(range)).toEqual([
      { at: HOUR, min: 2, max: 9, mean: 5, count: 3 },
      { at: HOUR + 20 * MINUTE, min: -1, max: -1, mean: -1, count: 1 },
    ]);
  });

  test('pieces of less than a second are not asked for', async () => {
    await expect(target.buckets({ from: 0, to: 1, unit: 'u1', everyMs: 999 })).rejects.toThrow(RangeError);
  });
});

const custody = (seq: number, event: string): Point => ({
  measurement: 'custody',
  tags: { type: 'parcel.moved', page: String(Math.floor(seq / 1_000_000)) },
  fields: {
    event,
    seq,
    hash: `h${seq}`,
    parcel: 'p',
    from: '',
    to: '',
    by: '',
    reason: AWKWARD,
    doses: 0,
    recorded: HOUR,
  },
  time: HOUR,
  nanos: seq % 1_000_000,
});

test('events of the ledger come by their numbers, also across a million', async () => {
  await store(custody(1_000_001, 'd'), custody(999_999, 'b'), custody(999_998, 'a'), custody(1_000_000, 'c'));
  expect(await target.events(999_999, 1_000_000)).toEqual([
    { event: 'b', seq: 999_999, hash: 'h999999' },
    { event: 'c', seq: 1_000_000, hash: 'h1000000' },
  ]);
  expect((await target.events(0, 2_000_000)).map(({ event }) => event)).toEqual(['a', 'b', 'c', 'd']);
  expect(await target.events(5, 4)).toEqual([]);
});

test('excursions come by their first known start; an open one has no end', async () => {
  const excursion = (
    number: number,
    time: number,
    fields: Record<string, number | boolean | string>,
  ): Point => ({
    measurement: 'excursion',
    tags: { subject: 'unit', unit: `u${number}`, rule: 'above', page: '0' },
    fields: {
      id: `e${number}`,
      present: true,
      open: false,
      start: time,
      end: time + 5,
      peak: 9.5,
      ...fields,
    },
    time,
    nanos: number,
  });
  await store(
    excursion(3, HOUR + 2, { open: true, end: 0 }),
    excursion(1, HOUR + 1, { present: false, start: HOUR - 7 }),
    excursion(2, HOUR + 9, {}),
  );
  expect(await target.excursions({ from: HOUR, to: HOUR + 9 })).toEqual([
    { id: 'e1', present: false, start: HOUR - 7, end: HOUR + 6 },
    { id: 'e3', present: true, start: HOUR + 2, end: null },
  ]);
});

describe('a question that fails says why', () => {
  const faults: readonly (readonly [string, Fault, InfluxError['code']])[] = [
    ['refused', { kind: 'status', status: 400 }, 'INFLUX_QUERY_REFUSED'],
    ['without a right', { kind: 'status', status: 401 }, 'INFLUX_UNAUTHORIZED'],
    ['no such bucket', { kind: 'status', status: 404 }, 'INFLUX_MISSING'],
    ['too many', { kind: 'status', status: 429 }, 'INFLUX_OVERLOADED'],
    ['a failure of the server', { kind: 'status', status: 500 }, 'INFLUX_FAILED'],
    ['unavailable', { kind: 'status', status: 503 }, 'INFLUX_OVERLOADED'],
    ['an answer that breaks off', { kind: 'reset', when: 'in-answer' }, 'INFLUX_UNREACHABLE'],
  ];
  test.each(faults)('%s', async (_name, fault, code) => {
    await store(reading(HOUR, 4));
    server.queryFaults.queue(fault);
    const failed = await target.tallies(HOUR).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(InfluxError);
    expect(failed).toMatchObject({ code });
    expect(await target.tallies(HOUR)).toHaveLength(1);
  });

  test.each([
    [
      'an error that comes after the answer began',
      'text/csv',
      '#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n,error,reference\r\n,too many series,897\r\n',
    ],
    ['a page for people', 'text/html', '<html>Login</html>'],
  ])('%s, under 200', async (_name, type, body) => {
    const other = createServer((_request, response) =>
      response.writeHead(200, { 'Content-Type': type }).end(body),
    );
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const misled = openTarget({ ...settings(), url: `http://127.0.0.1:${port}` });
    await expect(misled.tallies(HOUR)).rejects.toMatchObject({ code: 'INFLUX_QUERY_REFUSED' });
    await misled.close();
    other.close();
  });

  test('no answer', async () => {
    const impatient = openTarget(settings(), { readWithinMs: 100 });
    server.queryFaults.queue({ kind: 'hang' });
    await expect(impatient.tallies(HOUR)).rejects.toMatchObject({ code: 'INFLUX_TIMEOUT' });
    await impatient.close();
  });

  test('a bucket, an organisation or a token that the server does not know, and a port where nobody listens', async () => {
    const codeOf = async (change: Partial<Record<'url' | 'token' | 'org' | 'bucket', string>>) => {
      const other = openTarget({ ...settings(), ...change });
      const failed = await other.tallies(HOUR).catch((error: unknown) => error);
      await other.close();
      return failed instanceof InfluxError ? failed.code : failed;
    };
    expect(await codeOf({ bucket: 'other' })).toBe('INFLUX_MISSING');
    expect(await codeOf({ org: 'other' })).toBe('INFLUX_MISSING');
    expect(await codeOf({ token: 'other' })).toBe('INFLUX_UNAUTHORIZED');
    expect(await codeOf({ url: 'http://127.0.0.1:1' })).toBe('INFLUX_UNREACHABLE');
  });
});

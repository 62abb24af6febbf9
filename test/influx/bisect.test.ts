import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bisection, FAILURES_MOST, type Server } from '../../src/influx/bisect.ts';
import type { Point, Trouble, WriteResult } from '../../src/influx/types.ts';

const points = (n: number): Point[] =>
  Array.from({ length: n }, (_, i) => ({
    measurement: 'temperature',
    tags: { device: `d${i}` },
    fields: { celsius: 4 },
    time: i,
    nanos: 0,
  }));

const STORED: WriteResult = { kind: 'stored' };
const refused = (status: number): WriteResult => ({ kind: 'refused', status, reason: 'no' });
const trouble = (code: Trouble): WriteResult => ({
  kind: 'unavailable',
  code,
  reason: 'down',
  retryAfterMs: null,
});

/** A server that keeps what it stores, and answers each write by `judge`. */
function serverThat(judge: (batch: readonly Point[], request: number) => WriteResult) {
  const stored = new Set<number>();
  const seen = { requests: 0, controls: 0, inFlight: 0, most: 0 };
  let control: WriteResult = STORED;
  const server: Server = {
    write: async (batch) => {
      seen.most = Math.max(seen.most, ++seen.inFlight);
      await null;
      seen.inFlight--;
      const result = judge(batch, seen.requests++);
      if (result.kind === 'stored') for (const p of batch) stored.add(p.time);
      return result;
    },
    control: async () => {
      seen.controls++;
      return control;
    },
  };
  return {
    server,
    stored,
    seen,
    controlAnswers: (result: WriteResult) => {
      control = result;
    },
  };
}

const go = () => false;
const timesOf = (search: Bisection) => search.setAside.map((s) => s.point.time);
const refuses = (bad: ReadonlySet<number>) => (batch: readonly Point[]) =>
  batch.some((p) => bad.has(p.time)) ? refused(400) : STORED;

test('a batch that is taken costs one request', async () => {
  const { server, seen } = serverThat(() => STORED);
  const search = new Bisection(points(5000));
  expect(await search.run(server, go)).toBeNull();
  expect(search.setAside).toEqual([]);
  expect(seen).toMatchObject({ requests: 1, controls: 0 });
});

test('the one bad point of 5000 is found with 25 requests and set aside with the words of the server', async () => {
  const { server, stored, seen } = serverThat(refuses(new Set([1234])));
  const search = new Bisection(points(5000));
  expect(await search.run(server, go)).toBeNull();
  expect(search.setAside).toEqual([{ point: points(5000)[1234], reason: '400: no' }]);
  expect(stored.size).toBe(4999);
  expect(seen.requests).toBeLessThanOrEqual(27);
});

test('whichever points are bad, they alone are set aside, in order, one request at a time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .integer({ min: 1, max: 300 })
        .chain((n) => fc.tuple(fc.constant(n), fc.uniqueArray(fc.nat(n - 1), { maxLength: 6 }))),
      async ([n, bad]) => {
        const { server, stored, seen } = serverThat(refuses(new Set(bad)));
        const search = new Bisection(points(n));
        expect(await search.run(server, go)).toBeNull();
        expect(timesOf(search)).toEqual(bad.toSorted((a, b) => a - b));
        expect(stored.size).toBe(n - bad.length);
        expect(seen.most).toBe(1);
        expect(seen.requests).toBeLessThanOrEqual(1 + 2 * bad.length * Math.ceil(Math.log2(n) + 1));
      },
    ),
    { numRuns: 100 },
  );
});

test('a batch that is too large is sent in halves until it fits', async () => {
  const { server, stored } = serverThat((batch) => (batch.length > 700 ? refused(413) : STORED));
  const search = new Bisection(points(5000));
  expect(await search.run(server, go)).toBeNull();
  expect(stored.size).toBe(5000);
  expect(search.setAside).toEqual([]);
});

test('a search that an outage interrupts goes on where it was, and loses nothing', async () => {
  const bad = new Set([3, 77, 78, 500]);
  const { server, stored, seen } = serverThat((batch, request) =>
    request % 3 === 2 ? trouble('INFLUX_UNREACHABLE') : refuses(bad)(batch),
  );
  const search = new Bisection(points(1000));
  let rounds = 1;
  for (let why = await search.run(server, go); why !== null; why = await search.run(server, go)) {
    expect(why.code).toBe('INFLUX_UNREACHABLE');
    rounds++;
  }
  expect(timesOf(search)).toEqual([3, 77, 78, 500]);
  expect(stored.size).toBe(996);
  expect(rounds).toBeGreaterThan(10);
  expect(seen.requests).toBeLessThan(200);
});

test.each(['INFLUX_OVERLOADED', 'INFLUX_UNAUTHORIZED', 'INFLUX_MISSING'] as const)(
  'however often a server says %s, no point is held to be the cause',
  async (code) => {
    const { server, seen } = serverThat(() => trouble(code));
    const search = new Bisection(points(1));
    for (let i = 0; i < 50; i++) expect(await search.run(server, go)).toMatchObject({ code });
    expect(search.setAside).toEqual([]);
    expect(seen.controls).toBe(0);
  },
);

test.each(['INFLUX_FAILED', 'INFLUX_TIMEOUT', 'INFLUX_UNREACHABLE'] as const)(
  'a point that gives %s whenever it is sent is found and set aside after five times alone',
  async (code) => {
    let alone = 0;
    const { server, stored } = serverThat((batch) => {
      if (!batch.some((p) => p.time === 321)) return STORED;
      if (batch.length === 1) alone++;
      return trouble(code);
    });
    const search = new Bisection(points(1000));
    let waits = 0;
    while ((await search.run(server, go)) !== null) waits++;
    expect(search.setAside).toEqual([{ point: points(1000)[321], reason: `${code}: down` }]);
    expect(stored.size).toBe(999);
    expect(alone).toBe(FAILURES_MOST);
    expect(waits).toBe(2 * (FAILURES_MOST - 1));
  },
);

test('a server that fails whatever it is sent has no point set aside', async () => {
  const { server, controlAnswers } = serverThat(() => trouble('INFLUX_FAILED'));
  controlAnswers(trouble('INFLUX_FAILED'));
  const search = new Bisection(points(10));
  for (let i = 0; i < 100; i++) expect(await search.run(server, go)).not.toBeNull();
  expect(search.setAside).toEqual([]);
});

test('a server that refuses whatever it is sent has no point set aside, and is soon left in peace', async () => {
  const { server, seen, controlAnswers } = serverThat(() => refused(405));
  controlAnswers(refused(405));
  const search = new Bisection(points(5000));
  expect(await search.run(server, go)).toMatchObject({ kind: 'unavailable', code: 'INFLUX_FAILED' });
  expect(search.setAside).toEqual([]);
  expect(seen.requests).toBeLessThan(40);
});

test('after such a server is put right, the same batch is stored whole', async () => {
  let right = false;
  const { server, stored, controlAnswers } = serverThat(() => (right ? STORED : refused(405)));
  controlAnswers(refused(405));
  const search = new Bisection(points(5000));
  expect(await search.run(server, go)).not.toBeNull();
  right = true;
  expect(await search.run(server, go)).toBeNull();
  expect(stored.size).toBe(5000);
  expect(search.setAside).toEqual([]);
});

test('a batch of nothing but bad points is set aside, because the server stores the control', async () => {
  const { server, seen } = serverThat(() => refused(422));
  const search = new Bisection(points(100));
  expect(await search.run(server, go)).toBeNull();
  expect(timesOf(search)).toEqual(points(100).map((p) => p.time));
  expect(seen.controls).toBe(1);
});

test('a search that is stopped asks the server nothing more', async () => {
  const { server, seen } = serverThat(() => refused(400));
  expect(await new Bisection(points(100)).run(server, () => seen.requests >= 3)).not.toBeNull();
  expect(seen.requests).toBe(3);
});

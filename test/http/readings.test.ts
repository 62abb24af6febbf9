/** The edge joins what the store and the copy tell. Keeper and copy are twins that hold one known series: minute m is m milli-degrees. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readingsSchema } from '../../src/http/view-schemas.ts';
import { placeOf, stepOf } from '../../src/influx/history.ts';
import type { BucketsRequest, HistoryReader, ReadingsRequest } from '../../src/influx/history-reader.ts';
import { InfluxError, type StoredBucket, type StoredReading } from '../../src/influx/types.ts';
import { buckets, readingsPage } from '../../src/keeper/charts.ts';
import type { Answer, Query } from '../../src/keeper/protocol.ts';
import type { BucketView, ReadingView, SourceView } from '../../src/keeper/views.ts';
import { type Service, START, startService } from './service.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Between two readings. */
const EVERY = 20 * MINUTE;
const HORIZON = stepOf(START - 450 * DAY, EVERY) + 10 * MINUTE;

const series = (from: number, to: number) => {
  const found: { at: number; milli: number; probe: string }[] = [];
  for (let at = Math.ceil(from / EVERY) * EVERY; at < to; at += EVERY)
    found.push({ at, milli: (at / EVERY) % 10_000, probe: '1' });
  return found;
};

class HistoryTwin implements HistoryReader {
  readonly requests: (BucketsRequest | ReadingsRequest)[] = [];
  fault: Error | null = null;

  read(request: BucketsRequest): Promise<StoredBucket[]>;
  read(request: ReadingsRequest): Promise<StoredReading[]>;
  async read(request: BucketsRequest | ReadingsRequest): Promise<StoredBucket[] | StoredReading[]> {
    this.requests.push(request);
    if (this.fault !== null) throw this.fault;
    const points = series(request.from, request.to);
    if (request.kind === 'buckets')
      return buckets(points, request.everyMs / 1000).map((b) => ({ ...b, at: Date.parse(b.at) }));
    return points.map((p) => ({ ...p, device: 'do-1', unit: request.unit, site: 'kho', also: '' }));
  }
}

/** What the keeper would answer: it holds everything, and knows its horizon. */
function kept(query: Query): Answer | null {
  if (query.type !== 'readings' || query.unit !== 'tu-kho') return null;
  const points = series(query.from, query.to);
  const { every } = query;
  const horizon = new Date(every === undefined ? HORIZON : stepOf(HORIZON, every * 1000)).toISOString();
  if (every !== undefined) return { ok: true, value: { items: buckets(points, every), next: null, horizon } };
  return { ok: true, value: { ...readingsPage(points, placeOf(query.cursor, query.from), query), horizon } };
}

let service: Service;
let token: string;
const history = new HistoryTwin();
let withCopy: Service;
let tokenWithCopy: string;
beforeAll(async () => {
  service = await startService();
  withCopy = await startService({ history: () => history });
  for (const { keeper } of [service, withCopy]) {
    const ask = keeper.ask.bind(keeper);
    keeper.ask = async (actor, query) => {
      const answer = await ask(actor, query);
      return answer.ok ? (kept(query) ?? answer) : answer;
    };
  }
  token = await service.tokenOf('thukho');
  tokenWithCopy = await withCopy.tokenOf('thukho');
});
afterAll(() => Promise.all([service.edge.close(), withCopy.edge.close()]));
beforeEach(() => {
  history.requests.length = 0;
  history.fault = null;
  withCopy.keeper.queries.length = 0;
});

type Told<T> = { items: T[]; next: string | null; sources: SourceView[] };
const iso = (at: number) => new Date(at).toISOString();
const path = (from: number, to: number, more = '') =>
  `/units/tu-kho/readings?from=${iso(from)}&to=${iso(to)}${more}`;
async function read<T>(from: number, to: number, more = '', isWithCopy = true): Promise<Told<T>> {
  const { status, json } = await (isWithCopy ? withCopy : service).call(path(from, to, more), {
    token: isWithCopy ? tokenWithCopy : token,
  });
  expect(status).toBe(200);
  expect(readingsSchema.safeParse(json).error).toBeUndefined();
  return json as Told<T>;
}
const store = (from: number, to: number) => ({ source: 'store', from: iso(from), to: iso(to) });
const copy = (from: number, to: number) => ({ source: 'influxdb', from: iso(from), to: iso(to) });

describe('a chart', () => {
  test('of the last year never asks the copy, however long a vaccine was there', async () => {
    const { sources } = await read<BucketView>(START - 365 * DAY, START, '&every=86400');
    expect(sources).toEqual([store(START - 365 * DAY, START)]);
    expect(history.requests).toEqual([]);
  });

  test('is read from the keeper two weeks at a time, so that devices come in between', async () => {
    await read<BucketView>(START - 365 * DAY, START, '&every=86400');
    const asked = withCopy.keeper.queries.map(({ query }) => query as Extract<Query, { type: 'readings' }>);
    expect(asked).toHaveLength(27);
    for (const { from, to } of asked) expect(to - from).toBeLessThanOrEqual(14 * DAY);
  });

  const steps: [what: string, every: number, from: number, to: number][] = [
    ['across the horizon', 3600, HORIZON - 5 * DAY, HORIZON + 5 * DAY],
    ['in steps that do not divide the horizon', 7 * 3600, HORIZON - 5 * DAY + 1, HORIZON + 5 * DAY + 1],
    ['in one step that holds the horizon', 20 * 86_400, HORIZON - 5 * DAY, HORIZON + 5 * DAY],
    ['that ends at the horizon', 3600, HORIZON - DAY, HORIZON],
    ['that begins at the horizon', 3600, HORIZON, HORIZON + DAY],
    ['all before the horizon', 3600, HORIZON - 3 * DAY, HORIZON - 2 * DAY],
  ];
  test.each(steps)('%s tells every step once, as one source alone would', async (_, every, from, to) => {
    const { items, next, sources } = await read<BucketView>(from, to, `&every=${every}`);
    expect(items).toEqual(buckets(series(from, to), every));
    expect(next).toBeNull();
    const border = Math.min(Math.max(stepOf(HORIZON, every * 1000), from), to);
    expect(sources).toEqual([
      ...(from < border ? [copy(from, border)] : []),
      ...(border < to ? [store(border, to)] : []),
    ]);
  });

  test('says that InfluxDB failed, why, and shows what the store still holds', async () => {
    history.fault = new InfluxError('INFLUX_TIMEOUT', 'no answer within 10 s');
    const [from, to] = [HORIZON - 3 * DAY, HORIZON + 3 * DAY];
    const { items, sources } = await read<BucketView>(from, to, '&every=3600');
    expect(items).toEqual(buckets(series(from, to), 3600));
    const border = stepOf(HORIZON, HOUR);
    expect(sources).toEqual([{ ...copy(from, border), error: 'INFLUX_TIMEOUT' }, store(from, to)]);
  });

  test('says so also when the copy breaks in a way nobody foresaw', async () => {
    history.fault = new Error('what is this');
    const { sources } = await read<BucketView>(HORIZON - DAY, HORIZON, '&every=3600');
    expect(sources[0]?.error).toBe('INFLUX_FAILED');
  });

  test('without a copy is the store’s alone, from its beginning', async () => {
    const [from, to] = [HORIZON - 3 * DAY, HORIZON + 3 * DAY];
    const { items, sources } = await read<BucketView>(from, to, '&every=3600', false);
    expect(items).toEqual(buckets(series(from, to), 3600));
    expect(sources).toEqual([store(from, to)]);
  });
});

describe('single readings', () => {
  const all = async (from: number, to: number, limit: number) => {
    const seen: ReadingView[] = [];
    const told: SourceView[][] = [];
    let cursor = '';
    for (let pages = 0; pages < 500; pages++) {
      const page = await read<ReadingView>(from, to, `&limit=${limit}${cursor}`);
      seen.push(...page.items);
      told.push(page.sources);
      if (page.next === null) return { seen, told };
      cursor = `&cursor=${page.next}`;
    }
    throw new Error('the pages have no end');
  };

  test.each([1, 5, 6, 100, 1000])('over the horizon are paged by one cursor, %i a page', async (limit) => {
    const [from, to] = [HORIZON - 2 * HOUR, HORIZON + 2 * HOUR];
    const { seen, told } = await all(from, to, limit);
    expect(seen.map(({ at, celsius }) => [Date.parse(at), Math.round(celsius * 1000)])).toEqual(
      series(from, to).map(({ at, milli }) => [at, milli]),
    );
    for (const sources of told) expect(sources).toEqual([copy(from, HORIZON), store(HORIZON, to)]);
  });

  test('of the copy are fetched a day at first, and no further than the page needs', async () => {
    await read<ReadingView>(HORIZON - 31 * DAY, HORIZON, '&limit=50');
    expect(history.requests.map(({ from, to }) => (to - from) / DAY)).toEqual([1]);
  });

  test('of a copy that fails between two pages go on from the store at the same place', async () => {
    const [from, to] = [HORIZON - 2 * HOUR, HORIZON + 2 * HOUR];
    const first = await read<ReadingView>(from, to, '&limit=3');
    history.fault = new InfluxError('INFLUX_UNREACHABLE', 'down');
    const rest = await read<ReadingView>(from, to, `&limit=100&cursor=${first.next}`);
    expect([...first.items, ...rest.items]).toHaveLength(series(from, to).length);
    expect(rest.sources[0]).toMatchObject({ source: 'influxdb', error: 'INFLUX_UNREACHABLE' });
  });

  test('of more than 31 days before the horizon need steps, and so do more than 10,000 steps', async () => {
    const refused = async (from: number, more: string) => {
      const { status, json } = await withCopy.call(path(from, HORIZON, more), { token: tokenWithCopy });
      return { status, code: (json as { code: string }).code };
    };
    const TOO_LONG = { status: 400, code: 'RANGE_TOO_LONG' };
    expect(await refused(HORIZON - 31 * DAY - 1, '')).toEqual(TOO_LONG);
    expect(await refused(HORIZON - 31 * DAY, '&every=60')).toEqual(TOO_LONG);
    expect(history.requests).toEqual([]);
  });
});

describe('who may not look', () => {
  test('is refused by the keeper before the copy is asked', async () => {
    const stranger = await withCopy.tokenOf('tiem-b');
    withCopy.keeper.ask = async () => ({
      ok: false,
      refusal: { code: 'FORBIDDEN_PLACE', message: 'Cannot see tu-kho' },
    });
    const { status } = await withCopy.call(path(HORIZON - DAY, HORIZON), { token: stranger });
    expect(status).toBe(403);
    expect(history.requests).toEqual([]);
  });
});

/**
 * What was measured in a unit, from the store and, before the unit's horizon, from the copy in InfluxDB. The keeper
 * checks role and place before the copy is asked. A copy that fails leaves the store to tell what it still holds.
 */

import {
  BUCKETS_MOST,
  cursorOf,
  divided,
  growingPieces,
  isTooLong,
  joined,
  type Place,
  pageOf,
  piecesOf,
  placeOf,
  SINGLE_READINGS_MOST,
} from '../influx/history.ts';
import type { BucketsRequest, HistoryReader } from '../influx/history-reader.ts';
import type { Range, StoredReading } from '../influx/types.ts';
import { RETENTION } from '../keeper/horizon.ts';
import type { Query } from '../keeper/protocol.ts';
import type { BucketView, Paged, ReadingsView, ReadingView, SourceView } from '../keeper/views.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { httpProblem } from './problem.ts';

/** The keeper reads no more than this in one turn, some 10 to 30 ms, so that readings of devices come in between. */
const TURN_MOST: DurationMs = 14 * 86_400_000;
const LIMIT_DEFAULT = 100;

export type ReadingsQuery = Omit<Extract<Query, { type: 'readings' }>, 'type'>;
export type Parts = {
  /** Asks the keeper as the person who asks; throws what is refused. */
  readonly ask: (query: Query) => Promise<unknown>;
  readonly history: HistoryReader | null;
  readonly now: UtcMs;
};

export async function readBack(parts: Parts, query: ReadingsQuery): Promise<ReadingsView> {
  const whole = { from: query.from, to: query.to };
  // The copy holds only what has a time.
  if (query.clock !== undefined) return fromStore(parts, { ...query, every: undefined }, whole);
  const horizon = await horizonFor(parts, query);
  const { older, newer } = horizon === null ? { older: null, newer: whole } : divided(whole, horizon);
  if (older === null || parts.history === null) return fromStore(parts, query, whole);
  const everyMs = query.every === undefined ? null : query.every * 1000;
  if (isTooLong(older, everyMs)) throw tooLong(everyMs);
  try {
    const answer =
      everyMs === null
        ? await singles(parts, parts.history, query, older, newer)
        : await steps(parts, parts.history, query, { ...older, everyMs }, newer);
    return { ...answer, sources: [source('influxdb', older), ...(newer ? [source('store', newer)] : [])] };
  } catch (error) {
    const code = copyFailure(error);
    if (code === null) throw error;
    const { sources, ...answer } = await fromStore(parts, query, whole);
    return { ...answer, sources: [{ ...source('influxdb', older), error: code }, ...sources] };
  }
}

/** Null: nothing asked for can lie before it. An empty range costs the keeper nothing and shows who may ask. */
async function horizonFor({ ask, history, now }: Parts, query: ReadingsQuery): Promise<UtcMs | null> {
  if (history === null || query.from >= now - RETENTION) return null;
  const { unit, to, every } = query;
  const { horizon } = (await ask({ type: 'readings', unit, from: to, to, every })) as { horizon: string };
  return Date.parse(horizon);
}

async function fromStore(parts: Parts, query: ReadingsQuery, range: Range): Promise<ReadingsView> {
  const sources = [source('store', range)];
  if (query.every !== undefined) {
    const items = await stepsFromStore(parts, query, query.every, range);
    return { items, next: null, sources };
  }
  const { items, next } = (await parts.ask({ type: 'readings', ...query })) as Paged<ReadingView>;
  return { items, next, sources };
}

async function stepsFromStore(
  { ask }: Parts,
  query: ReadingsQuery,
  every: number,
  range: Range,
): Promise<BucketView[]> {
  const items: BucketView[] = [];
  for (const piece of piecesOf(range, TURN_MOST, every * 1000)) {
    const answer = (await ask({ type: 'readings', ...query, ...piece })) as Paged<BucketView>;
    items.push(...answer.items);
  }
  return items;
}

async function steps(
  parts: Parts,
  history: HistoryReader,
  query: ReadingsQuery,
  older: Omit<BucketsRequest, 'kind' | 'unit'>,
  newer: Range | null,
): Promise<Paged<BucketView>> {
  const before = await asked(history.read({ kind: 'buckets', unit: query.unit, ...older }));
  const after = newer ? await stepsFromStore(parts, query, older.everyMs / 1000, newer) : [];
  return { items: joined(before, after), next: null };
}

async function singles(
  { ask }: Parts,
  history: HistoryReader,
  query: ReadingsQuery,
  older: Range,
  newer: Range | null,
): Promise<Paged<ReadingView>> {
  const { unit, cursor, limit = LIMIT_DEFAULT } = query;
  const place = placeOf(cursor, older.from);
  if (place.at >= older.to) return (await ask({ type: 'readings', ...query })) as Paged<ReadingView>;
  const found: StoredReading[] = [];
  for (const piece of growingPieces({ from: place.at, to: older.to })) {
    for (const reading of await asked(history.read({ kind: 'readings', unit, ...piece })))
      found.push(reading);
    if (found.length > place.skip + limit) break;
  }
  const page = pageOf(found, place, limit);
  const afterHorizon: Place | null = newer && { at: newer.from, skip: 0 };
  if (page.next !== null || afterHorizon === null || page.items.length === limit) {
    const next = page.next ?? afterHorizon;
    return { items: page.items, next: next && cursorOf(next) };
  }
  const rest = { ...query, from: afterHorizon.at, limit: limit - page.items.length, cursor: undefined };
  const { items, next } = (await ask({ type: 'readings', ...rest })) as Paged<ReadingView>;
  return { items: [...page.items, ...items], next };
}

const source = (name: SourceView['source'], { from, to }: Range): SourceView => ({
  source: name,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** What the copy could not answer, apart from what the keeper refuses. */
class CopyFailure extends Error {
  readonly code: string;
  constructor(cause: unknown) {
    super('InfluxDB did not answer', { cause });
    this.code =
      cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
        ? cause.code
        : 'INFLUX_FAILED';
  }
}
const asked = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    throw new CopyFailure(error);
  });
const copyFailure = (error: unknown): string | null => (error instanceof CopyFailure ? error.code : null);

function tooLong(everyMs: DurationMs | null) {
  const most =
    everyMs === null
      ? `${SINGLE_READINGS_MOST / 86_400_000} days of single readings`
      : `${BUCKETS_MOST} steps of ${everyMs / 1000} s`;
  return httpProblem(
    'RANGE_TOO_LONG',
    `Cannot read so much from before the horizon: at most ${most}; take a longer \`every\``,
  );
}

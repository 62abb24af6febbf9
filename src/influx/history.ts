/**
 * How a chart's range is divided between the store and the copy in InfluxDB, and how the two parts become one answer.
 * Pure. Everything before a unit's horizon is the copy's, everything from it on the store's own.
 */
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Range, StoredBucket, StoredReading } from './types.ts';

const DAY = 86_400_000;
/** Single readings of more days than this, before the horizon, are asked for in steps (`every`) only. */
export const SINGLE_READINGS_MOST: DurationMs = 31 * DAY;
/** Steps before the horizon in one answer: an hour each for more than a year. */
export const BUCKETS_MOST = 10_000;

/** The parts of a range on either side of the horizon; null where there is none. */
export type Divided = { readonly older: Range | null; readonly newer: Range | null };

export function divided({ from, to }: Range, horizon: UtcMs): Divided {
  const border = Math.min(Math.max(horizon, from), to);
  return {
    older: from < border ? { from, to: border } : null,
    newer: border < to ? { from: border, to } : null,
  };
}

/** The beginning of the step that holds `at`; steps are aligned to the epoch in both sources. */
export const stepOf = (at: UtcMs, everyMs: DurationMs): UtcMs => Math.floor(at / everyMs) * everyMs;

/** Is the older part more than one answer may hold? `everyMs` null: single readings. */
export function isTooLong({ from, to }: Range, everyMs: DurationMs | null): boolean {
  if (everyMs === null) return to - from > SINGLE_READINGS_MOST;
  return (to - stepOf(from, everyMs)) / everyMs > BUCKETS_MOST;
}

/** `range` in pieces that begin on a whole step, each `longest` at most (or one step, where that is longer). */
export function piecesOf(range: Range, longest: DurationMs, everyMs: DurationMs): Range[] {
  const length = Math.max(1, Math.floor(longest / everyMs)) * everyMs;
  const pieces: Range[] = [];
  for (let from = range.from; from < range.to; ) {
    const to = Math.min(range.to, stepOf(from, everyMs) + length);
    pieces.push({ from, to });
    from = to;
  }
  return pieces;
}

/** Older buckets first, then the newer ones; one that both tell is the store's. */
export function joined<T extends { readonly at: string }>(
  older: readonly StoredBucket[],
  newer: readonly T[],
): (T | BucketOfCopy)[] {
  const begin = newer[0] === undefined ? Number.POSITIVE_INFINITY : Date.parse(newer[0].at);
  return [...older.filter((b) => b.at < begin).map(showBucket), ...newer];
}

export type BucketOfCopy = { at: string; min: number; max: number; mean: number; count: number };
const showBucket = ({ at, min, max, mean, count }: StoredBucket): BucketOfCopy => ({
  at: iso(at),
  min: thousandths(min),
  max: thousandths(max),
  mean: thousandths(mean),
  count,
});

/** Where a page of single readings begins: a time, and how many readings of that very instant were shown before. */
export type Place = { readonly at: UtcMs; readonly skip: number };

/** A cursor is `<ms>.<skip>`, the same in both sources. What is no cursor begins at the beginning. */
export function placeOf(cursor: string | undefined, from: UtcMs): Place {
  const [, at, skip] = /^(-?\d{1,16})\.(\d{1,9})$/.exec(cursor ?? '') ?? [];
  return at === undefined || Number(at) < from
    ? { at: from, skip: 0 }
    : { at: Number(at), skip: Number(skip) };
}
export const cursorOf = ({ at, skip }: Place): string => `${at}.${skip}`;

/** Pieces to fetch one after the other until a page is full: one day, then twice as long each. */
export function growingPieces(range: Range): Range[] {
  const pieces: Range[] = [];
  let length = DAY;
  for (let { from } = range; from < range.to; length *= 2) {
    const to = Math.min(range.to, from + length);
    pieces.push({ from, to });
    from = to;
  }
  return pieces;
}

export type ReadingOfCopy = { at: string; celsius: number; probe: string };
/** One page of the copy's readings, which begin at `place.at` at the earliest; `next` null: these were all. */
export function pageOf(
  readings: readonly StoredReading[],
  place: Place,
  limit: number,
): { items: ReadingOfCopy[]; next: Place | null } {
  const ordered = readings.toSorted(
    (a, b) => a.at - b.at || order(a.device, b.device) || order(a.probe, b.probe) || order(a.also, b.also),
  );
  const begin = ordered.findIndex((r) => r.at >= place.at);
  const from = begin < 0 ? ordered.length : begin + (ordered[begin]?.at === place.at ? place.skip : 0);
  const items = ordered
    .slice(from, from + limit)
    .map((r) => ({ at: iso(r.at), celsius: r.milli / 1000, probe: r.probe }));
  const after = ordered[from + limit];
  if (after === undefined) return { items, next: null };
  const skip = from + limit - ordered.findIndex((r) => r.at === after.at);
  return { items, next: { at: after.at, skip } };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const iso = (at: UtcMs): string => new Date(at).toISOString();
/**
 * The engine's own resolution; a mean has more digits than any sensor. The small addend makes a mean that lies half-way
 * the same from both sources, whatever the order in which each of them added up.
 */
export const thousandths = (celsius: number): number => Math.round(celsius * 1000 + 1e-6) / 1000;

/** A unit's readings of a time range: each one, or in buckets that keep min and max, so that a short peak never disappears. */
import { cursorOf, type Place, thousandths } from '../influx/history.ts';
import type { UtcMs } from '../thermal/types.ts';
import { limitOf } from './pages.ts';
import type { Page } from './protocol.ts';
import { iso } from './show.ts';
import type { BucketView, Paged, ReadingView } from './views.ts';

export type Point = {
  readonly at: UtcMs;
  readonly milli: number;
  readonly probe: string;
  /** Left out: the time is the device's. */
  readonly timing?: Omit<ReadingView, 'at' | 'celsius' | 'probe'>;
};

/** `points` in order of time, from `place` on or later. The cursor is `at` and the place among those of one instant. */
export function readingsPage(points: readonly Point[], place: Place, page: Page): Paged<ReadingView> {
  const limit = limitOf(page);
  const begin = points.findIndex((p) => p.at >= place.at);
  const from = begin < 0 ? points.length : begin + (points[begin]?.at === place.at ? place.skip : 0);
  const shown = points.slice(from, from + limit);
  const next = points[from + limit];
  const skip = next === undefined ? 0 : from + limit - points.findIndex((p) => p.at === next.at);
  return {
    items: shown.map((p) => ({ at: iso(p.at), celsius: p.milli / 1000, probe: p.probe, ...p.timing })),
    next: next === undefined ? null : cursorOf({ at: next.at, skip }),
  };
}

/** Buckets of `every` seconds, aligned to the epoch; empty ones are left out. */
export function buckets(points: readonly Point[], every: number): BucketView[] {
  const out: (BucketView & { sum: number; bucket: number })[] = [];
  const length = every * 1000;
  for (const p of points) {
    const bucket = Math.floor(p.at / length);
    const value = p.milli / 1000;
    const last = out.at(-1);
    if (last !== undefined && last.bucket === bucket) {
      last.min = Math.min(last.min, value);
      last.max = Math.max(last.max, value);
      last.sum += value;
      last.count++;
    } else
      out.push({
        at: iso(bucket * length),
        min: value,
        max: value,
        mean: value,
        count: 1,
        sum: value,
        bucket,
      });
  }
  return out.map(({ at, min, max, count, sum }) => ({
    at,
    min,
    max,
    mean: thousandths(sum / count),
    count,
  }));
}

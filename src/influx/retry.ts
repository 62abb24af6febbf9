/** Sends once more what InfluxDB would not take, as it is now: an excursion may have changed, a device have been placed. */
import type { Archive, CopyState } from '../store/archive.ts';
import type { Delivery } from './delivery.ts';
import { excursionPoint, temperaturePoint } from './points.ts';
import type { Point } from './types.ts';

/** Few, so that a person sees something happen and little is done twice when it is cut short. */
const AT_ONCE = 100;
const PAGE = 1_000_000;

export type SetAside = CopyState['setAside'][number];
export type Retried = {
  readonly stored: number[];
  readonly refused: { readonly id: number; readonly reason: string }[];
};

/**
 * @param settle is told after every batch what became of its points
 * Rejects with what `delivery` rejects with; the batches before are settled.
 */
export async function retry(
  { archive, delivery }: { readonly archive: Archive; readonly delivery: Delivery },
  setAside: readonly SetAside[],
  settle: (retried: Retried) => Promise<void>,
): Promise<void> {
  for (let i = 0; i < setAside.length; i += AT_ONCE) {
    const batch = setAside.slice(i, i + AT_ONCE);
    const points = new Map(batch.map(({ id, point }) => [id, asNow(archive, point)]));
    const reasons = new Map<Point, string>();
    for (let left = [...points.values()]; left.length > 0; ) {
      for (const { point, reason } of await delivery.deliver(left)) reasons.set(point, reason);
      // As with every write of an excursion: one that changed meanwhile is written again, as it is now.
      left = [];
      for (const [id, point] of points) {
        const now = point.measurement === 'excursion' ? asNow(archive, point) : point;
        if (JSON.stringify(now) === JSON.stringify(point)) continue;
        points.set(id, now);
        left.push(now);
      }
    }
    const stored: number[] = [];
    const refused: { id: number; reason: string }[] = [];
    for (const [id, point] of points) {
      const reason = reasons.get(point);
      if (reason === undefined) stored.push(id);
      else refused.push({ id, reason });
    }
    await settle({ stored, refused });
  }
}

function asNow(archive: Archive, point: Point): Point {
  if (point.measurement === 'excursion') {
    const row = archive.excursion(Number(point.tags.page) * PAGE + point.nanos);
    return row === null ? point : excursionPoint(row);
  }
  const { device, probe, unit } = point.tags;
  if (point.measurement !== 'temperature' || unit !== undefined || device === undefined) return point;
  for (const stretch of archive.stretches({ from: point.time, to: point.time + 1 }, device)) {
    const reading = stretch.readings.find(
      ({ milli }) => (milli === null ? null : milli / 1000) === (point.fields.celsius ?? null),
    );
    if (stretch.probe === probe && reading !== undefined)
      return temperaturePoint(reading, archive.whereabouts()) ?? point;
  }
  return point;
}

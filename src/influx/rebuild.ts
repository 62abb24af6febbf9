/**
 * Refills InfluxDB from the store: the events, excursions and readings of a range. It can be done again, in part, beside the
 * service and where part of it is there already: what is there is not written again, also where a device's placements were
 * corrected since and the point would now be another one.
 */
import type { RefusedPoint } from '../keeper/protocol.ts';
import type { Archive, Stretch } from '../store/archive.ts';
import type { ExcursionRow } from '../store/outbox.ts';
import type { UtcMs } from '../thermal/types.ts';
import { isEventOf, isExcursionOf } from './belonging.ts';
import type { Delivery } from './delivery.ts';
import { SLICE_POINTS_MOST } from './feed.ts';
import { custodyPoint, excursionPoint, temperaturePoint } from './points.ts';
import type { Point, Range, StoredReading, Target } from './types.ts';

/** More are counted only. */
const REFUSED_KEPT_MOST = 1000;

export type RebuildParts = {
  readonly archive: Archive;
  readonly target: Pick<Target, 'readings'>;
  readonly delivery: Delivery;
  /** Lets the rest of the thread have its turn; rejects when it is to end. */
  readonly breathe: () => Promise<void>;
  /** Called after every batch. */
  readonly told: (rebuilt: Rebuilt) => void;
};

/** Counts so far. A fault of a sensor is a reading too. */
export type Rebuilt = {
  events: number;
  excursions: number;
  /** Written, and there before. */
  readings: number;
  present: number;
  refused: number;
  /** The first of them. */
  examples: RefusedPoint[];
  /** All readings before this are there. Null: not so far yet. */
  reached: UtcMs | null;
};
export const nothingRebuilt = (): Rebuilt => ({
  events: 0,
  excursions: 0,
  readings: 0,
  present: 0,
  refused: 0,
  examples: [],
  reached: null,
});

/**
 * @param into counts as it goes, so that they are known when it is cut short
 * Rejects with what `delivery` and `breathe` reject with.
 */
export async function rebuild(parts: RebuildParts, range: Range, into: Rebuilt): Promise<void> {
  await rebuildEvents(parts, range, into);
  await rebuildExcursions(parts, range, into);
  await rebuildReadings(parts, range, into);
}

async function rebuildEvents(parts: RebuildParts, range: Range, into: Rebuilt): Promise<void> {
  let batch: Point[] = [];
  const write = async () => {
    await deliver(parts, batch, 'events', into);
    batch = [];
  };
  for (const row of parts.archive.ledger(1, Number.MAX_SAFE_INTEGER)) {
    if (row.seq % 1000 === 0) await parts.breathe();
    if (!isEventOf(range, row)) continue;
    batch.push(custodyPoint(row));
    if (batch.length >= SLICE_POINTS_MOST) await write();
  }
  await write();
}

async function rebuildExcursions(parts: RebuildParts, range: Range, into: Rebuilt): Promise<void> {
  const { archive, breathe } = parts;
  let rows: ExcursionRow[] = [];
  const write = async () => {
    await deliverExcursions(parts, rows, into);
    rows = [];
  };
  for (const row of archive.excursions({ ...range, from: Number.NEGATIVE_INFINITY })) {
    if (row.number % 1000 === 0) await breathe();
    if (!isExcursionOf(range, row)) continue;
    rows.push(row);
    if (rows.length >= SLICE_POINTS_MOST) await write();
  }
  await write();
}

/**
 * An excursion may change while it is written, and the sender's newer point come before ours. So each is looked at again
 * afterwards, until it is still what was written.
 */
async function deliverExcursions(
  parts: RebuildParts,
  rows: readonly ExcursionRow[],
  into: Rebuilt,
): Promise<void> {
  await deliver(parts, rows.map(excursionPoint), 'excursions', into);
  for (let changed = rows; changed.length > 0; ) {
    changed = changed.flatMap(({ number, change }) => {
      const now = parts.archive.excursion(number);
      return now === null || now.change === change ? [] : [now];
    });
    await deliver(parts, changed.map(excursionPoint), null, into);
  }
}

async function rebuildReadings(parts: RebuildParts, range: Range, into: Rebuilt): Promise<void> {
  const { archive, breathe } = parts;
  archive.renew();
  let batch: Point[] = [];
  const write = async () => {
    await deliver(parts, batch, 'readings', into);
    batch = [];
  };
  const present = presence(parts);
  const whereabouts = archive.whereabouts();
  for (const stretch of archive.stretches(range)) {
    if (stretch.from !== into.reached) {
      await write();
      into.reached = stretch.from;
    }
    const there = await present(stretch);
    for (const reading of stretch.readings) {
      const point = temperaturePoint(reading, whereabouts);
      if (point === null) continue;
      if (reading.milli !== null && there.has(keyOf(stretch.probe, point.tags.also ?? '', reading)))
        into.present++;
      else batch.push(point);
      if (batch.length >= SLICE_POINTS_MOST) await write();
    }
    await breathe();
  }
  await write();
  into.reached = range.to;
}

/** `as` null: they were counted before. */
async function deliver(
  { delivery, told }: RebuildParts,
  points: readonly Point[],
  as: 'events' | 'excursions' | 'readings' | null,
  into: Rebuilt,
): Promise<void> {
  if (points.length === 0) return;
  const refused = await delivery.deliver(points);
  into.refused += refused.length;
  into.examples.push(...refused.slice(0, REFUSED_KEPT_MOST - into.examples.length));
  if (as !== null) into[as] += points.length - refused.length;
  told(into);
}

/** What the copy has of a device's week; its probes follow one another, and ask once. */
function presence({ delivery, target }: RebuildParts): (stretch: Stretch) => Promise<ReadonlySet<string>> {
  let asked = '';
  let there = new Set<string>();
  return async ({ device, from, to }) => {
    const question = `${device} ${from} ${to}`;
    if (question !== asked) {
      const found = await delivery.ask(() => target.readings({ from, to, device }));
      there = new Set(found.map((r: StoredReading) => keyOf(r.probe, r.also, r)));
      asked = question;
    }
    return there;
  };
}

const keyOf = (probe: string, also: string, { at, milli }: { at: UtcMs; milli: number | null }): string =>
  `${probe} ${also} ${at} ${milli}`;

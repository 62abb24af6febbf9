/** Who had it in hand while it was too warm or too cold: the true excursions of the trips' parcels, cut where they changed hands. */
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Description } from '../description.ts';
import type { TrueReading } from '../pieces.ts';
import { truth } from '../truth.ts';
import { type Blame, type HeldSince, holderText } from './record.ts';
import type { Truth } from './truth.ts';

/** @param readings what the boxes' and fridges' devices delivered, by device */
export function trueBlame(
  description: Description,
  readings: ReadonlyMap<string, readonly TrueReading[]>,
  trips: Truth,
  asOf: UtcMs,
): Blame[] {
  const received = new Map(description.parcels.map((parcel) => [parcel.id, parcel]));
  const parcels = [...trips.parcels.values()].flatMap(({ id, origin }) => {
    const parent = received.get(origin);
    return parent === undefined ? [] : [{ ...parent, id }];
  });
  const found = truth({ description: { ...description, parcels }, readings, asOf, stays: trips.stays });
  return found.flatMap(({ subject, rule, start, end }) => {
    const record = subject.kind === 'parcel' ? trips.parcels.get(subject.id) : undefined;
    if (record === undefined) return [];
    return [{ parcel: record.id, rule, start, segments: cut(record.chain, start, end ?? asOf) }];
  });
}

function cut(chain: readonly HeldSince[], start: UtcMs, end: UtcMs): Blame['segments'] {
  return chain.flatMap(({ holder, from }, i) => {
    const to = Math.min(end, chain[i + 1]?.from ?? end);
    const begin = Math.max(from, start);
    return begin < to ? [{ holder, from: begin, to }] : [];
  });
}

/** One line each, to be compared. The last part of what still lasts ends when it is asked about: it has no end here. */
export function blameText({ parcel, rule, start, segments }: Blame, asOf: UtcMs): string {
  const parts = segments.map(({ holder, from, to }) => {
    const until = to >= asOf - STILL_MS ? 'now' : new Date(to).toISOString();
    return `${holderText(holder)} ${new Date(from).toISOString()} to ${until}`;
  });
  return `${parcel} ${rule} ${new Date(start).toISOString()}: ${parts.join(', ')}`;
}

const STILL_MS = 60_000;

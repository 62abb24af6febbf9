/** What stood in one unit, piece by piece: the naive reading of standing values, gaps and envelopes. */
import type { Description, UnitDescription } from './description.ts';

/** A piece of a history in which nothing changes; `low` and `high` null: unknown. Thousandths of a degree. */
export type Piece = {
  readonly from: number;
  readonly to: number;
  readonly low: number | null;
  readonly high: number | null;
};

/** One delivered reading. `arrivedAt`: service time at which it came; a reading far ahead of it is not believed. */
export type TrueReading = {
  readonly at: number;
  readonly celsius: number | null;
  readonly arrivedAt: number;
  readonly probe?: string;
};

/** Values by instant; an empty list is a fault reading, which ends what stood before it. */
type Probe = { readonly instants: number[]; readonly values: Map<number, number[]> };

const FUTURE_MS_MAX = 5 * 60_000;

/** Adjoining pieces from the unit's first reading to `asOf`; none when nothing was ever measured. */
export function pieces(
  unit: UnitDescription,
  description: Description,
  readings: ReadonlyMap<string, readonly TrueReading[]>,
  asOf: number,
): Piece[] {
  const maxGap = unit.maxGapSeconds * 1000;
  const probes: Probe[] = [];
  for (const device of description.devices.filter((each) => each.unit === unit.id)) {
    const since = Date.parse(device.since);
    const believed = (readings.get(device.id) ?? []).filter(
      ({ at, arrivedAt }) => at >= since && at <= arrivedAt + FUTURE_MS_MAX && at < asOf,
    );
    for (const name of new Set(believed.map(({ probe }) => probe ?? '1'))) {
      probes.push(makeProbe(believed.filter(({ probe }) => (probe ?? '1') === name)));
    }
  }
  const changes = new Set<number>();
  for (const { instants } of probes) {
    for (const at of instants) {
      changes.add(at);
      if (at + maxGap < asOf) changes.add(at + maxGap);
    }
  }
  if (changes.size === 0) return [];
  const times = [...changes, asOf].sort((a, b) => a - b);
  const result: Piece[] = [];
  for (let index = 0; index + 1 < times.length; index++) {
    const from = times[index] ?? 0;
    const to = times[index + 1] ?? 0;
    const standing = probes.flatMap((probe) => standingAt(probe, from, maxGap));
    const known = standing.length > 0;
    result.push({
      from,
      to,
      low: known ? Math.min(...standing) : null,
      high: known ? Math.max(...standing) : null,
    });
  }
  // A unit's history begins at its first value; a fault reading before it says nothing.
  const first = result.findIndex(({ high }) => high !== null);
  return first < 0 ? [] : result.slice(first);
}

function makeProbe(readings: readonly TrueReading[]): Probe {
  const values = new Map<number, number[]>();
  for (const { at, celsius } of readings) {
    const here = values.get(at) ?? [];
    const sound = celsius !== null && celsius >= -120 && celsius <= 80;
    values.set(at, sound ? [...here, Math.round(celsius * 1000)] : here);
  }
  return { instants: [...values.keys()].sort((a, b) => a - b), values };
}

function standingAt({ instants, values }: Probe, at: number, maxGap: number): number[] {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const last = instants[low - 1];
  return last !== undefined && at < last + maxGap ? (values.get(last) ?? []) : [];
}

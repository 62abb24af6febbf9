/**
 * Of how many readings should the copy know in every hour of a day, and with which sum, least and greatest value? Kept in
 * arrays: a day of 50,000 probes takes some 40 MB.
 */
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Expected } from './differences.ts';
import type { HourTally } from './types.ts';

export const HOUR: DurationMs = 3_600_000;

type Sums = Pick<HourTally, 'count' | 'sumMilli' | 'minMilli' | 'maxMilli'>;
/** `all` readings; `sent`: those that the copy must have. */
export type Tallied = {
  readonly all: Sums;
  readonly sent: Sums;
  readonly unsent: number;
  readonly setAside: number;
};

/** Count, sum, least, greatest. */
const COLUMNS = 4;
type Probe = {
  readonly device: string;
  readonly probe: string;
  readonly all: Float64Array;
  /** Null while everything was sent: then it is the same as `all`. */
  sent: Float64Array | null;
  setAside: Float64Array | null;
};

export class Tally {
  readonly #from: UtcMs;
  readonly #hours: number;
  readonly #probes = new Map<string, Probe>();

  /** `from` is the beginning of the first of `hours` hours. */
  constructor(from: UtcMs, hours: number) {
    this.#from = from;
    this.#hours = hours;
  }

  add({ device, probe, at, milli, fate }: Expected): void {
    const own = this.#own(device, probe);
    const hour = Math.floor((at - this.#from) / HOUR);
    if (fate !== 'sent') own.sent ??= own.all.slice();
    add(own.all, hour, milli);
    if (fate === 'sent' && own.sent !== null) add(own.sent, hour, milli);
    if (fate !== 'setAside') return;
    own.setAside ??= new Float64Array(this.#hours);
    own.setAside[hour] = (own.setAside[hour] ?? 0) + 1;
  }

  /** Every probe with readings in the hour that begins at `at`. */
  *of(at: UtcMs): Generator<Tallied & { readonly device: string; readonly probe: string }> {
    const hour = Math.floor((at - this.#from) / HOUR);
    for (const own of this.#probes.values()) {
      const all = sums(own.all, hour);
      if (all.count === 0) continue;
      const sent = own.sent === null ? all : sums(own.sent, hour);
      const setAside = own.setAside?.[hour] ?? 0;
      const unsent = all.count - sent.count - setAside;
      yield { device: own.device, probe: own.probe, all, sent, unsent, setAside };
    }
  }

  #own(device: string, probe: string): Probe {
    const key = `${device}/${probe}`;
    const known = this.#probes.get(key);
    if (known !== undefined) return known;
    const all = new Float64Array(this.#hours * COLUMNS);
    const made: Probe = { device, probe, all, sent: null, setAside: null };
    this.#probes.set(key, made);
    return made;
  }
}

/** Sums of milli-degrees are integers far below 2^53: exact in whatever order they are added. */
function add(columns: Float64Array, hour: number, milli: number): void {
  const { count, sumMilli, minMilli, maxMilli } = sums(columns, hour);
  const first = count === 0;
  columns[hour * COLUMNS] = count + 1;
  columns[hour * COLUMNS + 1] = sumMilli + milli;
  columns[hour * COLUMNS + 2] = first ? milli : Math.min(minMilli, milli);
  columns[hour * COLUMNS + 3] = first ? milli : Math.max(maxMilli, milli);
}

const sums = (columns: Float64Array, hour: number): Sums => ({
  count: columns[hour * COLUMNS] ?? 0,
  sumMilli: columns[hour * COLUMNS + 1] ?? 0,
  minMilli: columns[hour * COLUMNS + 2] ?? 0,
  maxMilli: columns[hour * COLUMNS + 3] ?? 0,
});

export const isSame = (a: Sums, b: Sums): boolean =>
  a.count === b.count && a.sumMilli === b.sumMilli && a.minMilli === b.minMilli && a.maxMilli === b.maxMilli;

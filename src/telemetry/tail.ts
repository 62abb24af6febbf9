/**
 * The newest readings of one probe, in memory, ordered by time: the part that is in the journal and not yet packed.
 * It answers what the engine asks about the recent past, and whether a reading was seen before.
 */
import type { MilliCelsius, Reading, UtcMs } from '../thermal/types.ts';
import type { Extras } from './measured.ts';

export type Kept = {
  readonly at: UtcMs;
  readonly milli: MilliCelsius | null;
  readonly receivedAt: UtcMs;
  readonly extras: Extras | null;
};

export class Tail {
  #kept: Kept[] = [];
  /** Readings older than this may lie in packed chunks; +Infinity when nothing was ever packed. */
  packedTo: UtcMs = Number.NEGATIVE_INFINITY;

  get size(): number {
    return this.#kept.length;
  }

  /** The newest reading with a value or a fault. */
  get newest(): Kept | undefined {
    return this.#kept.at(-1);
  }

  /** False: the same (at, value) is there already, and nothing changed. */
  add(reading: Kept): boolean {
    const last = this.#kept.at(-1);
    if (last === undefined || reading.at > last.at) {
      this.#kept.push(reading);
      return true;
    }
    const from = firstAt(this.#kept, reading.at);
    for (let i = from; this.#kept[i]?.at === reading.at; i++)
      if (this.#kept[i]?.milli === reading.milli) return false;
    this.#kept.splice(from, 0, reading);
    return true;
  }

  /** The entries of one instant. */
  at(at: UtcMs): readonly Kept[] {
    const last = this.#kept.at(-1);
    return last === undefined || at > last.at ? NONE : sameInstant(this.#kept, at);
  }

  /** Readings with from <= at < to, oldest first. */
  between(from: UtcMs, to: UtcMs): Kept[] {
    const i = firstAt(this.#kept, from);
    return to === Number.POSITIVE_INFINITY
      ? this.#kept.slice(i)
      : this.#kept.slice(i, firstAt(this.#kept, to));
  }

  /** Takes everything out, to be packed. The newest value stays known through the engine. */
  drain(): Kept[] {
    const all = this.#kept;
    this.#kept = [];
    const last = all.at(-1);
    if (last !== undefined) this.packedTo = Math.max(this.packedTo, last.at);
    return all;
  }
}

export const NONE: readonly Kept[] = [];

/** The entries of one instant in a list that is ordered by time. */
export function sameInstant(kept: readonly Kept[], at: UtcMs): readonly Kept[] {
  const from = firstAt(kept, at);
  let to = from;
  while (kept[to]?.at === at) to++;
  return from === to ? NONE : kept.slice(from, to);
}

/** Where readings at `at` or later begin in a list that is ordered by time. */
export function firstAt(kept: readonly Kept[], at: UtcMs): number {
  let lo = 0;
  let hi = kept.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if ((kept[mid] as Kept).at < at) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

export const asReadings = (kept: readonly Kept[]): Reading[] => kept.map(({ at, milli }) => ({ at, milli }));

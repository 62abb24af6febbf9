/**
 * On which side of a limit is a value? Temperatures are whole milli-degrees, so every limit, inclusive or not,
 * becomes one whole number: the first value that counts as beyond.
 */
import type { MilliCelsius, Rule, Side, Stretch } from './types.ts';

/** `above`: beyond when the warmest value >= `value`; `below`: beyond when the coldest value <= `value`. */
export type Cut = { readonly side: Side; readonly value: MilliCelsius };

export function cutOf(rule: Pick<Rule, 'side' | 'limit' | 'inclusive'>): Cut {
  if (rule.inclusive) return { side: rule.side, value: rule.limit };
  return { side: rule.side, value: rule.side === 'above' ? rule.limit + 1 : rule.limit - 1 };
}

/** Above, the warmest of several values counts; below, the coldest. */
export function isBeyond(cut: Cut, low: MilliCelsius, high: MilliCelsius): boolean {
  return cut.side === 'above' ? high >= cut.value : low <= cut.value;
}

/** The value of a stretch that matters to this side: its warmest or its coldest. */
export function extreme(side: Side, s: Pick<Stretch, 'low' | 'high'>): MilliCelsius {
  return side === 'above' ? s.high : s.low;
}

/** The worse of two peaks. */
export function worse(side: Side, a: MilliCelsius, b: MilliCelsius): MilliCelsius {
  return side === 'above' ? Math.max(a, b) : Math.min(a, b);
}

/**
 * The limits in use on a unit. Two values between the same neighbouring limits are *alike*: no rule can tell
 * them apart, so their stretches may be joined, and a reading like the last one costs one comparison.
 */
export class Limits {
  readonly #above: number[];
  readonly #below: number[];
  /** Every limit, the lowest first, above before below. */
  readonly list: readonly Cut[];

  constructor(cuts: Iterable<Cut>) {
    const above = new Set<number>();
    const below = new Set<number>();
    for (const cut of cuts) (cut.side === 'above' ? above : below).add(cut.value);
    this.#above = [...above].sort((a, b) => a - b);
    this.#below = [...below].sort((a, b) => a - b);
    this.list = [
      ...this.#above.map((value): Cut => ({ side: 'above', value })),
      ...this.#below.map((value): Cut => ({ side: 'below', value })),
    ];
  }

  /** True when every cut of `cuts` is among these limits. */
  covers(cuts: Iterable<Cut>): boolean {
    for (const c of cuts)
      if (!(c.side === 'above' ? this.#above : this.#below).includes(c.value)) return false;
    return true;
  }

  /** The closed range of single values that are alike to a stretch from `low` to `high`; empty when none is. */
  alike(low: MilliCelsius, high: MilliCelsius): { low: MilliCelsius; high: MilliCelsius } {
    let min = Number.NEGATIVE_INFINITY;
    let max = Number.POSITIVE_INFINITY;
    for (const cut of this.#above) {
      if (cut <= high) min = Math.max(min, cut);
      else max = Math.min(max, cut - 1);
    }
    for (const cut of this.#below) {
      if (cut >= low) max = Math.min(max, cut);
      else min = Math.max(min, cut + 1);
    }
    return { low: min, high: max };
  }

  /** True when no rule can tell the two stretches apart. */
  same(a: Pick<Stretch, 'low' | 'high'>, b: Pick<Stretch, 'low' | 'high'>): boolean {
    for (const cut of this.#above) if (cut <= a.high !== cut <= b.high) return false;
    for (const cut of this.#below) if (cut >= a.low !== cut >= b.low) return false;
    return true;
  }
}

/** Limits by what they are: tens of thousands of units are kept under a few lists of them. */
export class SharedLimits {
  readonly #known = new Map<string, Limits>();

  /** The same object for the same cuts. */
  of(cuts: Iterable<Cut>): Limits {
    const made = new Limits(cuts);
    const key = made.list.map(({ side, value }) => `${side}${value}`).join();
    const known = this.#known.get(key) ?? made;
    this.#known.set(key, known);
    return known;
  }
}

/**
 * The last 24 hours of a unit in five-minute steps: what tiles show as min, max and a small curve. Tiles are drawn far more often
 * than steps begin, so what was worked out is kept while it holds.
 */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';

const STEP = 300_000;
const DAY_STEPS = 288;
const SPARK_STEPS = 36;
/** A reading may be ahead of the service's clock by a step, and a step more than that is begun: so much longer is all kept. */
const AHEAD_STEPS = 2;
const STEPS = DAY_STEPS + AHEAD_STEPS;
const CURVE_STEPS = SPARK_STEPS + AHEAD_STEPS;
/** Where in the memory the lowest, the highest and the last values of the steps begin; a step comes round after so many. */
const [LOW, HIGH, LAST] = [0, STEPS, 2 * STEPS];
/** Of a step in which nothing was measured: warmer and colder than anything can be. */
const [NO_LOW, NO_HIGH] = [2 ** 31 - 1, -(2 ** 31)];

type Extremes = { readonly low: MilliCelsius | null; readonly high: MilliCelsius | null };

const stepOf = (at: UtcMs): number => Math.floor(at / STEP);
const slotOf = (step: number, steps: number): number => ((step % steps) + steps) % steps;

export class Recent {
  /** One memory for all, for there is one of these for each unit. */
  readonly #values = new Int32Array(2 * STEPS + CURVE_STEPS);
  /** The newest step in which something was measured: what is further back than the memory reaches is forgotten. */
  #newest = Number.NEGATIVE_INFINITY;
  /** As of the step `newest`; null: not known. */
  #extremes: (Extremes & { readonly newest: number }) | null = null;
  /** As of the step `newest`, and right before the step `until`. */
  #spark: { newest: number; until: number; values: (number | null)[] } | null = null;

  add(at: UtcMs, milli: MilliCelsius): void {
    const step = stepOf(at);
    if (step <= this.#newest - STEPS) return;
    if (step > this.#newest) this.#begin(step);
    const i = slotOf(step, STEPS);
    this.#values[LOW + i] = Math.min(this.#values[LOW + i] as number, milli);
    this.#values[HIGH + i] = Math.max(this.#values[HIGH + i] as number, milli);
    if (step > this.#newest - CURVE_STEPS) this.#values[LAST + slotOf(step, CURVE_STEPS)] = milli;
    if (this.#extremes !== null) this.#extremes = widened(this.#extremes, step, milli);
    if (this.#spark !== null) this.#spark.until = Math.min(this.#spark.until, step);
  }

  /** Extremes of the last 24 hours; null when nothing was measured. */
  extremes(now: UtcMs): Extremes {
    const newest = stepOf(now);
    if (this.#extremes?.newest === newest) return this.#extremes;
    let low = NO_LOW;
    let high = NO_HIGH;
    for (let step = Math.max(newest - DAY_STEPS, this.#newest - STEPS) + 1; step <= this.#newest; step++) {
      const i = slotOf(step, STEPS);
      low = Math.min(low, this.#values[LOW + i] as number);
      high = Math.max(high, this.#values[HIGH + i] as number);
    }
    this.#extremes = low > high ? { low: null, high: null, newest } : { low, high, newest };
    return this.#extremes;
  }

  /** Three hours, oldest first, in °C; null where nothing was measured in a step. What was given is never changed. */
  spark(now: UtcMs): (number | null)[] {
    const newest = stepOf(now);
    const former = this.#spark?.newest === newest ? this.#spark : null;
    if (former !== null && former.until > newest) return former.values;
    const first = newest - SPARK_STEPS + 1;
    const values = former === null ? new Array<number | null>(SPARK_STEPS) : former.values.slice();
    for (let step = Math.max(first, former?.until ?? first); step <= newest; step++)
      values[step - first] = this.#lastOf(step);
    this.#spark = { newest, until: newest + 1, values };
    return values;
  }

  #lastOf(step: number): number | null {
    if (step > this.#newest || step <= this.#newest - CURVE_STEPS) return null;
    const isMeasured = (this.#values[LOW + slotOf(step, STEPS)] as number) !== NO_LOW;
    return isMeasured ? (this.#values[LAST + slotOf(step, CURVE_STEPS)] as number) / 1000 : null;
  }

  /** A step newer than all before it: others give way to it and to those in which nothing was measured. */
  #begin(step: number): void {
    for (let empty = Math.max(this.#newest, step - STEPS) + 1; empty <= step; empty++) {
      const i = slotOf(empty, STEPS);
      this.#values[LOW + i] = NO_LOW;
      this.#values[HIGH + i] = NO_HIGH;
    }
    this.#newest = step;
    this.#extremes = null;
    this.#spark = null;
  }
}

/** One more value in a step that counted already. */
function widened(
  { low, high, newest }: Extremes & { readonly newest: number },
  step: number,
  milli: MilliCelsius,
): (Extremes & { readonly newest: number }) | null {
  if (step <= newest - DAY_STEPS) return { low, high, newest };
  return { low: Math.min(low ?? milli, milli), high: Math.max(high ?? milli, milli), newest };
}

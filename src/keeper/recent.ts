/**
 * The last 24 hours of a unit in five-minute steps: what tiles show as min, max and a small curve. Tiles are drawn far more often
 * than steps begin, so what was worked out is kept while it holds.
 */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';

const STEP = 300_000;
const STEPS = 288;
const SPARK_STEPS = 36;

type Extremes = { readonly low: MilliCelsius | null; readonly high: MilliCelsius | null };

const stepOf = (at: UtcMs): number => Math.floor(at / STEP);
const slotOf = (step: number): number => ((step % STEPS) + STEPS) % STEPS;

export class Recent {
  readonly #step = new Float64Array(STEPS).fill(-1);
  readonly #low = new Int32Array(STEPS);
  readonly #high = new Int32Array(STEPS);
  readonly #last = new Int32Array(STEPS);
  /** As of the step `newest`; null: not known. */
  #extremes: (Extremes & { readonly newest: number }) | null = null;
  /** As of the step `newest`, and right before the step `until`. */
  #spark: { newest: number; until: number; values: (number | null)[] } | null = null;

  add(at: UtcMs, milli: MilliCelsius): void {
    const step = stepOf(at);
    const i = slotOf(step);
    if ((this.#step[i] as number) > step) return;
    if (this.#step[i] !== step) {
      this.#step[i] = step;
      this.#low[i] = milli;
      this.#high[i] = milli;
      // Another step gave way to this one.
      this.#extremes = null;
      this.#spark = null;
    } else {
      this.#low[i] = Math.min(this.#low[i] as number, milli);
      this.#high[i] = Math.max(this.#high[i] as number, milli);
      if (this.#extremes !== null) this.#extremes = widened(this.#extremes, step, milli);
      if (this.#spark !== null) this.#spark.until = Math.min(this.#spark.until, step);
    }
    this.#last[i] = milli;
  }

  /** Extremes of the last 24 hours; null when nothing was measured. */
  extremes(now: UtcMs): Extremes {
    const newest = stepOf(now);
    if (this.#extremes?.newest === newest) return this.#extremes;
    const oldest = newest - STEPS;
    let low: number | null = null;
    let high: number | null = null;
    for (let i = 0; i < STEPS; i++) {
      if ((this.#step[i] as number) <= oldest) continue;
      low = Math.min(low ?? (this.#low[i] as number), this.#low[i] as number);
      high = Math.max(high ?? (this.#high[i] as number), this.#high[i] as number);
    }
    this.#extremes = { low, high, newest };
    return this.#extremes;
  }

  /** Three hours, oldest first, in °C; null where nothing was measured in a step. What was given is never changed. */
  spark(now: UtcMs): (number | null)[] {
    const newest = stepOf(now);
    const former = this.#spark?.newest === newest ? this.#spark : null;
    if (former !== null && former.until > newest) return former.values;
    const first = newest - SPARK_STEPS + 1;
    const values = former === null ? new Array<number | null>(SPARK_STEPS) : former.values.slice();
    for (let step = Math.max(first, former?.until ?? first); step <= newest; step++) {
      const i = slotOf(step);
      values[step - first] = this.#step[i] === step ? (this.#last[i] as number) / 1000 : null;
    }
    this.#spark = { newest, until: newest + 1, values };
    return values;
  }
}

/** One more value in a step that counted already. */
function widened(
  { low, high, newest }: Extremes & { readonly newest: number },
  step: number,
  milli: MilliCelsius,
): (Extremes & { readonly newest: number }) | null {
  if (step <= newest - STEPS) return { low, high, newest };
  return { low: Math.min(low ?? milli, milli), high: Math.max(high ?? milli, milli), newest };
}

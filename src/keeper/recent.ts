/** The last 24 hours of a unit in five-minute steps: what tiles show as min, max and a small curve. */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';

const STEP = 300_000;
const STEPS = 288;
const SPARK_STEPS = 36;

export class Recent {
  readonly #step = new Float64Array(STEPS).fill(-1);
  readonly #low = new Int32Array(STEPS);
  readonly #high = new Int32Array(STEPS);
  readonly #last = new Int32Array(STEPS);

  add(at: UtcMs, milli: MilliCelsius): void {
    const step = Math.floor(at / STEP);
    const i = ((step % STEPS) + STEPS) % STEPS;
    if ((this.#step[i] as number) > step) return;
    if (this.#step[i] !== step) {
      this.#step[i] = step;
      this.#low[i] = milli;
      this.#high[i] = milli;
    } else {
      this.#low[i] = Math.min(this.#low[i] as number, milli);
      this.#high[i] = Math.max(this.#high[i] as number, milli);
    }
    this.#last[i] = milli;
  }

  /** Extremes of the last 24 hours; null when nothing was measured. */
  extremes(now: UtcMs): { low: MilliCelsius | null; high: MilliCelsius | null } {
    const oldest = Math.floor(now / STEP) - STEPS;
    let low: number | null = null;
    let high: number | null = null;
    for (let i = 0; i < STEPS; i++) {
      if ((this.#step[i] as number) <= oldest) continue;
      low = Math.min(low ?? (this.#low[i] as number), this.#low[i] as number);
      high = Math.max(high ?? (this.#high[i] as number), this.#high[i] as number);
    }
    return { low, high };
  }

  /** Three hours, oldest first, in °C; null where nothing was measured in a step. */
  spark(now: UtcMs): (number | null)[] {
    const newest = Math.floor(now / STEP);
    return Array.from({ length: SPARK_STEPS }, (_, k) => {
      const step = newest - SPARK_STEPS + 1 + k;
      const i = ((step % STEPS) + STEPS) % STEPS;
      return this.#step[i] === step ? (this.#last[i] as number) / 1000 : null;
    });
  }
}

/** How long did things take? Log-linear buckets of microseconds, each at most 3 % wide, so that millions cost no memory. */

const PER_OCTAVE = 64;
const OCTAVES = 40;

export type Quantiles = { n: number; p50: number; p99: number; max: number };

export class Histogram {
  readonly #buckets = new Float64Array(PER_OCTAVE * OCTAVES);
  #count = 0;
  #max = 0;

  /** @param ms a duration in milliseconds; negative ones (clocks of two processes) count as zero */
  add(ms: number): void {
    const us = Math.max(0, ms * 1000);
    if (us > this.#max) this.#max = us;
    const octave = us < PER_OCTAVE ? 0 : Math.floor(Math.log2(us)) - 5;
    const at = octave * PER_OCTAVE + Math.min(PER_OCTAVE - 1, Math.floor(us / 2 ** octave));
    this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
    this.#count++;
  }

  /** In milliseconds; all zero when nothing was counted. */
  quantiles(): Quantiles {
    return { n: this.#count, p50: this.#at(0.5), p99: this.#at(0.99), max: round(this.#max / 1000) };
  }

  #at(share: number): number {
    let left = Math.ceil(this.#count * share);
    for (let i = 0; i < this.#buckets.length; i++) {
      const here = this.#buckets[i] ?? 0;
      left -= here;
      if (left > 0 || here === 0) continue;
      const us = ((i % PER_OCTAVE) + 0.5) * 2 ** Math.floor(i / PER_OCTAVE);
      return round(Math.min(this.#max, us) / 1000);
    }
    return 0;
  }
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

/** The middle of some numbers, with the least and the greatest. */
export function spread(values: readonly number[]): { median: number; low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const median = ((sorted[(n - 1) >> 1] ?? 0) + (sorted[n >> 1] ?? 0)) / 2;
  return { median, low: sorted[0] ?? 0, high: sorted.at(-1) ?? 0 };
}

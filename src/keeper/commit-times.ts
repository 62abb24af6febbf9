/** How long does a batch take from its arrival in the keeper's thread until it is judged and on disk? What a PUBACK waits for at least. */
import { createHistogram } from 'node:perf_hooks';

const WINDOW_MS = 10_000;

export class CommitTimes {
  readonly #clock: () => number;
  readonly #histogram = createHistogram();
  #since: number;
  #last: Record<string, number> | null = null;

  /** @param clock monotonic, in ms */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#since = clock();
  }

  /** Of a batch that has come: what it comes to, noted when it is on disk. */
  of<T>(kept: Promise<T>): Promise<T> {
    const began = this.#clock();
    return kept.then((value) => {
      this.#histogram.record(Math.max(1, Math.round((this.#clock() - began) * 1000)));
      return value;
    });
  }

  /** Of the last whole ten seconds; of what there is while there were none. Called every second. */
  counts(): Record<string, number> {
    const now = this.#clock();
    if (now - this.#since >= WINDOW_MS) {
      this.#last = this.#now();
      this.#since = now;
      this.#histogram.reset();
    }
    return this.#last ?? this.#now();
  }

  #now(): Record<string, number> {
    const { count, max } = this.#histogram;
    if (count === 0) return { commitP50Ms: 0, commitP99Ms: 0, commitMaxMs: 0 };
    const at = (share: number) => this.#histogram.percentile(share) / 1000;
    return { commitP50Ms: at(50), commitP99Ms: at(99), commitMaxMs: max / 1000 };
  }
}

/**
 * How long is an answer waited for? Waits of one length end in the order in which they began, so that one timer serves them all:
 * one for each would cost a scan more than its look at the session.
 */
import type { DurationMs } from '../thermal/types.ts';

type Wait = {
  /** On the monotonic clock. */
  readonly until: number;
  readonly giveUp: (error: Error) => void;
};

export class Patience {
  readonly #most: DurationMs;
  /** In order of beginning. */
  readonly #waits = new Set<Wait>();
  #timer: NodeJS.Timeout | null = null;

  /** @param most what takes longer is given up */
  constructor(most: DurationMs) {
    this.#most = most;
  }

  /** What `work` comes to, or an error when that takes too long. */
  within<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const wait = { until: performance.now() + this.#most, giveUp: reject };
      this.#waits.add(wait);
      this.#timer ??= setTimeout(this.#look, this.#most).unref();
      work().then(
        (value) => {
          this.#waits.delete(wait);
          resolve(value);
        },
        (error: unknown) => {
          this.#waits.delete(wait);
          reject(error);
        },
      );
    });
  }

  readonly #look = (): void => {
    this.#timer = null;
    const now = performance.now();
    for (const wait of this.#waits) {
      if (wait.until > now) {
        this.#timer = setTimeout(this.#look, wait.until - now).unref();
        return;
      }
      this.#waits.delete(wait);
      wait.giveUp(new Error(`no answer within ${this.#most} ms`));
    }
  };
}

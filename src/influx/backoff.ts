/**
 * How long to wait before the same is tried again? Each failure in a row doubles the longest wait; the wait itself is drawn
 * anywhere below it ("full jitter"), so that many senders do not come back to a struggling server in one moment.
 */
import type { DurationMs } from '../thermal/types.ts';

export const FIRST_WAIT: DurationMs = 1_000;
export const LONGEST_WAIT: DurationMs = 60_000;
/** A server that asks for more is asked again after this. */
export const RETRY_AFTER_MOST: DurationMs = 600_000;

export class Backoff {
  readonly #random: () => number;
  #failures = 0;

  /** `random` answers in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** One more failure in a row. `retryAfterMs`: the server's own wish, never undercut up to RETRY_AFTER_MOST. */
  failed(retryAfterMs: DurationMs | null): DurationMs {
    const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 32);
    const drawn = Math.floor(this.#random() * most);
    return Math.max(drawn, Math.min(retryAfterMs ?? 0, RETRY_AFTER_MOST));
  }

  succeeded(): void {
    this.#failures = 0;
  }
}

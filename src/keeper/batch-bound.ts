/**
 * How many bytes of a backlog may the keeper be given at once? As many as it works off in a short time, for a commit cannot be
 * interrupted and what is live waits for it; in a longer time while nothing is. Pure: what the batches took comes in.
 */

/** The keeper's own work on one batch, ms, that a live reading may have to wait for. */
export const BESIDE_LIVE_MS = 5;
/** The same while nothing is live: people at their screens and tables still come in between. */
export const ALONE_MS = 20;
/** Bytes. With fewer, a commit costs more than what is in it; with more nothing is saved, and a PUBACK only comes later. */
export const LEAST_BYTES = 16_384;
export const MOST_BYTES = 524_288;
/** Believed until the first batch tells: some 600 readings in five milliseconds. */
const PER_MS_AT_FIRST = 24_576 / BESIDE_LIVE_MS;

export class BatchBound {
  /** Bytes that the keeper works off in a millisecond, what each commit costs by itself included. */
  #perMs = PER_MS_AT_FIRST;

  /** @param isLiveNear did anything live come lately? */
  bytes(isLiveNear: boolean): number {
    return within(LEAST_BYTES, this.#perMs * (isLiveNear ? BESIDE_LIVE_MS : ALONE_MS), MOST_BYTES);
  }

  /**
   * A batch of so many bytes took the keeper so many ms of work. One that is small tells nothing of a large one unless it took
   * long. The bound goes half of the way to what was told, and grows by half at most: a single quick or slow batch is no rule.
   */
  took(bytes: number, ms: number): void {
    if (ms <= BESIDE_LIVE_MS && bytes < this.bytes(true) / 2) return;
    const told = Math.min(bytes / ms, 2 * this.#perMs);
    this.#perMs = within(LEAST_BYTES / ALONE_MS, (this.#perMs + told) / 2, MOST_BYTES / ALONE_MS);
  }
}

const within = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

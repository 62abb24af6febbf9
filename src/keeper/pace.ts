/**
 * When is a backlog's batch worth a commit? At once when it holds enough, or when the last one is a moment ago: whoever works off
 * what it kept back sends on and on, and a commit costs by itself what a hundred messages cost. Pure: time comes with each question.
 */
import { LEAST_BYTES } from './batch-bound.ts';

/** Batches that hold little leave so far apart at least, ms. */
export const APART_MS = 4;

export class Pace {
  #sentAt = Number.NEGATIVE_INFINITY;

  /** For how many ms a batch of so many bytes waits for more; 0: it may go. */
  wait(bytes: number, now: number): number {
    return bytes >= LEAST_BYTES ? 0 : Math.max(0, this.#sentAt + APART_MS - now);
  }

  /** A batch left. */
  sent(now: number): void {
    this.#sentAt = now;
  }
}

/** How many messages may a channel still be given this minute? Exact over every minute, not only over those of a clock. */
import type { UtcMs } from '../thermal/types.ts';

const MINUTE = 60_000;

export class Rate {
  readonly #most: number;
  #times: UtcMs[] = [];

  /** `perMinute` undefined: as many as come. */
  constructor(perMinute: number | undefined) {
    this.#most = perMinute ?? Number.POSITIVE_INFINITY;
  }

  room(now: UtcMs): number {
    // A clock that was set back would otherwise keep what was sent "later" for ever.
    this.#times = this.#times.filter((at) => at > now - MINUTE && at <= now);
    return this.#most - this.#times.length;
  }

  took(now: UtcMs): void {
    if (this.#most !== Number.POSITIVE_INFINITY) this.#times.push(now);
  }
}

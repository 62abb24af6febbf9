/** What a phone believes the time to be. It is right, some minutes off, or a day wrong; what it learned of the service's time helps. */
import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';

export class PhoneClock {
  /** How far it goes ahead of the world. */
  #ahead: DurationMs;
  #offset: DurationMs | null = null;

  constructor(ahead: DurationMs) {
    this.#ahead = ahead;
  }

  /** What the phone shows when it is really `now`. */
  shows(now: UtcMs): UtcMs {
    return now + this.#ahead;
  }

  /** Service time minus phone time, as last measured; null when it never was. */
  get offsetMs(): DurationMs | null {
    return this.#offset;
  }

  /** Hears the service's time, `lateMs` after it was true: a slow network makes the distance wrong by that much. */
  hear(now: UtcMs, lateMs: DurationMs): void {
    this.#offset = now - lateMs - this.shows(now);
  }

  /** Somebody sets it, or its battery was empty: what it had learned is wrong from now on, and it does not know. */
  jump(by: DurationMs): void {
    this.#ahead += by;
  }
}

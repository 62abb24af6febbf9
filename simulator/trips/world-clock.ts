/**
 * The clock of a world in which days pass in seconds. It is one number in a file: whoever runs the world sets it, and the
 * service, started with `pretend-clock.ts` before anything else, lives by it.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { UtcMs } from '../../src/thermal/types.ts';

/** The environment variable that names the file: eight bytes, ms UTC as a little-endian double. */
export const CLOCK_FILE = 'SIMULATED_CLOCK';
export const CLOCK_BYTES = 8;

export class WorldClock {
  readonly file: string;
  readonly #open: number;
  now: UtcMs;

  constructor(file: string, now: UtcMs) {
    this.file = file;
    this.#open = openSync(file, 'w');
    this.now = now;
    this.set(now);
  }

  /** It never goes back. */
  set(now: UtcMs): void {
    if (now < this.now) throw new RangeError('Cannot turn the clock of the world back');
    this.now = now;
    const bytes = Buffer.alloc(CLOCK_BYTES);
    bytes.writeDoubleLE(now);
    writeSync(this.#open, bytes, 0, CLOCK_BYTES, 0);
  }

  close(): void {
    closeSync(this.#open);
  }
}

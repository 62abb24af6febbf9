/** Loaded before a service (`node --import`), in each of its threads: `Date.now` is what the clock of the simulated world says. */
import { openSync, readSync } from 'node:fs';
import { CLOCK_BYTES, CLOCK_FILE } from './world-clock.ts';

const file = process.env[CLOCK_FILE];
if (file !== undefined) {
  const clock = openSync(file, 'r');
  const bytes = Buffer.alloc(CLOCK_BYTES);
  Date.now = () => {
    readSync(clock, bytes, 0, CLOCK_BYTES, 0);
    return Math.round(bytes.readDoubleLE());
  };
}

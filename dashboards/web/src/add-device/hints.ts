/** Which hints help a person who waits for the first message? They change as the wait grows. Pure. */
import type { AddDeviceWords } from './words-vi.ts';

const HALF_MS = 30_000;
const TWO_MS = 2 * 60_000;
const TEN_MS = 10 * 60_000;

export function hintOf(waitedMs: number): keyof AddDeviceWords['hints'] {
  if (waitedMs < HALF_MS) return 'now';
  if (waitedMs < TWO_MS) return 'half';
  return waitedMs < TEN_MS ? 'two' : 'ten';
}

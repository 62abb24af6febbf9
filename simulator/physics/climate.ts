/** How warm the room around a cold store is at an instant: a day curve, warmest at two in the afternoon. */
import type { UtcMs } from '../../src/thermal/types.ts';
import { random } from '../random.ts';

const DAY_MS = 86_400_000;
const ZONE_MS = 7 * 3_600_000;
const WARMEST_MS = 14 * 3_600_000;

export type Climate = (at: UtcMs) => number;

/** Degrees Celsius indoors in the highlands of Đắk Lắk: a mean of 24 to 29, 3 to 5 degrees up and down by day. */
export function climate(seed: string, site: string): Climate {
  const draw = random(seed, `climate/${site}`);
  const mean = draw.between(24, 29);
  const swing = draw.between(3, 5);
  return (at) => mean + swing * Math.cos((2 * Math.PI * (at + ZONE_MS - WARMEST_MS)) / DAY_MS);
}

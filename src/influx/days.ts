/** Days as the province's people count them: from midnight to midnight by its own clocks. */
import { Zone } from '../../devices/loggers/zone.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Range } from './types.ts';

const DAY = 86_400_000;

/** The whole day before the one that holds `now`. */
export function yesterday(now: UtcMs, zoneName: string): Range {
  const zone = new Zone(zoneName);
  const today = Math.floor((now + zone.offset(now)) / DAY) * DAY;
  return { from: zone.resolve(today - DAY).at, to: zone.resolve(today).at };
}

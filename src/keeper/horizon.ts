/** From when on the store answers for a unit by itself. What is older is the copy's, where there is one. */
import type { Parcel } from '../lots/types.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Life } from './parcels.ts';

const DAY = 86_400_000;
/** The journal's own retention (DESIGN.md section 6). */
export const RETENTION: DurationMs = 400 * DAY;
/** One year past a parcel's end, a leap year included. */
const AFTER_END: DurationMs = 366 * DAY;

/** Can a life that is over say nothing of any horizon? */
export const isOfNoConcern = ({ began, ended }: Life, now: UtcMs): boolean =>
  began >= now - RETENTION || ended + AFTER_END <= now;

/**
 * 400 days back, or the earliest stay in the unit of a parcel that lives or ended less than a year ago: nobody who
 * looks into what happened to a vaccine shall depend on a second database. `parcels`: all that ever stayed in `unit`.
 */
export function horizonOf(unit: string, parcels: Iterable<Parcel>, now: UtcMs): UtcMs {
  let horizon = now - RETENTION;
  for (const { stays, ended } of parcels) {
    if (ended !== null && ended.at + AFTER_END <= now) continue;
    for (const stay of stays) if (stay.unit === unit) horizon = Math.min(horizon, stay.from);
  }
  return horizon;
}

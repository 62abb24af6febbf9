/**
 * How long is it quiet until somebody is reminded again of an alert that lasts? Often while going there may still save the vaccine,
 * and then ever more seldom: a telephone that rings all day is put away.
 */
import type { DurationMs } from '../thermal/types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** After a level was told, reminders come in the ladder's own rhythm for so long; and never more seldom than so. */
const PRESSING_MS = HOUR;
const SELDOM_MS = HOUR;
/** Of what is taken and lasts: after the first reminder, the second, …; then daily. */
const ASKED_AGAIN_HOURS = [1, 2, 4, 8] as const;
const DAILY_HOURS = 24;

/**
 * Of what nobody takes: each `stillMinutes` within the hour after a level was told, then each twice as long as the one before,
 * at most an hour (or `stillMinutes`, where that is longer).
 *
 * @param told from when the newest level was told to the last time that anybody was told; not positive: it was told since
 */
export function stillPause(told: DurationMs, stillMinutes: number): DurationMs {
  const longest = Math.max(stillMinutes * MINUTE, SELDOM_MS);
  let pause = stillMinutes * MINUTE;
  for (let until = PRESSING_MS; told >= until && pause < longest; until += pause) pause *= 2;
  return Math.min(pause, longest);
}

/** Of what somebody took. `times`: how often they were reminded already, at least once. */
export const forgottenPause = (times: number): DurationMs =>
  (ASKED_AGAIN_HOURS[times - 1] ?? DAILY_HOURS) * HOUR;

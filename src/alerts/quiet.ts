/** Does a warning wait for the morning, and until when? By the clocks of the province's zone. */
import { instantOn, offsetMs } from '../fleet/instants.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { QuietHours } from './duty.ts';

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The minutes after midnight that `HH:MM` says, 0 to 1439; null for what is no time of day. */
export function minuteOf(clock: string): number | null {
  const parts = CLOCK.exec(clock);
  return parts === null ? null : Number(parts[1]) * 60 + Number(parts[2]);
}

/**
 * When the quiet hours in which `at` lies are over; null when it lies in none. They begin at `from` and are over at `to`.
 * For warnings only: whoever asks for a critical alert passes null as `quiet`.
 */
export function quietUntil(quiet: QuietHours | null, at: UtcMs, zone: string): UtcMs | null {
  if (quiet === null) return null;
  const from = minuteOf(quiet.from);
  const to = minuteOf(quiet.to);
  if (from === null || to === null || from === to) return null;
  const local = at + offsetMs(Math.floor(at / 1000) * 1000, zone);
  const today = Math.floor(local / DAY_MS);
  const minute = Math.floor((local - today * DAY_MS) / MINUTE_MS);
  const isOverMidnight = to < from;
  const isQuiet = isOverMidnight ? minute >= from || minute < to : minute >= from && minute < to;
  if (!isQuiet) return null;
  const day = isOverMidnight && minute >= from ? today + 1 : today;
  const until = instantOn(new Date(day * DAY_MS).toISOString().slice(0, 10), to, zone);
  // In an hour that the clocks go through twice the end may be behind already: then nothing waits.
  return until > at ? until : null;
}

/** A day and a clock time of the province as an instant, and back: what a form takes and gives. Pure. */
import { clock } from './province.ts';
import { isoDayOf } from './time.ts';

/** The province has no summer time. */
const OFFSET = '+07:00';
export const DAY_MS = 86_400_000;

/** `2026-11-23` and `07:00` as ms UTC; null where one of them is not there or is none. */
export function atOf(day: string, time: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const at = Date.parse(`${day}T${time}:00${OFFSET}`);
  // 30 February is 2 March to some.
  return Number.isNaN(at) || isoDayOf(at) !== day || clock(at) !== time ? null : at;
}

/** When a day begins. A day that is none is an error of the program. */
export function startOf(day: string): number {
  const at = atOf(day, '00:00');
  if (at === null) throw new Error(`Not a day: ${day}`);
  return at;
}

/** So many days later; earlier when negative. */
export const daysAfter = (day: string, days: number): string => isoDayOf(startOf(day) + days * DAY_MS);

/** What a person types as a time of day, `7:00`, `0700`, `7h30` or `7h`, as `07:00`; null where it is none. */
export function clockOf(text: string): string | null {
  const [, hours = '', minutes = '0'] =
    /^(\d{1,2})\s*[:.h]\s*(\d{2})?$/i.exec(text.trim()) ?? /^(\d{2})(\d{2})$/.exec(text.trim()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
}

/** The next time after `now` at which clocks show `time`; null where it is no time. */
export function nextAt(time: string, now: number): number | null {
  const day = isoDayOf(now);
  const at = atOf(day, time);
  if (at === null || at > now) return at;
  return at + DAY_MS;
}

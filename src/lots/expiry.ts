/** When is an expiry date over? At 00:00 of the day after it, in the province's zone. */
import type { UtcMs } from '../thermal/types.ts';
import { daysInMonth } from './gs1/date.ts';

const DAY_MS = 24 * 3_600_000;
/** No zone is further from UTC than 14 hours, so that local midnight lies this near to the UTC one. */
const ZONE_REACH_MS = 15 * 3_600_000;

/** Ends that were found already, by zone: the search asks the calendar fifty times, a table asks for the same lot all day. */
const ENDS_MOST = 10_000;
const ends = new Map<string, Map<string, UtcMs>>();
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether `text` is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  return match !== null && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * The first instant after `expiry` (`YYYY-MM-DD`) in `zone` (an IANA name). A vial may be used before it and not at
 * it. Where a clock change skips or repeats midnight, the earliest instant that is no longer that day.
 * Throws RangeError when `expiry` is no day or `zone` no zone: both were checked where they came in.
 */
export function endOfExpiry(expiry: string, zone: string): UtcMs {
  const known = ends.get(zone) ?? new Map<string, UtcMs>();
  const found = known.get(expiry);
  if (found !== undefined) return found;
  if (!isDay(expiry)) throw new RangeError(`Cannot find the end of an expiry date: "${expiry}" is no day`);
  const utcMidnight = Date.parse(`${expiry}T00:00:00Z`) + DAY_MS;
  let before = utcMidnight - ZONE_REACH_MS;
  let after = utcMidnight + ZONE_REACH_MS;
  // Local days only go forward but for the minutes of a clock change at midnight: halve until one millisecond is left.
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle, zone) > expiry) after = middle;
    else before = middle;
  }
  if (known.size >= ENDS_MOST) known.clear();
  ends.set(zone, known.set(expiry, after));
  return after;
}

/** A whole list of lots is judged at one instant. */
let last = { at: Number.NaN, zone: '', day: '' };

/** The day it is in `zone` at an instant, `YYYY-MM-DD`: such texts sort as the days do. */
export function localDay(at: UtcMs, zone: string): string {
  if (last.at !== at || last.zone !== zone) last = { at, zone, day: dayIn(at, zone) };
  return last.day;
}

function dayIn(at: UtcMs, zone: string): string {
  let formatter = formatters.get(zone);
  if (!formatter) {
    const options = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    formatter = new Intl.DateTimeFormat('en-CA', { ...options, calendar: 'iso8601' });
    formatters.set(zone, formatter);
  }
  const parts = formatter.formatToParts(at);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

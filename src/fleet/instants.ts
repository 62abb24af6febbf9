/** Which instant does a written date mean? Dates are days of the province's zone, instants say their offset. */
import type { UtcMs } from '../thermal/types.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;
const YEAR_MIN = 1900;

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** A day that exists, from 1900 on: `2026-02-30` is none. */
export function isDay(text: string): boolean {
  const parts = DATE.exec(text);
  if (!parts || Number(parts[1]) < YEAR_MIN) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return Number.isFinite(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/**
 * `2026-11-22T10:00:00+07:00` or `…Z` as written, `2026-11-22` as that day's first instant in `zone`. Null for anything
 * else, also for a time without an offset: nobody could tell later which clock it was.
 */
export function parseInstant(text: string, zone: string): UtcMs | null {
  if (isDay(text)) return startOfDay(text, zone);
  const parts = DATE_TIME.exec(text);
  if (!parts?.[1] || !isDay(parts[1]) || Number(parts[2]) > 23) return null;
  const at = Date.parse(text.replace(' ', 'T').toUpperCase());
  return Number.isFinite(at) ? at : null;
}

const startOfDay = (day: string, zone: string): UtcMs => instantOn(day, 0, zone);

/**
 * When the clocks of `zone` show `minutes` after midnight of a day that exists. A time that a clock change leaves out is the
 * one that it becomes.
 */
export function instantOn(day: string, minutes: number, zone: string): UtcMs {
  const utc = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  // The offset is asked at the guess and once more at the result: it may have changed in between.
  const guess = utc - offsetMs(utc, zone);
  return utc - offsetMs(guess, zone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which local clocks are ahead of UTC at a whole second. Throws RangeError for what is no zone. */
export function offsetMs(at: UtcMs, zone: string): number {
  const format = formats.get(zone) ?? formatOf(zone);
  formats.set(zone, format);
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const field = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0;
  return (
    Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
    ) - at
  );
}

const formatOf = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

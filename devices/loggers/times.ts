/** How loggers write an instant: the formats as data, and which of them a column of texts is written in. */
import type { UtcMs } from '../../src/thermal/types.ts';
import { type Result, refuse } from './types.ts';
import type { WallMs } from './zone.ts';

/** A time as written: by a wall clock in a zone to be given, or as an instant because it states its offset. */
export type Written = { readonly wall: WallMs } | { readonly at: UtcMs };
export type TimeFormat = { readonly id: string; readonly pattern: RegExp };

const CLOCK = String.raw`(?<H>\d{1,2}):(?<m>\d{1,2})(?::(?<s>\d{1,2})(?:[.,](?<f>\d{1,9}))?)?\s*(?<ap>[ap]m)?`;
const OFFSET = String.raw`\s*(?<off>Z|[+-]\d{2}:?\d{2})?`;
const pattern = (text: string): RegExp => new RegExp(`^${text}$`, 'i');

/** In order of preference. `dmy` and `mdy` differ only in meaning; see `chooseFormat`. */
export const TIME_FORMATS: readonly TimeFormat[] = [
  {
    id: 'ymd',
    pattern: pattern(String.raw`(?<y>\d{4})[-/.](?<M>\d{1,2})[-/.](?<d>\d{1,2})[T\s]+${CLOCK}${OFFSET}`),
  },
  {
    id: 'dmy',
    pattern: pattern(String.raw`(?<d>\d{1,2})[-/.](?<M>\d{1,2})[-/.](?<y>\d{4})[T\s]+${CLOCK}${OFFSET}`),
  },
  {
    id: 'mdy',
    pattern: pattern(String.raw`(?<M>\d{1,2})[-/.](?<d>\d{1,2})[-/.](?<y>\d{4})[T\s]+${CLOCK}${OFFSET}`),
  },
  {
    id: 'd-name-y',
    pattern: pattern(String.raw`(?<d>\d{1,2})[-/ ](?<name>[a-z]{3})[-/ ](?<y>\d{4}|\d{2})\s+${CLOCK}`),
  },
  {
    id: 'y-name-d',
    pattern: pattern(String.raw`(?<y>\d{4})[-/ ](?<name>[a-z]{3})\.?[-/ ](?<d>\d{1,2})\s+${CLOCK}${OFFSET}`),
  },
  {
    id: 'clock-d-name-y',
    pattern: pattern(String.raw`${CLOCK}\s+(?<d>\d{1,2})[-/ ](?<name>[a-z]{3})[-/ ](?<y>\d{4}|\d{2})`),
  },
];

/** No format is longer; a longer cell is not tried, for the patterns are not made for a megabyte of blanks. */
const TEXT_LENGTH_MAX = 64;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Null when the text is not in that format or names a date that does not exist (31 April, 25:00). */
export function readTime(text: string, format: TimeFormat): Written | null {
  const found = text.length > TEXT_LENGTH_MAX ? null : format.pattern.exec(text.trim())?.groups;
  if (!found) return null;
  const year = Number(found.y) + (found.y?.length === 2 ? 2000 : 0);
  const month = found.name ? MONTHS.indexOf(found.name.toLowerCase()) : Number(found.M) - 1;
  const [day, minute, second] = [Number(found.d), Number(found.m), Number(found.s ?? 0)];
  const hour = hourOfDay(Number(found.H), found.ap);
  if (month < 0 || month > 11 || hour > 23 || minute > 59 || second > 59) return null;
  const millisecond = Math.trunc(Number(`0.${found.f ?? 0}`) * 1000);
  const wall = Date.UTC(year, month, day, hour, minute, second, millisecond);
  if (new Date(wall).getUTCDate() !== day) return null;
  return found.off ? { at: wall - offsetMs(found.off) } : { wall };
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (!half) return hour;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function offsetMs(text: string): number {
  if (text.toUpperCase() === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}

/**
 * The format that reads most of `texts`, or null when none reads any. Where day and month can be swapped in
 * every one of them and that changes the date, it is a question for a person: LOGGER_DATE_AMBIGUOUS.
 */
export function chooseFormat(
  texts: readonly string[],
  dates: 'dmy' | 'mdy' | undefined,
): Result<{ format: TimeFormat; read: number }> | null {
  const counted = TIME_FORMATS.filter((format) => !excluded(format, dates))
    .map((format) => ({ format, read: texts.filter((text) => readTime(text, format) !== null).length }))
    .filter(({ read }) => read > 0)
    .sort((a, b) => b.read - a.read);
  const [best, next] = counted;
  if (!best) return null;
  const example =
    next?.read === best.read ? texts.find((text) => differs(text, best.format, next.format)) : undefined;
  if (example !== undefined) {
    const message = `Cannot read the dates: ${example.trim()} has two meanings, say dmy or mdy`;
    return refuse('LOGGER_DATE_AMBIGUOUS', message, { example: example.trim() });
  }
  return { ok: true, value: best };
}

function excluded(format: TimeFormat, dates: 'dmy' | 'mdy' | undefined): boolean {
  return dates !== undefined && (format.id === 'dmy' || format.id === 'mdy') && format.id !== dates;
}

function differs(text: string, one: TimeFormat, other: TimeFormat): boolean {
  const [first, second] = [readTime(text, one), readTime(text, other)];
  return first !== null && second !== null && JSON.stringify(first) !== JSON.stringify(second);
}

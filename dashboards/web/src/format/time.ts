/** Times as a person at a screen reads them: the province's zone, 24 hours, as short as the day allows. Pure. */
import type { Language } from '../words/language.ts';
import { clock, day, ZONE } from './province.ts';

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  second: '2-digit',
  weekday: 'short',
});

const WEEKDAYS: Record<Language, Record<string, string>> = {
  vi: {
    Mon: 'Thứ Hai',
    Tue: 'Thứ Ba',
    Wed: 'Thứ Tư',
    Thu: 'Thứ Năm',
    Fri: 'Thứ Sáu',
    Sat: 'Thứ Bảy',
    Sun: 'Chủ nhật',
  },
  en: {
    Mon: 'Monday',
    Tue: 'Tuesday',
    Wed: 'Wednesday',
    Thu: 'Thursday',
    Fri: 'Friday',
    Sat: 'Saturday',
    Sun: 'Sunday',
  },
};

function split(at: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
}

/** `:07`, to stand small beside `09:05`. */
export const secondsOf = (at: number): string => `:${(split(at).second ?? '').padStart(2, '0')}`;

/** `09:05:07` */
export const clockWithSeconds = (at: number): string => clock(at) + secondsOf(at);

/** `22/11/2026` */
export function dateOf(at: number): string {
  return day(isoDayOf(at));
}

/** `2026-11-22`, as the service takes a day. */
export function isoDayOf(at: number): string {
  const p = split(at);
  return `${p.year}-${p.month}-${p.day}`;
}

/** `Chủ nhật` */
export function weekdayOf(at: number, language: Language): string {
  const weekday = split(at).weekday ?? '';
  return WEEKDAYS[language][weekday] ?? weekday;
}

/** `09:05` when it is the same day as `now`, else `09:05 22/11/2026`. */
export function timeNear(at: number, now: number): string {
  return dateOf(at) === dateOf(now) ? clock(at) : `${clock(at)} ${dateOf(at)}`;
}

/** `29:12`, for a countdown. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** An API time as milliseconds; `null` stays `null`, and so does what is no time. */
export function instant(iso: string | null): number | null {
  if (iso === null) return null;
  const at = Date.parse(iso);
  return Number.isNaN(at) ? null : at;
}

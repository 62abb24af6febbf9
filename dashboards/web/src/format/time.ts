/** Times and durations as a person in the province reads them: always the province's zone, 24 hours. Pure. */
import type { Language } from '../words/language.ts';

export const ZONE = 'Asia/Ho_Chi_Minh';

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  weekday: 'short',
  hourCycle: 'h23',
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

/** `09:05` */
export function clockTime(at: number): string {
  const p = split(at);
  return `${p.hour}:${p.minute}`;
}

/** `09:05:07` */
export function clockTimeWithSeconds(at: number): string {
  return `${clockTime(at)}:${split(at).second}`;
}

/** `22/11/2026` */
export function date(at: number): string {
  const p = split(at);
  return `${p.day}/${p.month}/${p.year}`;
}

/** `Chủ nhật, 22/11/2026` */
export function dateWithWeekday(at: number, language: Language): string {
  const weekday = split(at).weekday ?? '';
  return `${WEEKDAYS[language][weekday] ?? weekday}, ${date(at)}`;
}

/** `09:05` when it is the same day as `now`, else `09:05 22/11/2026`. */
export function timeNear(at: number, now: number): string {
  return date(at) === date(now) ? clockTime(at) : `${clockTime(at)} ${date(at)}`;
}

/** An expiry date `2026-12-31` as `31/12/2026`; anything else as it came. */
export function expiryDate(iso: string): string {
  return iso.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');
}

/** `45 giây`, `7 phút`, `1 giờ 05 phút`, `2 ngày 3 giờ`; the smaller part is left out where it no longer matters. */
export function duration(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const unit = UNITS[language];
  if (minutes < 1) return `${seconds} ${unit.second}`;
  if (hours < 1) return `${minutes} ${unit.minute}`;
  if (days < 1) {
    return `${hours} ${unit.hour} ${String(minutes % 60).padStart(2, '0')} ${unit.minute}`;
  }
  return `${days} ${unit.day} ${hours % 24} ${unit.hour}`;
}

const UNITS = {
  vi: { second: 'giây', minute: 'phút', hour: 'giờ', day: 'ngày' },
  en: { second: 's', minute: 'min', hour: 'h', day: 'd' },
};

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

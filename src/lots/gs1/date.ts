/** Dates and times of day inside GS1 values: is it one, and which day does it mean? */
import { digits, type Lint } from './charset.ts';

/**
 * The full year of a two-digit one: the century that brings it nearest to `currentYear`, from 49 years back to
 * 50 years ahead (GS1 General Specifications, section 7.12). In 2026, 76 is 2076 and 77 is 1977.
 */
export function fullYear(twoDigits: number, currentYear: number): number {
  const century = currentYear - (currentYear % 100);
  const ahead = twoDigits - (currentYear % 100);
  if (ahead >= 51) return century - 100 + twoDigits;
  if (ahead <= -50) return century + 100 + twoDigits;
  return century + twoDigits;
}

/** Days in a month (1 to 12) of a year of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/**
 * The day that `YYMMDD` means, as `YYYY-MM-DD`; day 00 is the last of its month. `null` where there is no such
 * day in the century that `currentYear` gives it.
 */
export function dayOf(yymmdd: string, currentYear: number): string | null {
  if (shortDateOrMonth(yymmdd) !== null) return null;
  const year = fullYear(Number(yymmdd.slice(0, 2)), currentYear);
  const month = Number(yymmdd.slice(2, 4));
  const last = daysInMonth(year, month);
  const day = Number(yymmdd.slice(4, 6)) || last;
  if (day > last) return null;
  return `${String(year).padStart(4, '0')}-${yymmdd.slice(2, 4)}-${String(day).padStart(2, '0')}`;
}

const date =
  (yearDigits: 2 | 4, dayMayBeZero: boolean): Lint =>
  (value) => {
    if (value.length < yearDigits + 4) return { code: 'GS1_TOO_SHORT', at: 0 };
    if (value.length > yearDigits + 4) return { code: 'GS1_TOO_LONG', at: 0 };
    const fault = digits(value);
    if (fault) return fault;
    const year = Number(value.slice(0, yearDigits));
    const month = Number(value.slice(yearDigits, yearDigits + 2));
    const day = Number(value.slice(yearDigits + 2));
    if (month < 1 || month > 12) return { code: 'GS1_MONTH', at: yearDigits };
    // Without a century a year divisible by four passes as a leap year; dayOf decides with the century.
    const last = daysInMonth(yearDigits === 2 ? 2000 + year : year, month);
    if (day > last || (day === 0 && !dayMayBeZero)) return { code: 'GS1_DAY', at: yearDigits + 2 };
    return null;
  };

/** `YYMMDD`, with day 00 for the last day of the month (expiry, production, best before). */
export const shortDateOrMonth: Lint = date(2, true);
/** `YYMMDD` with a real day. */
export const shortDate: Lint = date(2, false);
export const longDateOrMonth: Lint = date(4, true);
export const longDate: Lint = date(4, false);

/** `HH`, 00 to 23. */
export const hour: Lint = (value) => {
  if (value.length < 2) return { code: 'GS1_TOO_SHORT', at: 0 };
  if (value.length > 2) return { code: 'GS1_TOO_LONG', at: 0 };
  return digits(value) ?? (value > '23' ? { code: 'GS1_HOUR', at: 0 } : null);
};

/** `MM` or `SS`, 00 to 59. */
export const sixtieth: Lint = (value) =>
  digits(value) ?? (value > '59' ? { code: 'GS1_MINUTE', at: 0 } : null);

/** `HHMM`. */
export const hourMinute: Lint = (value) => {
  if (value.length < 4) return { code: 'GS1_TOO_SHORT', at: 0 };
  if (value.length > 4) return { code: 'GS1_TOO_LONG', at: 0 };
  const fault = digits(value) ?? hour(value.slice(0, 2));
  if (fault) return fault;
  return sixtieth(value.slice(2)) === null ? null : { code: 'GS1_MINUTE', at: 2 };
};

/** When are the slots of a day, and which days has a month? By the province's own clock, whatever its zone does. */
import { instantOn } from '../fleet/instants.ts';
import { daysInMonth } from '../lots/gs1/date.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type BookTerms, SLOTS, type Slot } from './types.ts';

/** [from, to). */
export type Span = { readonly from: UtcMs; readonly to: UtcMs };

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const FIRST_YEAR = 1900;

/** The slot of a day `YYYY-MM-DD` as instants. */
export const spanOf = (day: string, slot: Slot, terms: BookTerms, zone: string): Span => ({
  from: instantOn(day, terms[slot].from, zone),
  to: instantOn(day, terms[slot].to, zone),
});

/** The whole day, from midnight to midnight. */
export const daySpan = (day: string, zone: string): Span => ({
  from: instantOn(day, 0, zone),
  to: instantOn(nextDay(day), 0, zone),
});

export const isSlot = (text: string): text is Slot => SLOTS.some((slot) => slot === text);

export const isMonth = (text: string): boolean => Number(MONTH.exec(text)?.[1] ?? 0) >= FIRST_YEAR;

/** Every day of `YYYY-MM`, the first one first. */
export function daysOf(month: string): string[] {
  const [, year, number] = MONTH.exec(month) ?? [];
  const count = daysInMonth(Number(year), Number(number));
  return Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`);
}

export const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Who is on duty day by day: a week's shifts and holes, cut at midnight where they go over it. Pure. */
import { DAY_MS, daysAfter, startOf } from '../format/local.ts';
import { isoDayOf } from '../format/time.ts';

/** ISO times; `to` is no longer part of it. */
export type Span = { readonly from: string; readonly to: string };

/** One thing of one day: the part of it that lies there, and whether it goes on over a midnight. */
export type Piece<T extends Span> = {
  readonly of: T;
  readonly from: number;
  readonly to: number;
  readonly goesOn: boolean;
  readonly wentOn: boolean;
};
export type DutyDay<S extends Span, H extends Span> = {
  readonly day: string;
  readonly from: number;
  readonly to: number;
  readonly shifts: readonly Piece<S>[];
  readonly holes: readonly Piece<H>[];
};

const DAYS = 7;

/** The Monday of the week that an instant lies in, `2026-11-23`. */
export function mondayOf(at: number): string {
  const day = isoDayOf(at);
  // The fifth day of the epoch was a Monday.
  const sinceMonday = (Math.floor((startOf(day) + DAY_MS / 2) / DAY_MS) + 3) % DAYS;
  return daysAfter(day, -sinceMonday);
}

/** From an address: the Monday of the week of that day; of the present one where there is no such day. */
export function weekOf(text: string | null, now: number): string {
  const at = text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T12:00:00+07:00`) : NaN;
  return mondayOf(Number.isNaN(at) ? now : at);
}

export const weekFrom = (monday: string): number => startOf(monday);
export const weekTo = (monday: string): number => startOf(monday) + DAYS * DAY_MS;

export function daysOf<S extends Span, H extends Span>(
  monday: string,
  shifts: readonly S[],
  holes: readonly H[],
): DutyDay<S, H>[] {
  return Array.from({ length: DAYS }, (_, i) => {
    const day = daysAfter(monday, i);
    const from = startOf(day);
    const to = from + DAY_MS;
    return { day, from, to, shifts: piecesOf(shifts, from, to), holes: piecesOf(holes, from, to) };
  });
}

function piecesOf<T extends Span>(spans: readonly T[], from: number, to: number): Piece<T>[] {
  return spans
    .map((of) => ({ of, begins: Date.parse(of.from), ends: Date.parse(of.to) }))
    .filter(({ begins, ends }) => begins < to && ends > from)
    .map(({ of, begins, ends }) => ({
      of,
      from: Math.max(begins, from),
      to: Math.min(ends, to),
      wentOn: begins < from,
      goesOn: ends > to,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Whoever is on at an instant. */
export const onAt = <S extends Span>(shifts: readonly S[], at: number): S[] =>
  shifts.filter(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to));

/** When a shift or a hole is, in words: of the part of it that lies in one day, and as a whole. Pure. */
import { clock } from '../format/province.ts';
import { dateOf } from '../format/time.ts';
import type { Piece, Span } from './week.ts';
import type { DutyWords } from './words-vi.ts';

/** `07:00–17:00`; `17:00 → 07:00 24/11` where it goes over midnight; `00:00–24:00`. */
export function pieceText({ of, from, to, wentOn, goesOn }: Piece<Span>, { week }: DutyWords): string {
  if (wentOn && goesOn) return week.allDay;
  if (wentOn) return week.until(clock(to));
  if (goesOn) return `${clock(from)} → ${clock(Date.parse(of.to))} ${dayMonth(Date.parse(of.to))}`;
  return `${clock(from)}–${endOf(from, to)}`;
}

/** A day ends at 24:00 and not at 00:00. */
const endOf = (from: number, to: number): string =>
  clock(to) === '00:00' && dateOf(to) !== dateOf(from) ? '24:00' : clock(to);

/** `24/11` */
export const dayMonth = (at: number): string => dateOf(at).slice(0, 5);

/** A hole as far as one looked: what goes on to the end of that has no end that is known. */
export function holeText(hole: Span, looked: Span, { holes }: DutyWords): string {
  const [from, to] = [Date.parse(hole.from), Date.parse(hole.to)];
  const isFromNow = from <= Date.parse(looked.from);
  const isOpen = to >= Date.parse(looked.to);
  if (isFromNow) return isOpen ? holes.always : holes.fromNow(timeAndDay(to));
  return isOpen ? holes.from(timeAndDay(from)) : holes.span(timeAndDay(from), timeAndDay(to));
}

const timeAndDay = (at: number): string => `${clock(at)} ${dayMonth(at)}`;

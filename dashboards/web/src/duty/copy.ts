/** The shifts of a week once more in the next. Pure. */
import { DAY_MS } from '../format/local.ts';
import type { Change, Kept } from './shift-draft.ts';
import { weekFrom, weekTo } from './week.ts';

const WEEK_MS = 7 * DAY_MS;

/** `nothing`: there is none to copy. `busy`: some begin in the next week already, and none of them is to be lost. */
export function copiedTo(
  monday: string,
  shifts: readonly Kept[],
  there: readonly Kept[],
): Change | 'nothing' | 'busy' {
  const [from, to] = [weekFrom(monday), weekTo(monday)];
  const beginsIn = (begin: number, end: number) => (shift: Kept) => {
    const at = Date.parse(shift.from);
    return at >= begin && at < end;
  };
  if (there.some(beginsIn(from, to))) return 'busy';
  const later = (time: string) => new Date(Date.parse(time) + WEEK_MS).toISOString();
  const copies = shifts
    .filter(beginsIn(from - WEEK_MS, from))
    // A stand-in and the reason for it are of one week only.
    .map(({ person, from, to }) => ({
      ...{ person, standIn: null, from: later(from), to: later(to), note: '' },
    }));
  if (copies.length === 0) return 'nothing';
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), shifts: copies };
}

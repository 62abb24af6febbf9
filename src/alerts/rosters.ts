/** May the shifts of a roster be as they were written, and what are they then? */
import { isFit } from '../fleet/fit.ts';
import type { Person } from '../fleet/types.ts';
import { accept, type Decision, refuse, said } from '../lots/refusal.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Roster, Shift } from './duty.ts';
import type { Window } from './holes.ts';

const DAY_MS = 86_400_000;
/** Nobody is on duty for longer without a change. */
export const SHIFT_MOST: DurationMs = 31 * DAY_MS;
export const SHIFTS_MOST = 4_000;
/** Written at once. */
export const WINDOW_MOST: DurationMs = 400 * DAY_MS;
/** What ended longer ago is dropped when the roster is written: who was told of what is kept with the messages. */
const KEPT: DurationMs = 400 * DAY_MS;
const NOTE_MOST = 200;

export type GivenShift = Omit<Shift, 'id'> & { readonly id?: string };

/**
 * The roster with the given shifts in place of those that begin in the window, oldest first. A shift keeps its id when it is
 * one of those that it takes the place of. Refuses `SHIFT_INVALID` with `why` and, where one is at fault, its `shift` from 1;
 * `PERSON_UNKNOWN` and `PERSON_RETIRED` (before the shift begins) with the `id`. `people`: who may be put on duty.
 */
export function replaceShifts(
  roster: Roster,
  window: Window,
  given: readonly GivenShift[],
  ctx: {
    readonly now: UtcMs;
    readonly ids: () => string;
    readonly people: ReadonlyMap<string, Person>;
  },
): Decision<Roster> {
  const { from, to } = window;
  if (!(from < to) || to - from > WINDOW_MOST) return invalid('window', { from, to });
  const isReplaced = (shift: Shift) => shift.from >= from && shift.from < to;
  const former = new Set(roster.shifts.filter(isReplaced).map(({ id }) => id));
  const written: Shift[] = [];
  for (const [index, shift] of given.entries()) {
    const isDouble = written.some(
      ({ person, from: begun }) => person === shift.person && begun === shift.from,
    );
    const why = isDouble ? 'double' : faultOf(shift, window);
    if (why !== null) return invalid(why, { shift: index + 1 });
    for (const name of [shift.person, shift.standIn]) {
      const known = name === null ? null : check(name, shift.from, ctx.people);
      if (known !== null && !known.ok) return known;
    }
    const { id, person, standIn, note } = shift;
    const kept = id !== undefined && former.delete(id) ? id : ctx.ids();
    written.push({
      id: kept,
      person,
      standIn,
      from: shift.from,
      to: shift.to,
      note: said(note).normalize('NFC'),
    });
  }
  const others = roster.shifts.filter((shift) => !isReplaced(shift) && shift.to > ctx.now - KEPT);
  const shifts = [...others, ...written].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  if (shifts.length > SHIFTS_MOST) return invalid('many', { shifts: shifts.length });
  return accept({ ...roster, shifts });
}

function faultOf({ from, to, person, standIn, note }: GivenShift, window: Window): string | null {
  if (!(from >= window.from && from < window.to)) return 'from';
  if (!(to > from)) return 'to';
  if (to - from > SHIFT_MOST) return 'long';
  if (standIn === person) return 'stand-in';
  return note.length > NOTE_MOST || !isFit(note.trim()) ? 'note' : null;
}

function check(username: string, at: UtcMs, people: ReadonlyMap<string, Person>): Decision<Person> {
  const person = people.get(username);
  if (person === undefined) return refuse('PERSON_UNKNOWN', `No such person: ${username}`, { id: username });
  if (person.retiredAt !== null && person.retiredAt <= at)
    return refuse('PERSON_RETIRED', `Cannot put ${username} on duty: the account is retired`, {
      id: username,
    });
  return accept(person);
}

const invalid = (why: string, details: Readonly<Record<string, unknown>>) =>
  refuse('SHIFT_INVALID', `The shifts cannot be written: ${why}`, { why, ...details });

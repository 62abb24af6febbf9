import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { type GivenShift, replaceShifts, SHIFTS_MOST } from '../../src/alerts/rosters.ts';
import { counting } from '../lots/parcel-fixture.ts';
import { hour, person, roster, shift, world } from './duty-fixture.ts';

const PEOPLE = world([
  person('a', 'tinh', ['depot']),
  person('b', 'tinh', ['depot']),
  person('cu', 'tinh', ['depot'], hour(6)),
]).people;
const WEEK = { from: hour(0), to: hour(24 * 7) };
const ctx = { now: hour(0), people: PEOPLE };
const write = (before: ReturnType<typeof shift>[], given: readonly GivenShift[], window = WEEK) =>
  replaceShifts(roster('truc', ...before), window, given, { ...ctx, ids: counting('ca') });
const given = (changes: Partial<GivenShift> = {}): GivenShift => ({
  ...{ person: 'a', standIn: null, from: hour(0), to: hour(8), note: '' },
  ...changes,
});

it('shifts that begin in the window are written anew, those before and after it stay', () => {
  const before = [shift('a', -8, 4), shift('b', 0, 8), shift('b', 167, 175), shift('a', 168, 176)];
  const after = write(before, [given({ person: 'b', from: hour(4), to: hour(9) })]);
  expect(
    after.ok && after.value.shifts.map(({ person: who, from }) => [who, (from - hour(0)) / 3_600_000]),
  ).toEqual([
    ['a', -8],
    ['b', 4],
    ['a', 168],
  ]);
});

it('a shift keeps the id of the one it takes the place of; another’s, a foreign one or one given twice becomes new', () => {
  const before = [shift('a', 0, 8, null, 's-1'), shift('a', 168, 176, null, 's-2')];
  const after = write(before, [
    given({ id: 's-1' }),
    given({ id: 's-1', from: hour(8), to: hour(9) }),
    given({ id: 's-2', from: hour(9), to: hour(10) }),
    given({ id: 'x', from: hour(10), to: hour(11) }),
  ]);
  const ids = after.ok ? after.value.shifts.map(({ id }) => id) : [];
  expect(ids[0]).toBe('s-1');
  expect(ids.at(-1)).toBe('s-2');
  expect(new Set(ids).size).toBe(5);
  expect(ids).not.toContain('x');
});

test.each<[string, Partial<GivenShift>, string | null]>([
  ['the first instant of the window', {}, null],
  ['before the window', { from: hour(0) - 1 }, 'from'],
  ['the last instant of it, going on beyond', { from: WEEK.to - 1, to: WEEK.to + 1 }, null],
  ['after the window', { from: WEEK.to, to: WEEK.to + 1 }, 'from'],
  ['no length', { to: hour(0) }, 'to'],
  ['31 days', { to: hour(31 * 24) }, null],
  ['longer than that', { to: hour(31 * 24) + 1 }, 'long'],
  ['no time at all', { from: Number.NaN }, 'from'],
  ['oneself as a stand-in', { standIn: 'a' }, 'stand-in'],
  ['a stand-in', { standIn: 'b' }, null],
  ['a note of 200 letters', { note: 'x'.repeat(200) }, null],
  ['a longer note', { note: 'x'.repeat(201) }, 'note'],
])('a shift with %s', (_, changes, why) => {
  const after = write([], [given(changes)]);
  if (why === null) expect(after.ok).toBe(true);
  else expect(after).toMatchObject({ refusal: { code: 'SHIFT_INVALID', details: { why, shift: 1 } } });
});

test.each([
  ['nobody of the name', given({ person: 'x' }), 'PERSON_UNKNOWN'],
  ['a stand-in whom nobody knows', given({ standIn: 'x' }), 'PERSON_UNKNOWN'],
  ['somebody who is retired by then', given({ person: 'cu', from: hour(6), to: hour(8) }), 'PERSON_RETIRED'],
  ['somebody on their last day', given({ person: 'cu', from: hour(6) - 1, to: hour(8) }), null],
])('%s on duty', (_, one, code) => {
  const after = write([], [one]);
  expect(after.ok ? null : after.refusal.code).toBe(code);
});

it('a window of no length or of more than 400 days is none; what ended 400 days ago is dropped', () => {
  const why = { refusal: { code: 'SHIFT_INVALID', details: { why: 'window' } } };
  expect(write([], [], { from: hour(1), to: hour(1) })).toMatchObject(why);
  expect(write([], [], { from: hour(0), to: hour(400 * 24) + 1 })).toMatchObject(why);
  expect(write([], [], { from: hour(0), to: hour(400 * 24) }).ok).toBe(true);
  const old = [shift('a', -9_608, -9_600), shift('b', -9_608, -9_599)];
  const after = write(old, []);
  expect(after.ok && after.value.shifts.map(({ person: who }) => who)).toEqual(['b']);
});

it('a roster has an end', () => {
  const many = Array.from({ length: SHIFTS_MOST + 1 }, (_, i) =>
    given({ from: hour(0) + i, to: hour(1) + i }),
  );
  expect(write([], many)).toMatchObject({ refusal: { details: { why: 'many' } } });
  expect(write([], many.slice(1)).ok).toBe(true);
});

test('writing a window back as it is changes nothing, whatever is in it', () => {
  const anyShift = fc
    .record({
      who: fc.constantFrom('a', 'b'),
      from: fc.integer({ min: -24, max: 200 }),
      long: fc.integer({ min: 1, max: 24 }),
    })
    .map(({ who, from, long }) => shift(who, from, from + long));
  fc.assert(
    fc.property(fc.uniqueArray(anyShift, { selector: ({ id }) => id, maxLength: 12 }), (shifts) => {
      const once = write(
        shifts,
        shifts.filter(({ from }) => from >= WEEK.from && from < WEEK.to),
      );
      if (!once.ok) throw new Error(once.refusal.code);
      expect(new Set(once.value.shifts)).toEqual(new Set(shifts));
      const again = write(
        [...once.value.shifts],
        once.value.shifts.filter(({ from }) => from >= WEEK.from && from < WEEK.to),
      );
      expect(again).toEqual(once);
    }),
  );
});

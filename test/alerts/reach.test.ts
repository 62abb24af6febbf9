import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Target } from '../../src/alerts/duty.ts';
import { DEFAULT_LADDER } from '../../src/alerts/ladders.ts';
import { reach } from '../../src/alerts/reach.ts';
import { ROLES, type Role } from '../../src/fleet/types.ts';
import { duty, hour, level, one, person, role, roster, shift, world } from './duty-fixture.ts';

const PEOPLE = [
  person('kho.xa', 'xa', ['depot']),
  person('kho.huyen', 'huyen', ['depot']),
  person('truong.huyen', 'huyen', ['official']),
  person('cdc.2', 'tinh', ['official']),
  person('cdc.1', 'tinh', ['official', 'administrator']),
  person('so.y.te', null, ['official']),
  person('cu', 'xa', ['depot', 'official'], hour(-1)),
  person('man.hinh', 'xa', ['display']),
];

describe('people by role', () => {
  test.each<[string, Role, number | null, string | null, string[]]>([
    ['at the site itself', 'depot', 0, 'xa', ['kho.xa']],
    ['a place without such people is passed over upwards', 'depot', 0, 'khac', ['kho.huyen']],
    ['and once more', 'official', 0, 'khac', ['truong.huyen']],
    ['one higher', 'official', 1, 'xa', ['truong.huyen']],
    ['two higher', 'official', 2, 'xa', ['cdc.1', 'cdc.2']],
    ['above the root is the whole province', 'official', 3, 'xa', ['cdc.1', 'cdc.2', 'so.y.te']],
    ['two higher than a place of the second level', 'official', 2, 'huyen', ['cdc.1', 'cdc.2', 'so.y.te']],
    ['the whole province', 'official', null, 'xa', ['cdc.1', 'cdc.2', 'so.y.te']],
    ['of the service itself', 'official', 0, null, ['cdc.1', 'cdc.2', 'so.y.te']],
    ['of a place that is not known', 'official', 0, 'nowhere', ['cdc.1', 'cdc.2', 'so.y.te']],
    ['a role that nobody has', 'vaccinator', 0, 'xa', []],
    ['only below where it is looked for', 'depot', 2, 'xa', []],
  ])('%s: %s, %s up of %s', (_, name, up, site, told) => {
    expect(reach(level(role(name, up)), site, hour(0), world(PEOPLE))).toEqual(told);
  });

  it('each is told once, in the order of the targets', () => {
    const both = level(one('so.y.te'), role('official', null), role('administrator', null));
    expect(reach(both, 'xa', hour(0), world(PEOPLE))).toEqual(['so.y.te', 'cdc.1', 'cdc.2']);
  });

  it('somebody retired is told until the moment of it and not from then on', () => {
    const leaving = world([person('a', 'xa', ['depot'], hour(5))]);
    expect(reach(level(one('a')), 'xa', hour(5) - 1, leaving)).toEqual(['a']);
    expect(reach(level(one('a'), role('depot', 0)), 'xa', hour(5), leaving)).toEqual([]);
  });

  it('nobody of the name is nobody', () => {
    expect(reach(level(one('constructor')), 'xa', hour(0), world(PEOPLE))).toEqual([]);
  });
});

describe('people on duty', () => {
  const people = [...PEOPLE, person('dem', 'tinh', ['depot']), person('ngay', 'tinh', ['depot'])];
  const list = roster('truc', shift('dem', 0, 8), shift('ngay', 8, 17), shift('dem', 16, 24, 'kho.xa'));
  const at = (hours: number, more = 0) =>
    reach(level(duty('truc')), 'xa', hour(hours) + more, world(people, list));

  test.each([
    ['the first instant of a shift', 0, 0, ['dem']],
    ['the last instant of a shift', 8, -1, ['dem']],
    ['the instant of the change', 8, 0, ['ngay']],
    ['where two overlap both, one through a stand-in', 16, 0, ['ngay', 'kho.xa']],
    ['the end of the overlap', 17, 0, ['kho.xa']],
    ['before the first shift whoever answers for the place', 0, -1, ['truong.huyen']],
    ['after the last shift', 24, 0, ['truong.huyen']],
  ])('%s', (_, hours, more, told) => {
    expect(at(hours, more)).toEqual(told);
  });

  it('a retired stand-in leaves it to whom they stood in for; a shift of two retired people is a hole', () => {
    const who = [...PEOPLE, person('a', 'xa', ['depot'])];
    const told = (...shifts: ReturnType<typeof shift>[]) =>
      reach(level(duty('truc')), 'xa', hour(1), world(who, roster('truc', ...shifts)));
    expect(told(shift('a', 0, 2, 'cu'))).toEqual(['a']);
    expect(told(shift('cu', 0, 2, 'a'))).toEqual(['a']);
    expect(told(shift('cu', 0, 2, 'cu'))).toEqual(['truong.huyen']);
  });

  it('a roster that is gone is a hole', () => {
    expect(reach(level(duty('weg')), 'xa', hour(1), world(PEOPLE))).toEqual(['truong.huyen']);
  });
});

test('by the ladder that is there without being made, each step goes higher', () => {
  expect(DEFAULT_LADDER.levels.map((step) => reach(step, 'xa', hour(0), world(PEOPLE)))).toEqual([
    ['kho.xa'],
    ['truong.huyen'],
    ['cdc.1', 'cdc.2'],
    ['cdc.1', 'cdc.2', 'so.y.te'],
  ]);
});

const anyPerson = fc
  .record({
    username: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    place: fc.constantFrom('tinh', 'huyen', 'xa', 'khac', null),
    roles: fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 3 }),
    retired: fc.option(fc.integer({ min: 0, max: 48 }), { nil: null }),
  })
  .map(({ username, place, roles, retired }) =>
    person(username, place, roles, retired === null ? null : hour(retired)),
  );
const anyShift = fc
  .record({
    who: fc.constantFrom('a', 'b', 'c'),
    from: fc.integer({ min: 0, max: 47 }),
    long: fc.integer({ min: 1, max: 12 }),
    standIn: fc.constantFrom('d', 'e', null),
  })
  .map(({ who, from, long, standIn }) => shift(who, from, from + long, standIn));
const anyTarget: fc.Arbitrary<Target> = fc.oneof(
  fc.constantFrom(duty('truc'), duty('weg'), one('a'), one('nobody')),
  fc
    .record({
      name: fc.constantFrom(...ROLES),
      up: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
    })
    .map(({ name, up }) => role(name, up)),
);

test('whatever is asked, only people who serve are told, each once, and more people leave no place with fewer', () => {
  fc.assert(
    fc.property(
      fc.array(anyPerson, { maxLength: 8 }),
      fc.array(anyShift, { maxLength: 8 }),
      fc.array(anyTarget, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('tinh', 'huyen', 'xa', 'khac', null),
      fc.integer({ min: 0, max: 48 }),
      (people, shifts, targets, site, at) => {
        const known = world(people, roster('truc', ...shifts));
        const told = reach(level(...targets), site, hour(at), known);
        expect(new Set(told).size).toBe(told.length);
        for (const name of told) {
          const who = known.people.get(name);
          expect(who !== undefined && (who.retiredAt === null || who.retiredAt > hour(at))).toBe(true);
        }
        // An official of the province stops every hole: a roster's, and a place's without officials.
        const watched = world([...people, person('trùm', null, ['official'])], roster('truc', ...shifts));
        expect(reach(level(...targets, role('official', 0)), site, hour(at), watched)).not.toEqual([]);
        expect(reach(level(duty('truc')), site, hour(at), watched)).not.toEqual([]);
      },
    ),
  );
});

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Ladder, Level, Shift } from '../../src/alerts/duty.ts';
import { type Hole, holes, rosterHoles } from '../../src/alerts/holes.ts';
import { DEFAULT_LADDER, ladderFor, ladderId } from '../../src/alerts/ladders.ts';
import { onDutyAt, reach } from '../../src/alerts/reach.ts';
import { duty, hour, level, one, person, role, roster, shift, TREE, world } from './duty-fixture.ts';

const DAY = { from: hour(0), to: hour(24) };
const A = person('a', 'tinh', ['depot']);
const B = person('b', 'tinh', ['depot'], hour(12));
const OFFICIAL = person('cdc', 'tinh', ['official']);

describe('a roster', () => {
  const known = world([A, B]).people;
  test.each<[string, Shift[], [number, number][]]>([
    ['without shifts', [], [[0, 24]]],
    ['of one whole day', [shift('a', 0, 24)], []],
    ['of a shift that is longer than the window', [shift('a', -5, 30)], []],
    ['of shifts that touch', [shift('a', 0, 8), shift('a', 8, 24)], []],
    ['of shifts that overlap', [shift('a', 0, 9), shift('a', 8, 24)], []],
    ['with an hour in between', [shift('a', 0, 8), shift('a', 9, 24)], [[8, 9]]],
    [
      'that begins late and ends early',
      [shift('a', 2, 20)],
      [
        [0, 2],
        [20, 24],
      ],
    ],
    ['whose person retires', [shift('b', 0, 24)], [[12, 24]]],
    ['whose person retires, with a stand-in', [shift('b', 0, 24, 'a')], []],
    ['whose stand-in retires: then the person is there', [shift('a', 0, 24, 'b')], []],
    ['of people who are not there', [shift('x', 0, 12), shift('x', 12, 24)], [[0, 24]]],
    ['of shifts outside the window', [shift('a', -8, 0), shift('a', 24, 30)], [[0, 24]]],
  ])('%s', (_, shifts, expected) => {
    const found = rosterHoles(roster('truc', ...shifts), DAY, known);
    expect(found).toEqual(expected.map(([from, to]) => ({ from: hour(from), to: hour(to) })));
  });

  it('has none in a window of no length', () => {
    expect(rosterHoles(roster('truc'), { from: hour(1), to: hour(1) }, known)).toEqual([]);
  });
});

const ladder = (site: string | null, ...levels: Level[]): Ladder => ({
  ...DEFAULT_LADDER,
  id: ladderId(site),
  site,
  levels,
});
const book = (...ladders: Ladder[]) => new Map(ladders.map((each) => [each.id, each]));
const brief = ({ ladder: { id }, level: index, rosters, from, to, covered, sites }: Hole) =>
  [
    id,
    index,
    rosters.join(),
    (from - hour(0)) / 3_600_000,
    (to - hour(0)) / 3_600_000,
    covered,
    sites,
  ] as const;

describe('the levels of a ladder', () => {
  const sites = ['tinh', 'huyen', 'xa'];

  it('an hour without anybody on duty is a hole, though officials would be told instead', () => {
    const known = world([A, OFFICIAL], roster('truc', shift('a', 0, 8), shift('a', 9, 24)));
    const found = holes(DAY, sites, book(ladder('tinh', level(duty('truc')))), known);
    expect(found.map(brief)).toEqual([['tinh', 0, 'truc', 8, 9, true, sites]]);
  });

  it('without officials it reaches nobody', () => {
    const known = world([A], roster('truc', shift('a', 0, 8), shift('a', 9, 24)));
    const found = holes(DAY, sites, book(ladder('tinh', level(duty('truc')))), known);
    expect(found.map(brief)).toEqual([['tinh', 0, 'truc', 8, 9, false, sites]]);
  });

  it('two rosters of one level leave a hole where both have one', () => {
    const known = world([A], roster('truc', shift('a', 0, 12)), roster('phu', shift('a', 10, 20)));
    const found = holes(DAY, ['xa'], book(ladder('xa', level(duty('truc'), duty('phu')))), known);
    expect(found.map(brief)).toEqual([['xa', 0, 'truc,phu', 20, 24, false, ['xa']]]);
  });

  it('a level of people alone has one from when the last of them retires', () => {
    const found = holes(DAY, ['xa'], book(ladder('xa', level(one('b')))), world([A, B]));
    expect(found.map(brief)).toEqual([['xa', 0, '', 12, 24, false, ['xa']]]);
  });

  it('of a role only the places from which nobody is found upwards', () => {
    const low = person('c', 'huyen', ['depot']);
    const found = holes(DAY, sites, book(ladder(null, level(role('depot', 0)))), world([low]));
    expect(found.map(brief)).toEqual([['province', 0, '', 0, 24, false, ['tinh']]]);
  });

  it('a ladder that no place uses has none, also the one that is always there', () => {
    const known = world([A]);
    const made = book(ladder('khac', level(one('x'))), ladder(null, level(one('a'))));
    expect(holes(DAY, sites, made, known)).toEqual([]);
  });
});

test('at every hour a level has a hole there exactly when nobody of its rosters is on shift, or it reaches nobody', () => {
  const anyShift = fc
    .record({
      who: fc.constantFrom('a', 'b', 'x'),
      from: fc.integer({ min: -4, max: 24 }),
      long: fc.integer({ min: 1, max: 10 }),
      standIn: fc.constantFrom('a', 'b', null),
    })
    .map(({ who, from, long, standIn }) => shift(who, from, from + long, standIn));
  const anyTarget = fc.constantFrom(
    duty('truc'),
    duty('phu'),
    one('b'),
    role('depot', 0),
    role('official', 1),
  );
  fc.assert(
    fc.property(
      fc.array(anyShift, { maxLength: 6 }),
      fc.array(anyShift, { maxLength: 3 }),
      fc.array(anyTarget, { minLength: 1, maxLength: 3 }),
      fc.subarray([A, B, OFFICIAL, person('c', 'huyen', ['depot'], hour(5))]),
      (truc, phu, targets, people) => {
        const known = world(people, roster('truc', ...truc), roster('phu', ...phu));
        const ladders = book(ladder(null, level(...targets)));
        const sites = ['tinh', 'huyen', 'xa', null];
        const found = holes(DAY, sites, ladders, known);
        const named = targets.flatMap((target) => (target.kind === 'duty' ? [target.roster] : []));
        for (let at = 0; at < 24; at++) {
          const instant = hour(at) + 1;
          const isOnDuty = named.some((id) => {
            const list = known.rosters.get(id);
            return list !== undefined && onDutyAt(list, instant, known.people).length > 0;
          });
          for (const site of sites) {
            const step = ladderFor(site, ladders, TREE).levels[0] as Level;
            const isReached = reach(step, site, instant, known).length > 0;
            const here = found.filter(
              (hole) => hole.from <= instant && instant < hole.to && hole.sites.includes(site),
            );
            const isOpen = named.length > 0 ? !isOnDuty : !isReached;
            expect(here.map(({ covered }) => covered)).toEqual(isOpen ? [isReached] : []);
          }
        }
      },
    ),
  );
});

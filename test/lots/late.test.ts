import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  insertInFamily,
  insertPlacement,
  insertStay,
  type LateMove,
  movesOf,
  staysOf,
  withdrawFromFamily,
  withdrawPlacements,
  withdrawStay,
} from '../../src/lots/late.ts';
import { move } from '../../src/lots/parcels.ts';
import { at, granted, HOUR, parcel, TEN } from './parcel-fixture.ts';

const fridge = (from: number, to: number | null = null) => ({ unit: 'fridge-1', from, to });
const box = (from: number, to: number | null = null) => ({ unit: 'box-1', from, to });

describe('a move that comes late', () => {
  test('cuts the stay it falls into and lasts to the end of it', () => {
    const stayed = parcel({ stays: [fridge(TEN, TEN + 4 * HOUR), box(TEN + 6 * HOUR)] });
    expect(insertStay(stayed, { at: TEN + HOUR, unit: 'box-2' }).stays).toEqual([
      fridge(TEN, TEN + HOUR),
      { unit: 'box-2', from: TEN + HOUR, to: TEN + 4 * HOUR },
      box(TEN + 6 * HOUR),
    ]);
  });

  test('where the parcel was in no unit, it lasts until the next stay begins', () => {
    const stayed = parcel({ stays: [fridge(TEN, TEN + 4 * HOUR), box(TEN + 6 * HOUR)] });
    expect(insertStay(stayed, { at: TEN + 5 * HOUR, unit: 'box-2' }).stays[1]).toEqual({
      unit: 'box-2',
      from: TEN + 5 * HOUR,
      to: TEN + 6 * HOUR,
    });
  });

  test('at the end of what is known it stays open', () => {
    expect(insertStay(parcel(), { at: TEN + HOUR, unit: 'box-1' }).stays).toEqual([
      fridge(TEN, TEN + HOUR),
      box(TEN + HOUR),
    ]);
  });

  test('out of a unit leaves the time unknown until the next stay', () => {
    const stayed = parcel({ stays: [fridge(TEN, TEN + 4 * HOUR), box(TEN + 4 * HOUR)] });
    expect(insertStay(stayed, { at: TEN + HOUR, unit: null }).stays).toEqual([
      fridge(TEN, TEN + HOUR),
      box(TEN + 4 * HOUR),
    ]);
  });

  test('a parcel said to be in no unit twice is known to be in none from both instants', () => {
    const out = insertStay(parcel({ stays: [fridge(TEN, TEN + 4 * HOUR)] }), { at: TEN + HOUR, unit: null });
    const inside = insertStay(out, { at: TEN + 2 * HOUR, unit: 'box-1' });
    expect(inside.stays.filter((stay) => stay.to !== stay.from)).toEqual([
      fridge(TEN, TEN + HOUR),
      box(TEN + 2 * HOUR, TEN + 4 * HOUR),
    ]);
  });

  test.each([
    ['before the parcel was received', {}, TEN - 1],
    ['at the end of its life', { ended: { at: TEN + HOUR, kind: 'empty' as const } }, TEN + HOUR],
    ['after the end of its life', { ended: { at: TEN + HOUR, kind: 'empty' as const } }, TEN + 2 * HOUR],
  ])('%s changes nothing', (_name, changes, instant) => {
    const former = parcel({ stays: [fridge(TEN, TEN + HOUR)], ...changes });
    expect(insertStay(former, { at: instant, unit: 'box-1' })).toBe(former);
  });

  test.each([
    ['out of its unit before its life ended', TEN + HOUR],
    ['out of its unit at the very instant at which its life ended', TEN + 2 * HOUR],
  ])('%s, and taken back: it was in its unit to its end', (_name, instant) => {
    const ended = { at: TEN + 2 * HOUR, kind: 'discarded' as const };
    const out = { at: instant, unit: null };
    const former = parcel({ stays: [fridge(TEN, instant)], ended });
    const back = withdrawStay(former, out);
    expect(back.stays).toEqual([fridge(TEN, TEN + 2 * HOUR)]);
    expect(insertStay(back, out).stays).toEqual([fridge(TEN, instant)]);
  });

  test.each([
    ['a unit before none', 'box-1', null, 'box-1'],
    ['of two units the later in the alphabet', 'box-1', 'box-2', 'box-2'],
    ['the same twice is one', 'box-1', 'box-1', 'box-1'],
  ])('of one instant, %s', (_name, one, other, stands) => {
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      const moved = order.reduce((p, unit) => insertStay(p, { at: TEN + HOUR, unit }), parcel());
      expect(moved.stays).toEqual([fridge(TEN, TEN + HOUR), { unit: stands, from: TEN + HOUR, to: null }]);
    }
  });

  test('reaches what was split off after it, and not what was split off before or then', () => {
    const family = [
      parcel(),
      parcel({ id: 'before', parent: 'P1', createdAt: TEN + HOUR }),
      parcel({ id: 'then', parent: 'P1', createdAt: TEN + 2 * HOUR }),
      parcel({ id: 'after', parent: 'P1', createdAt: TEN + 3 * HOUR }),
      parcel({ id: 'later', parent: 'after', createdAt: TEN + 4 * HOUR }),
      parcel({ id: 'grandchild', parent: 'before', createdAt: TEN + 4 * HOUR }),
    ];
    const changed = insertInFamily(family, 'P1', { at: TEN + 2 * HOUR, unit: 'box-1' });
    expect(changed.map(({ id }) => id).sort()).toEqual(['P1', 'after', 'later']);
    const back = withdrawFromFamily(
      family.map((member) => changed.find(({ id }) => id === member.id) ?? member),
      'P1',
      { at: TEN + 2 * HOUR, unit: 'box-1' },
    );
    for (const member of back) expect(member).toEqual(family.find(({ id }) => id === member.id));
  });
});

const moves = fc.uniqueArray(
  fc.record({
    at: fc.integer({ min: 1, max: 30 }).map((n) => TEN + n * HOUR),
    unit: fc.constantFrom('a', 'b', 'c', null),
  }),
  { maxLength: 12 },
);
const shuffled = moves.chain((list) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
);
const first: LateMove = { at: TEN, unit: 'fridge-1' };

describe('arrival order means nothing', () => {
  test('any order of moves gives the stays of the tidy one', () => {
    fc.assert(
      fc.property(shuffled, ([tidy, order]) => {
        const late = order.reduce(insertStay, parcel());
        expect(late.stays).toEqual(staysOf([first, ...tidy]));
        expect(movesOf(late.stays)).toEqual(movesOf(staysOf([first, ...tidy])));
      }),
      { numRuns: 400 },
    );
  });

  test('moves that come in order, one by one, are what a tidy service writes', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const tidy = list
          .toSorted((a, b) => a.at - b.at)
          .filter((one, i, all) => one.at !== all[i - 1]?.at)
          .filter((one, i, all) => one.unit !== (all[i - 1] ?? first).unit);
        const live = tidy.reduce(
          (p, { at: instant, unit }) =>
            granted(move(p, { unit, at: instant }, { unitKnown: true }, at(TEN + 100 * HOUR))),
          parcel(),
        );
        expect(tidy.toReversed().reduce(insertStay, parcel())).toEqual(live);
      }),
      { numRuns: 200 },
    );
  });

  test('known and unknown time are conserved: at every instant it is where the last move by then put it', () => {
    fc.assert(
      fc.property(shuffled, ([tidy, order]) => {
        const { stays } = order.reduce(insertStay, parcel());
        for (let hour = 0; hour <= 31; hour++) {
          const instant = TEN + hour * HOUR;
          const last = [first, ...tidy]
            .filter((one) => one.at <= instant)
            .toSorted((a, b) => a.at - b.at || ((a.unit ?? '') < (b.unit ?? '') ? -1 : 1))
            .at(-1);
          const there = stays.filter(({ from, to }) => from <= instant && (to === null || instant < to));
          expect(there.map(({ unit }) => unit)).toEqual(last?.unit === null ? [] : [last?.unit]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a move that was inserted and taken back leaves no trace', () => {
    const distinct = fc.uniqueArray(
      fc.record({
        at: fc.integer({ min: 1, max: 30 }).map((n) => TEN + n * HOUR),
        unit: fc.constantFrom('a', 'b', null),
      }),
      { maxLength: 10, minLength: 1, selector: (one) => one.at },
    );
    fc.assert(
      fc.property(distinct, fc.nat(), (list, pick) => {
        const out = list[pick % list.length];
        if (out === undefined) return;
        const without = list.filter((one) => one !== out).reduce(insertStay, parcel());
        expect(withdrawStay(insertStay(without, out), out).stays).toEqual(without.stays);
      }),
      { numRuns: 200 },
    );
  });

  test('a box stands where the last placement by then put it, whichever came first', () => {
    const placed = fc.uniqueArray(
      fc.record({ at: fc.integer({ min: 0, max: 9 }), site: fc.constantFrom('x', 'y', null) }),
    );
    fc.assert(
      fc.property(
        placed.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([tidy, order]) => {
          const begin = [{ site: 'x', since: -1 }];
          const there = (list: typeof tidy) => list.reduce(insertPlacement, begin);
          expect(there(order)).toEqual(there(tidy.toSorted((a, b) => a.at - b.at)));
          const placements = there(order);
          expect(placements.map(({ since }) => since)).toEqual(
            [...new Set(placements.map(({ since }) => since))].sort((a, b) => a - b),
          );
        },
      ),
      { numRuns: 200 },
    );
    expect(withdrawPlacements([{ site: 'x', since: 1 }], [{ site: 'x', at: 1 }])).toEqual([]);
    expect(withdrawPlacements([{ site: 'x', since: 1 }], [{ site: null, at: 1 }])).toHaveLength(1);
  });
});

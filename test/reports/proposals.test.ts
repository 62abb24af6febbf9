/** Which parcels are proposed to go elsewhere: those that would not be given in time, to where they would, and never what is held. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paceKey } from '../../src/reports/pace.ts';
import { type Lying, type MoveFacts, proposalsOf } from '../../src/reports/proposals.ts';
import { daysAfter } from '../../src/reports/stock.ts';
import { GTIN, TREE } from './facts.ts';

const RUNS = Number(process.env.GIULANH_PROPERTY_RUNS ?? 400);
const TODAY = '2026-11-23';
const lying = (parcel: string, doses: number, more: Partial<Lying> = {}): Lying => ({
  ...{ parcel, gtin: GTIN, lot: 'A', expiry: daysAfter(TODAY, 9), doses, site: 'xa', free: true },
  ...more,
});
/** Doses a day at each station, and what is given below the depot. */
const moves = (
  pace: { xa?: number; xb?: number; tinh?: number },
  more: Partial<MoveFacts> = {},
): MoveFacts => {
  const own = new Map(Object.entries(pace).map(([site, doses]) => [paceKey(GTIN, site), doses]));
  const all = new Map(own).set(
    paceKey(GTIN, 'tinh'),
    Object.values(pace).reduce((sum, one) => sum + one, 0),
  );
  return {
    ...{ day: TODAY, tree: TREE, paces: { own, all } },
    keepingOf: () => ({ class: 'refrigerated', litresPerDose: 0.002 }),
    freeLitres: () => 10,
    ...more,
  };
};
const told = (stock: readonly Lying[], facts: MoveFacts) =>
  proposalsOf(stock, facts).map(({ parcel, to, reason }) => `${parcel} ${to} ${reason}`);

describe('a parcel of a lot that ends in ten days, today counted', () => {
  test.each([
    ['is given in time at exactly ten a day', 100, 10, []],
    ['is not with one dose more, and the other station gives it', 101, 10, ['p xb expires']],
  ])('%s', (_name, doses, xa, proposed) => {
    expect(told([lying('p', doses)], moves({ xa, xb: 100 }))).toEqual(proposed);
  });
  test('goes only to where all that is there, and it, is given in the days that are left after the way', () => {
    const at = (mine: number) =>
      told([lying('p', 70), lying('q', mine, { site: 'xb' })], moves({ xa: 1, xb: 20 }));
    // Seven days at twenty a day.
    expect(at(70)).toEqual(['p xb expires']);
    expect(at(71)).toEqual([]);
  });
  test.each([
    ['when it fits to the last cubic centimetre', 0.2, ['p xb expires']],
    ['not when a little is wanting', 0.1999, []],
    ['not when nobody knows how much room there is', null, []],
  ])('goes %s', (_name, room, proposed) => {
    expect(told([lying('p', 100)], moves({ xa: 1, xb: 100 }, { freeLitres: () => room }))).toEqual(proposed);
  });
  test('does not go where two parcels are too many for the room that one has', () => {
    const stock = [lying('p', 60), lying('q', 60)];
    expect(told(stock, moves({ xb: 100 }, { freeLitres: () => 0.2 }))).toEqual(['p xb expires']);
  });
  test('does not go when nobody says how large a dose is', () => {
    expect(told([lying('p', 100)], moves({ xb: 100 }, { keepingOf: () => null }))).toEqual([]);
  });
  test.each([
    ['on hold, recalled, or spoken for', { free: false }],
    ['expired', { expiry: daysAfter(TODAY, -1) }],
    ['empty', { doses: 0 }],
  ])('is left where it is when it is %s', (_name, more) => {
    expect(told([lying('p', 100, more)], moves({ xb: 100 }))).toEqual([]);
  });
  test('does not count on what is held at the other place, and is not kept from going by it', () => {
    expect(told([lying('p', 100), lying('q', 900, { site: 'xb', free: false })], moves({ xb: 20 }))).toEqual([
      'p xb expires',
    ]);
  });
});

test('of two lots the one that ends first is given first, and the other one goes', () => {
  const stock = [lying('later', 60, { expiry: daysAfter(TODAY, 10) }), lying('sooner', 60)];
  expect(told(stock, moves({ xa: 10, xb: 50 }))).toEqual(['later xb expires']);
});

test('a depot keeps what those below it give in time', () => {
  expect(told([lying('p', 100, { site: 'tinh' })], moves({ xa: 5, xb: 5 }))).toEqual([]);
  expect(told([lying('p', 101, { site: 'tinh' })], moves({ xa: 5, xb: 5 }))).toEqual([]);
});

describe('a lot that ends in a year', () => {
  const year = { expiry: daysAfter(TODAY, 365) };
  test('lies too long where it is not begun for half a year, and goes where it is used up in two months', () => {
    const stock = [lying('a', 180, year), lying('b', 50, year)];
    expect(told(stock, moves({ xa: 1, xb: 1 }))).toEqual(['b xb slow']);
    expect(told(stock, moves({ xa: 1.01, xb: 1 }))).toEqual([]);
    expect(told(stock, moves({ xa: 1, xb: 0.8 }))).toEqual([]);
  });
  test('goes from where nothing is given at all', () => {
    expect(told([lying('a', 50, year)], moves({ xb: 1 }))).toEqual(['a xb slow']);
  });
});

const stock = fc.array(
  fc.record({
    doses: fc.integer({ min: 0, max: 200 }),
    days: fc.integer({ min: -2, max: 400 }),
    site: fc.constantFrom('tinh', 'xa', 'xb'),
    free: fc.boolean(),
  }),
  { maxLength: 30 },
);
const world = fc.record({
  stock,
  xa: fc.integer({ min: 0, max: 30 }),
  xb: fc.integer({ min: 0, max: 30 }),
  room: fc.integer({ min: 0, max: 1000 }),
});

test('whatever lies where: nothing held or expired moves, each parcel once and whole, and what arrives is given in time and has room', () => {
  let some = 0;
  fc.assert(
    fc.property(world, fc.nat(), ({ stock, xa, xb, room }, turn) => {
      const all = stock.map(({ doses, days, site, free }, i) =>
        lying(`p${String(i).padStart(2, '0')}`, doses, { expiry: daysAfter(TODAY, days), site, free }),
      );
      const facts = moves({ xa, xb }, { freeLitres: () => room / 1000 });
      const proposed = proposalsOf(all, facts);
      const byId = new Map(all.map((one) => [one.parcel, one]));
      expect(new Set(proposed.map(({ parcel }) => parcel)).size).toBe(proposed.length);
      for (const { parcel, doses, from, to } of proposed) {
        const one = byId.get(parcel);
        expect(one).toMatchObject({ free: true, doses, site: from });
        expect(one && one.expiry >= TODAY).toBe(true);
        expect(to).not.toBe(from);
        expect(facts.paces.own.get(paceKey(GTIN, to))).toBeGreaterThan(0);
      }
      for (const to of ['xa', 'xb']) {
        const coming = proposed.filter((one) => one.to === to).reduce((sum, { doses }) => sum + doses, 0);
        expect(coming * 0.002).toBeLessThanOrEqual(room / 1000 + 1e-9);
      }
      const shuffled = [
        ...all.slice(turn % (all.length + 1)),
        ...all.slice(0, turn % (all.length + 1)),
      ].reverse();
      expect(proposalsOf(shuffled, facts)).toEqual(proposed);
      some += proposed.length;
    }),
    { numRuns: RUNS },
  );
  expect(some).toBeGreaterThan(0);
});

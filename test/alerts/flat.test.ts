import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flatOf, isStuck, suspectAfter } from '../../src/alerts/flat.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIVE = 5 * MINUTE;
const GAP = 15 * MINUTE;
type Sample = { at: number; milli: number | null };

/** One value each five minutes, from minute 0 on. */
const every5 = (values: readonly (number | null)[], from = 0): Sample[] =>
  values.map((milli, i) => ({ at: from + i * FIVE, milli }));
/** A fridge that moves with each value for `hours`. */
const noisy = (hours: number): number[] => Array.from({ length: hours * 12 }, (_, i) => 4000 + (i % 7) * 60);
const still = (hours: number, milli = 4600): number[] => Array.from({ length: hours * 12 + 1 }, () => milli);
const flat = (values: readonly (number | null)[]) => {
  const found = flatOf(every5(values), GAP);
  if (found === null) throw new Error('a value stands at the end');
  return found;
};

describe('a sensor', () => {
  test('that moved until then and stands still for six hours is stuck', () => {
    const found = flat([...noisy(24), ...still(6)]);
    expect(isStuck(found)).toBe(true);
    expect(found).toMatchObject({ milli: 4600, since: 24 * HOUR, until: 30 * HOUR });
  });
  test('is not one reading before that', () => {
    expect(isStuck(flat([...noisy(24), ...still(6).slice(1)]))).toBe(false);
  });
  test('that never moved is not: its history shows no noise', () => {
    expect(suspectAfter(flat(still(100)))).toBe(Number.POSITIVE_INFINITY);
  });
  test('is measured by at least 24 changes', () => {
    const changes = (n: number) => [...Array.from({ length: n }, (_, i) => 4000 + (i % 2) * 60), ...still(6)];
    expect(flat(changes(24)).changes).toBe(24);
    expect(isStuck(flat(changes(24)))).toBe(true);
    expect(isStuck(flat(changes(23)))).toBe(false);
  });
  test('of whole degrees that often stands still for five hours is stuck only after twenty', () => {
    const coarse = Array.from({ length: 25 }, (_, i) => still(5, i % 2 === 0 ? -80_000 : -79_000)).flat();
    expect(isStuck(flat([...coarse, ...still(19, -81_000)]))).toBe(false);
    expect(isStuck(flat([...coarse, ...still(20, -81_000)]))).toBe(true);
  });
  test('that was silent did not stand still meanwhile, nor across a fault', () => {
    const before = every5(noisy(24));
    const threeHours = (at: number) => every5(still(3), at);
    const silent = [...before, ...threeHours(24 * HOUR), ...threeHours(27 * HOUR + GAP + 1)];
    expect(flatOf(silent, GAP)).toMatchObject({ since: 27 * HOUR + GAP + 1 });
    const fault = [...before, ...every5(still(3), 24 * HOUR), { at: 27 * HOUR + FIVE, milli: null }];
    expect(flatOf(fault, GAP)).toBeNull();
    expect(flatOf([...fault, ...every5(still(3), 27 * HOUR + 2 * FIVE)], GAP)).toMatchObject({
      since: 27 * HOUR + 2 * FIVE,
    });
  });
  test('with nothing measured says nothing', () => {
    expect(flatOf([], GAP)).toBeNull();
  });
  test('is judged by the week before alone', () => {
    const long = [...still(40), ...noisy(8 * 24), ...still(6)];
    expect(flat(long).longest).toBe(0);
    expect(isStuck(flat(long))).toBe(true);
  });
});

describe('coarse sensors that are sound', () => {
  /** Changes come by chance, on average each `mean` hours. */
  const weeks = (seed: number, mean: number): Sample[] => {
    let state = seed;
    const draw = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    let milli = -80_000;
    return Array.from({ length: 21 * 24 * 12 }, (_, i) => {
      if (draw() < 1 / (mean * 12)) milli = milli === -80_000 ? -79_000 : -80_000;
      return { at: i * FIVE, milli };
    });
  };
  test.each([0.5, 2, 4, 6, 12, 48])(
    'that change each %f hours by chance are blamed on no day of three weeks',
    (mean) => {
      for (let seed = 1; seed <= 40; seed++) {
        const samples = weeks(seed, mean);
        for (let hour = 48; hour <= 21 * 24; hour += 4) {
          const to = hour * 12;
          const found = flatOf(samples.slice(Math.max(0, to - 8 * 288), to), GAP);
          expect(found !== null && isStuck(found)).toBe(false);
        }
      }
    },
  );
});

test('a stretch is never said to be longer than it was', () => {
  const value = fc.option(fc.constantFrom(0, 500), { freq: 8 });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (values) => {
      const found = flatOf(every5(values), GAP);
      if (found === null) {
        expect(values.at(-1) ?? null).toBeNull();
        return;
      }
      const inside = every5(values).filter(({ at }) => at >= found.since);
      expect(inside.every(({ milli }) => milli === found.milli)).toBe(true);
      expect(found.until).toBe((values.length - 1) * FIVE);
    }),
  );
});

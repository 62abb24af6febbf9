/** A value whose time is not known may show that a limit was passed, and never that it was not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Doubts } from '../../src/thermal/doubts.ts';
import { ThermalEngine } from '../../src/thermal/engine.ts';
import { judgeParcel } from '../../src/thermal/judge.ts';
import { type Excursion, UNMONITORED, type UnitHistory } from '../../src/thermal/types.ts';
import { doubt, world } from './worlds.ts';

const RUNS = Number(process.env.GIULANH_PROPERTY_RUNS ?? 400);
const endOf = ({ end }: Excursion): number => end ?? Number.POSITIVE_INFINITY;

const isWithin = (former: Excursion, now: Excursion): boolean =>
  now.rule === former.rule &&
  now.version === former.version &&
  now.start <= former.start &&
  now.breachedAt <= former.breachedAt &&
  endOf(now) >= endOf(former);

describe('whatever is added of which nobody knows the time', () => {
  it('no excursion goes, ends earlier or breaks its rule later, and what was unmonitored stays exactly so', () => {
    const more = world.chain((w) =>
      fc.record({
        w: fc.constant(w),
        a: fc.array(doubt, { maxLength: 5 }),
        b: fc.array(doubt, { maxLength: 5 }),
      }),
    );
    fc.assert(
      fc.property(more, ({ w: { units, versions, stays, end, asOf }, a, b }) => {
        const added = new Map(
          [...units].map(([id, unit]): [string, UnitHistory] => {
            const doubts = [...(unit.doubts ?? []), ...(id === 'a' ? a : b)];
            return [id, { ...unit, doubts }];
          }),
        );
        const before = judgeParcel(stays, units, versions, end, asOf);
        const after = judgeParcel(stays, added, versions, end, asOf);
        for (const former of before.excursions)
          expect(after.excursions.some((now) => isWithin(former, now))).toBe(true);
        const silent = (list: readonly Excursion[]) => list.filter(({ rule }) => rule === UNMONITORED);
        expect(silent(after.excursions)).toEqual(silent(before.excursions));
        expect(after.unknownSince).toBe(before.unknownSince);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('the order in which it comes means nothing', () => {
    const lists = fc
      .array(doubt, { maxLength: 12 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    const seen = (doubts: Doubts) =>
      Array.from({ length: 90 }, (_, t) => {
        const there = doubts.stretches.filter((s) => s.from <= t && t < s.to);
        return there.map(({ low, high }) => [low, high]);
      });
    fc.assert(
      fc.property(lists, ([list, shuffled]) => {
        const each = seen(new Doubts(list));
        expect(seen(new Doubts(shuffled))).toEqual(each);
        expect(each.every((there) => there.length <= 1)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a unit with one probe of which nobody knows the time', () => {
  const rule = {
    id: 'heat',
    side: 'above',
    limit: 8000,
    inclusive: false,
    allowed: 5,
    mode: 'continuous',
  } as const;
  const versions = [{ version: 1, effective: 0, rules: [rule], maxUnmonitored: 20 }];
  const course = { stays: [{ unit: 'a', from: 0, to: null }], versions, end: null };
  const engineWith = (readings: readonly { at: number; milli: number }[]) => {
    const engine = new ThermalEngine((_, from, to) => readings.filter((r) => r.at >= from && r.at < to));
    const placements = new Map([['p', [{ from: 0, to: null }]]]);
    engine.setUnit('a', { maxGap: 50, maxUnmonitored: 20, placements });
    engine.setCourse('parcel', course);
    return engine;
  };

  it('is unmonitored however much it says that all is well', () => {
    const engine = engineWith([]);
    expect(engine.addDoubts('a', [{ from: 0, to: 100, milli: 5000 }])).toBe(0);
    expect(engine.evaluate('parcel', 90).live.map((e) => e.rule)).toEqual([UNMONITORED]);
  });

  it('a value past the limit counts where another probe is inside', () => {
    const engine = engineWith([{ at: 0, milli: 5000 }]);
    expect(engine.evaluate('parcel', 1).live).toEqual([]);
    expect(engine.addDoubts('a', [{ from: 10, to: 16, milli: 5000 }])).toBe(Infinity);
    expect(engine.addDoubts('a', [{ from: 20, to: 26, milli: 9000 }])).toBe(20);
    const { live, settled } = engine.evaluate('parcel', 40);
    expect([...settled, ...live]).toMatchObject([
      { rule: 'heat', start: 20, breachedAt: 25, end: 26, peak: 9000 },
    ]);
  });

  it('is judged again when what it may have been is over', () => {
    const engine = engineWith([{ at: 0, milli: 5000 }]);
    engine.addDoubts('a', [{ from: 10, to: 40, milli: 9000 }]);
    expect(engine.evaluate('parcel', 12).nextAt).toBe(15);
    const { live, nextAt } = engine.evaluate('parcel', 16);
    expect(live).toMatchObject([{ start: 10, end: null }]);
    expect(nextAt).toBe(41);
  });
});

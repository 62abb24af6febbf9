import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beyondIn, legSummary, runsOf } from '../../src/custody/leg.ts';
import { Judge, type Sources } from '../../src/thermal/course.ts';
import type { Evidence, Rule } from '../../src/thermal/types.ts';
import { at, HOUR } from './custody-fixture.ts';

const warm: Rule = {
  id: 'warm',
  side: 'above',
  limit: 8000,
  inclusive: false,
  allowed: 2 * HOUR,
  mode: 'cumulative',
};
const cold: Rule = {
  id: 'cold',
  side: 'below',
  limit: 0,
  inclusive: false,
  allowed: HOUR,
  mode: 'continuous',
};
const version = { version: 1, effective: at(-100), rules: [warm, cold], maxUnmonitored: 100 * HOUR };
const course = { stays: [{ unit: 'box-1', from: at(0), to: null }], versions: [version], end: null };
const stretch = (from: number, to: number, milli: number) => ({
  from: at(from),
  to: at(to),
  low: milli,
  high: milli,
});
const sources =
  (...probe: ReturnType<typeof stretch>[]) =>
  (): Sources => ({
    probes: [probe],
    evidence: [],
    maxUnmonitored: 100 * HOUR,
  });

describe('how warm it was on the leg', () => {
  test('the taker sees extremes, the mean, time beyond and unknown time', () => {
    const of = sources(
      stretch(0, 2, 5000),
      stretch(2, 2.5, 9000),
      stretch(2.5, 3, 5000),
      stretch(3.5, 4, 9500),
    );
    const leg = legSummary(course, of, at(1), at(4));
    expect(leg).toMatchObject({ min: 5000, max: 9500, beyond: HOUR, unknown: HOUR / 2 });
    expect(leg.meanKineticCelsius).toBeGreaterThan(5);
    expect(leg.meanKineticCelsius).toBeLessThan(9.5);
  });

  test('what was before the leg, and the moment it ends, do not count', () => {
    const of = sources(stretch(0, 1, 12_000), stretch(1, 3, 5000), stretch(3, 4, -5000));
    const calm = { min: 5000, max: 5000, beyond: 0, unknown: 0 };
    expect(legSummary(course, of, at(1), at(3))).toMatchObject(calm);
    expect(legSummary(course, of, at(1), at(3) + 1)).toMatchObject({ min: -5000, beyond: 1 });
  });

  test('a leg that has just begun has no length, no temperature and nothing unknown', () => {
    expect(legSummary(course, sources(stretch(0, 4, 9000)), at(3), at(3))).toEqual({
      min: null,
      max: null,
      meanKineticCelsius: null,
      beyond: 0,
      unknown: 0,
    });
  });

  test('where nothing is known there is no temperature, and no calm', () => {
    expect(legSummary(course, sources(), at(1), at(4))).toEqual({
      min: null,
      max: null,
      meanKineticCelsius: null,
      beyond: 0,
      unknown: 3 * HOUR,
    });
  });

  test.each([
    ['at the limit', 8000, 0],
    ['a thousandth above it', 8001, HOUR],
    ['at the lower limit', 0, 0],
    ['a thousandth below it', -1, HOUR],
  ])('a value %s counts as its rule says', (_, milli, beyond) => {
    expect(legSummary(course, sources(stretch(0, 1, milli)), at(0), at(2))).toMatchObject({ beyond });
  });

  test('time past two limits at once counts once', () => {
    const both = {
      ...course,
      versions: [{ ...version, rules: [warm, { ...warm, id: 'hot', limit: 8500 }] }],
    };
    expect(beyondIn(both, sources(stretch(0, 2, 9000)), at(0), at(3))).toEqual([{ from: at(0), to: at(2) }]);
  });

  test('time between two units is unknown', () => {
    const stays = [
      { unit: 'box-1', from: at(0), to: at(1) },
      { unit: 'box-2', from: at(2), to: null },
    ];
    const leg = legSummary({ ...course, stays }, sources(stretch(0, 4, 5000)), at(0), at(4));
    expect(leg).toMatchObject({ beyond: 0, unknown: HOUR });
  });

  test('a new label counts from when it came into force', () => {
    const strict = { ...version, version: 2, effective: at(2), rules: [{ ...warm, limit: 6000 }] };
    const versions = [version, strict];
    const leg = legSummary({ ...course, versions }, sources(stretch(0, 4, 7000)), at(1), at(4));
    expect(leg).toMatchObject({ beyond: 2 * HOUR });
  });

  test('a day record of a logger counts where no probe stood, and shows its extreme', () => {
    const evidence: Evidence = { from: at(1), to: at(3), min: 4000, max: 9000, beyond: [], source: 'x' };
    const of = () => ({ ...sources(stretch(0, 2, 5000))(), evidence: [evidence] });
    expect(legSummary(course, of, at(0), at(4))).toMatchObject({
      min: 5000,
      max: 9000,
      beyond: HOUR,
      unknown: HOUR,
    });
  });
});

describe('the runs past one limit', () => {
  const runs = (of: () => Sources, from: number, to: number) =>
    runsOf(warm, course.stays, of, at(from), at(to));

  test('are ended by a value inside alone: unknown time between two parts of one belongs to it', () => {
    const of = sources(stretch(0, 1, 9000), stretch(2, 3, 9500), stretch(3, 4, 5000), stretch(4, 5, 9000));
    expect(runs(of, 0, 6)).toEqual([
      { from: at(0), to: at(3) },
      { from: at(4), to: at(5) },
    ]);
  });

  test('are as long together as the judge counts of an excursion, whatever happened', () => {
    const hour = fc.constantFrom<number | null>(5000, 9000, 9500, null);
    const life = fc.array(hour, { minLength: 1, maxLength: 24 });
    let broken = 0;
    const holds = (hours: (number | null)[], mode: Rule['mode'], moved: number) => {
      const rule = { ...warm, mode };
      const stays = [
        { unit: 'box-1', from: at(0), to: at(moved) },
        { unit: 'box-2', from: at(moved + 1), to: null },
      ];
      const of = sources(...hours.flatMap((milli, i) => (milli === null ? [] : [stretch(i, i + 1, milli)])));
      const judge = new Judge({ stays, versions: [{ ...version, rules: [rule] }], end: null });
      judge.advance(of, at(0), at(hours.length));
      for (const one of judge.excursions(at(hours.length))) {
        if (one.rule !== rule.id) continue;
        broken += 1;
        const found = runsOf(rule, stays, of, one.start, one.end ?? at(hours.length));
        expect(found.reduce((sum, run) => sum + run.to - run.from, 0)).toBe(one.beyond);
      }
    };
    const modes = fc.constantFrom<Rule['mode']>('continuous', 'cumulative');
    fc.assert(fc.property(life, modes, fc.integer({ min: 1, max: 12 }), holds), { numRuns: 300 });
    expect(broken).toBeGreaterThan(100);
  });

  test('are none where the value never passed', () => {
    expect(runs(sources(stretch(0, 4, 8000)), 0, 4)).toEqual([]);
  });
});

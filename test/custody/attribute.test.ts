import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attribute } from '../../src/custody/attribute.ts';
import { beyondIn, legSummary } from '../../src/custody/leg.ts';
import type { Possession } from '../../src/custody/types.ts';
import type { Sources } from '../../src/thermal/course.ts';
import type { Rule } from '../../src/thermal/types.ts';
import { at, commune, depot, HOUR, MINUTE, minh } from './custody-fixture.ts';

const possessions: readonly Possession[] = [
  { holder: depot, from: at(0), event: null },
  { holder: minh, from: at(3), event: 'E1' },
  { holder: commune, from: at(5), event: 'E2' },
];

describe('who held it while it was too warm', () => {
  test('an excursion while the escort had it is the escort’s', () => {
    expect(attribute({ start: at(3.5), end: at(4) }, possessions, null, at(10))).toEqual([
      { holder: minh, from: at(3.5), to: at(4), beyondMs: HOUR / 2 },
    ]);
  });

  test('one that spans two handoffs is split at both', () => {
    expect(attribute({ start: at(2), end: at(6) }, possessions, null, at(10))).toEqual([
      { holder: depot, from: at(2), to: at(3), beyondMs: HOUR },
      { holder: minh, from: at(3), to: at(5), beyondMs: 2 * HOUR },
      { holder: commune, from: at(5), to: at(6), beyondMs: HOUR },
    ]);
  });

  test('an excursion that begins with the handoff is the taker’s alone', () => {
    expect(
      attribute({ start: at(3), end: at(4) }, possessions, null, at(10)).map(({ holder }) => holder),
    ).toEqual([minh]);
  });

  test('one that is open reaches to now', () => {
    expect(attribute({ start: at(6), end: null }, possessions, null, at(10))).toEqual([
      { holder: commune, from: at(6), to: at(10), beyondMs: 4 * HOUR },
    ]);
  });

  test('a budget that was used up in pieces counts only the pieces', () => {
    const runs = [
      { from: at(2.5), to: at(3.5) },
      { from: at(5), to: at(6) },
    ];
    expect(
      attribute({ start: at(2.5), end: at(6) }, possessions, runs, at(10)).map(({ beyondMs }) => beyondMs),
    ).toEqual([HOUR / 2, HOUR / 2, HOUR]);
  });

  test('the parts are the whole, without a hole and without an overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 600 }), (start, length) => {
        const excursion = { start: at(0) + start * MINUTE, end: at(0) + (start + length) * MINUTE };
        const parts = attribute(excursion, possessions, null, at(100));
        expect(parts[0]?.from).toBe(excursion.start);
        expect(parts.at(-1)?.to).toBe(excursion.end);
        parts.slice(1).forEach((part, i) => {
          expect(part.from).toBe(parts[i]?.to);
        });
        expect(parts.reduce((sum, part) => sum + part.beyondMs, 0)).toBe(length * MINUTE);
      }),
    );
  });
});

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
  test('the taker sees extremes, time beyond, unknown time and the time that is left', () => {
    const of = sources(
      stretch(0, 2, 5000),
      stretch(2, 2.5, 9000),
      stretch(2.5, 3, 5000),
      stretch(3.5, 4, 9500),
    );
    expect(legSummary(course, of, at(1), at(4))).toMatchObject({
      min: 5000,
      max: 9500,
      beyond: HOUR,
      unknown: HOUR / 2,
      breached: false,
      breachAt: at(5),
      leftMs: HOUR,
    });
  });

  test('what was used up before the leg counts for what is left', () => {
    const of = sources(stretch(0, 1.5, 9000), stretch(1.5, 3, 5000), stretch(3, 3.25, 9000));
    expect(legSummary(course, of, at(3), at(3.25))).toMatchObject({
      beyond: HOUR / 4,
      leftMs: HOUR / 4,
      breached: false,
    });
    expect(legSummary(course, of, at(3), at(3.25)).meanKineticCelsius).toBeCloseTo(9, 6);
  });

  test('a rule broken on the leg is said to be broken', () => {
    expect(legSummary(course, sources(stretch(0, 1, 5000), stretch(1, 4, -500)), at(1), at(4))).toMatchObject(
      {
        breached: true,
        beyond: 3 * HOUR,
      },
    );
  });

  test('where nothing is known there is no temperature, and no calm', () => {
    expect(legSummary(course, sources(), at(1), at(4))).toEqual({
      min: null,
      max: null,
      meanKineticCelsius: null,
      beyond: 0,
      unknown: 3 * HOUR,
      breached: false,
      breachAt: null,
      leftMs: null,
    });
  });

  test('time past two limits at once counts once', () => {
    const both = {
      ...course,
      versions: [{ ...version, rules: [warm, { ...warm, id: 'hot', limit: 8500 }] }],
    };
    expect(beyondIn(both, sources(stretch(0, 2, 9000)), at(0), at(3))).toEqual([{ from: at(0), to: at(2) }]);
  });
});

/** Time that counts for nothing in a unit's own history: it is empty and defrosted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeUnit } from '../../src/thermal/judge.ts';
import type { Reading, RuleVersion, UnitHistory } from '../../src/thermal/types.ts';
import { world } from './worlds.ts';

const WARM: RuleVersion = {
  ...{ version: 1, effective: -1, maxUnmonitored: 10 },
  rules: [{ id: 'warm', side: 'above', limit: 8000, inclusive: false, allowed: 5, mode: 'continuous' }],
};
const SUMMED: RuleVersion = {
  ...WARM,
  rules: WARM.rules.map((rule) => ({ ...rule, mode: 'cumulative' as const })),
};
/** A value every two minutes over [from, to), each standing for three. */
const every = (from: number, to: number, milli: number): Reading[] =>
  Array.from({ length: Math.ceil((to - from) / 2) }, (_, i) => ({ at: from + 2 * i, milli }));
const unitOf = (readings: Reading[]): UnitHistory => ({
  ...{ maxGap: 3, maxUnmonitored: 10, evidence: [] },
  probes: [{ probe: 'p', readings, placements: [{ from: -Infinity, to: null }] }],
});
const judged = (readings: Reading[], pauses: { from: number; to: number }[], asOf = 100, version = WARM) =>
  judgeUnit(unitOf(readings), [version], null, asOf, pauses).excursions.map(({ rule, start, end }) => [
    rule,
    start,
    end,
  ]);

describe('a pause', () => {
  const defrosted = [...every(0, 20, 4000), ...every(20, 40, 15_000), ...every(40, 100, 4000)];

  it.each<[string, Reading[], { from: number; to: number }[], (string | number | null)[][]]>([
    ['without one the warm time is an excursion', defrosted, [], [['warm', 20, 40]]],
    ['over all of the warm time there is none', defrosted, [{ from: 20, to: 40 }], []],
    ['that ends early leaves what comes after it', defrosted, [{ from: 20, to: 35 }], [['warm', 35, 40]]],
    ['that ends early by less than is allowed leaves nothing', defrosted, [{ from: 20, to: 36 }], []],
    [
      'that begins late leaves what came before it, ended where it begins',
      defrosted,
      [{ from: 25, to: 40 }],
      [['warm', 20, 25]],
    ],
    ['that begins late by less than is allowed leaves nothing', defrosted, [{ from: 24, to: 40 }], []],
    [
      'in the middle makes two runs of one',
      every(0, 100, 15_000),
      [{ from: 20, to: 40 }],
      [
        ['warm', 0, 20],
        ['warm', 40, null],
      ],
    ],
    [
      'without a reading is not unmonitored',
      [...every(0, 20, 4000), ...every(60, 100, 4000)],
      [{ from: 20, to: 60 }],
      [],
    ],
    [
      'does not make the silence after it longer',
      [...every(0, 20, 4000), ...every(70, 100, 4000)],
      [{ from: 20, to: 60 }],
      [],
    ],
    [
      'does not excuse the silence after it',
      [...every(0, 20, 4000), ...every(72, 100, 4000)],
      [{ from: 20, to: 60 }],
      [['unmonitored', 60, 72]],
    ],
  ])('%s', (_, readings, pauses, wanted) => {
    expect(judged(readings, pauses)).toEqual(wanted);
  });

  it('adds nothing to a sum over the whole life', () => {
    expect(judged(defrosted, [{ from: 20, to: 40 }], 100, SUMMED)).toEqual([]);
    expect(judged(defrosted, [{ from: 20, to: 34 }], 100, SUMMED)).toEqual([['warm', 34, 40]]);
  });

  it('in which the judgement is asked for shows nothing that goes on', () => {
    expect(judged(defrosted, [{ from: 26, to: 80 }], 30)).toEqual([['warm', 20, 26]]);
  });

  it('never makes an excursion, and none of what it leaves lies in it', () => {
    const time = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(world, time, fc.integer({ min: 1, max: 30 }), (w, from, length) => {
        const unit = w.units.get('a');
        if (unit === undefined) throw new Error('no unit a');
        const to = from + length;
        const versions = w.versions.map((version) => ({
          ...version,
          rules: version.rules.map((rule) => ({ ...rule, mode: 'continuous' as const })),
        }));
        const without = judgeUnit(unit, versions, null, w.asOf).excursions;
        for (const one of judgeUnit(unit, versions, null, w.asOf, [{ from, to }]).excursions) {
          const end = one.end ?? w.asOf;
          expect(one.start >= to || end <= from).toBe(true);
          const known = without.some(
            (o) => o.rule === one.rule && o.start <= one.start && (o.end ?? w.asOf) >= end,
          );
          expect(known).toBe(true);
        }
      }),
    );
  });
});

/** What a certificate says of a probe, taken into account when it is judged. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Correction, corrected, possible } from '../../src/thermal/correction.ts';
import { judgeUnit } from '../../src/thermal/judge.ts';
import type { Reading, UnitHistory } from '../../src/thermal/types.ts';
import { world } from './worlds.ts';

const at = (from: number, offset: number, margin = 0): Correction => ({ from, offset, margin });
const values = (readings: readonly Reading[]) => readings.map(({ at, milli }) => [at, milli]);

describe('a corrected value', () => {
  it.each<[string, Correction[], Reading, (readonly [number, number | null])[]]>([
    ['is as measured without a certificate', [], { at: 5, milli: 8200 }, [[5, 8200]]],
    ['is as measured a moment before the certificate', [at(10, 300)], { at: 9, milli: 8200 }, [[9, 8200]]],
    [
      'is less by what is shown too much from its first moment on',
      [at(10, 300)],
      { at: 10, milli: 8200 },
      [[10, 7900]],
    ],
    ['is more by what is shown too little', [at(10, -300)], { at: 11, milli: 7900 }, [[11, 8200]]],
    ['goes by the newest certificate', [at(10, 300), at(20, 0)], { at: 20, milli: 8200 }, [[20, 8200]]],
    ['goes by the older one until then', [at(10, 300), at(20, 0)], { at: 19, milli: 8200 }, [[19, 7900]]],
    ['leaves a fault a fault', [at(0, 300, 200)], { at: 5, milli: null }, [[5, null]]],
    [
      'has both its ends where the doubt counts',
      [at(0, 300, 200)],
      { at: 5, milli: 8200 },
      [
        [5, 7700],
        [5, 8100],
        [5, 7900],
      ],
    ],
  ])('%s', (_, corrections, reading, wanted) => {
    expect(values(corrected([reading], corrections))).toEqual(wanted);
  });

  it('costs nothing where there is none: the very same list comes back', () => {
    const readings = [{ at: 5, milli: 8200 }];
    expect(corrected(readings, [])).toBe(readings);
    expect(corrected(readings, [at(6, 300)])).toBe(readings);
  });
});

describe('a value of no certain time', () => {
  const list = [at(10, 300), at(20, -200, 100)];
  it.each<[string, number, number, number[]]>([
    ['from before the first certificate', 0, 9, [8000]],
    ['from about the first certificate', 9, 10, [8000, 7700]],
    ['from between two certificates', 10, 19, [7700]],
    ['from any time', 0, 30, [8000, 7700, 8100, 8300]],
    ['from after the last', 20, 30, [8100, 8300]],
  ])('%s is judged by every one that may have been in force', (_, from, to, wanted) => {
    expect(possible(8000, list, from, to)).toEqual(wanted);
  });

  it('is itself where there is no certificate', () => {
    expect(possible(8000, [], 0, 30)).toEqual([8000]);
  });
});

const correction = fc
  .array(
    fc.record({
      from: fc.integer({ min: -1, max: 60 }),
      offset: fc.integer({ min: -3000, max: 3000 }),
      margin: fc.integer({ min: 0, max: 2000 }),
    }),
    { maxLength: 3 },
  )
  .map((list) => list.sort((a, b) => a.from - b.from));
const withProbes = (
  unit: UnitHistory,
  change: (readings: readonly Reading[]) => readonly Reading[],
): UnitHistory => ({
  ...unit,
  probes: unit.probes.map((probe) => ({ ...probe, readings: change(probe.readings) })),
});
const unitIn = ({ units }: { units: Map<string, UnitHistory> }): UnitHistory => {
  const unit = units.get('a');
  if (unit === undefined) throw new Error('no unit a');
  return unit;
};

describe('judged by corrected values', () => {
  it('a probe that always shows too much is a sound probe', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: -3000, max: 3000 }), (w, offset) => {
        const unit = unitIn(w);
        const shifted = withProbes(unit, (readings) =>
          readings.map(({ at, milli }) => ({ at, milli: milli === null ? null : milli + offset })),
        );
        const judged = withProbes(shifted, (readings) => corrected(readings, [at(-1, offset)]));
        expect(judgeUnit(judged, w.versions, null, w.asOf)).toEqual(
          judgeUnit(unit, w.versions, null, w.asOf),
        );
      }),
    );
  });

  it('the order of arrival means nothing', () => {
    fc.assert(
      fc.property(world, correction, (w, corrections) => {
        const unit = unitIn(w);
        const one = withProbes(unit, (readings) => corrected(readings, corrections));
        const other = withProbes(unit, (readings) => corrected(readings.toReversed(), corrections));
        expect(judgeUnit(one, w.versions, null, w.asOf)).toEqual(judgeUnit(other, w.versions, null, w.asOf));
      }),
    );
  });

  it('doubt that counts never hides time past a limit, at any moment', () => {
    fc.assert(
      fc.property(world, correction, (w, corrections) => {
        const unit = unitIn(w);
        const sure = corrections.map((one) => ({ ...one, margin: 0 }));
        // Allowed at once: every moment beyond is an excursion, so that none can hide in the length of another.
        const versions = w.versions.slice(0, 1).map((version) => ({
          ...version,
          rules: version.rules.map((rule) => ({ ...rule, allowed: 0, mode: 'continuous' as const })),
        }));
        const judge = (list: readonly Correction[]) =>
          judgeUnit(
            withProbes(unit, (readings) => corrected(readings, list)),
            versions,
            null,
            w.asOf,
          ).excursions;
        const guarded = judge(corrections);
        for (const one of judge(sure)) {
          const covers = guarded.some(
            ({ rule, start, end }) =>
              rule === one.rule && start <= one.start && (end ?? Infinity) >= (one.end ?? Infinity),
          );
          expect(covers).toBe(true);
        }
      }),
    );
  });
});

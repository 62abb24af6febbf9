import { describe, expect, it } from 'vitest';
import { judgeParcel } from '../../src/thermal/judge.ts';
import { meanKinetic, midpoints, summarise } from '../../src/thermal/kinetic.ts';
import { orderedSet, standing } from '../../src/thermal/standing.ts';
import type { Reading, Stretch } from '../../src/thermal/types.ts';

const HOUR = 3_600_000;
const hours = (...values: [number, number][]) => values.map(([weight, celsius]) => ({ weight, celsius }));
const stretch = (from: number, to: number, low: number, high = low): Stretch => ({ from, to, low, high });

describe('mean kinetic temperature (USP <1079.2>, ΔH/R = 10 000 K)', () => {
  it.each([
    ['constant 5 °C', hours([24, 5]), 5],
    ['half at 2, half at 8 °C', hours([1, 2], [1, 8]), 5.5364],
    ['23 h at 5 and 1 h at 25 °C', hours([23, 5], [1, 25]), 7.7564],
    ['20 h at 5 and 4 h at 15 °C', hours([20, 5], [4, 15]), 7.7046],
    ['12 h at 4 and 12 h at 12 °C', hours([12, 4], [12, 12]), 8.9181],
  ])('%s', (_, values, expected) => {
    expect(meanKinetic(values)).toBeCloseTo(expected, 4);
  });

  it('is weighted by time, not by the number of readings', () => {
    expect(
      meanKinetic(hours([23, 5], ...Array.from({ length: 60 }, (): [number, number] => [1 / 60, 25]))),
    ).toBeCloseTo(7.7564, 4);
  });

  it('is nothing where no time weighs', () => {
    expect(meanKinetic([])).toBeNull();
    expect(meanKinetic(hours([0, 5]))).toBeNull();
  });

  it('trap 13: one hour at 25 °C in a day passes 8 °C, and is an excursion all the same', () => {
    const readings: Reading[] = [
      { at: 0, milli: 5000 },
      { at: 10 * HOUR, milli: 25_000 },
      { at: 11 * HOUR, milli: 5000 },
    ];
    const unit = {
      maxGap: 24 * HOUR,
      maxUnmonitored: 4 * HOUR,
      probes: [{ probe: '1', readings, placements: [{ from: 0, to: null }] }],
      evidence: [],
    };
    const rule = {
      id: 'heat',
      side: 'above',
      limit: 8000,
      inclusive: false,
      allowed: HOUR,
      mode: 'continuous',
    } as const;
    const versions = [{ version: 1, effective: 0, rules: [rule], maxUnmonitored: 4 * HOUR }];
    const stays = [{ unit: 'u', from: 0, to: null }];
    const probes = [standing(orderedSet(readings), [{ from: 0, to: null }], 24 * HOUR, 24 * HOUR)];
    const sources = { probes, evidence: [], maxUnmonitored: 0 };
    const { meanKineticCelsius } = summarise({ stays, versions, end: null }, () => sources, 0, 24 * HOUR);
    expect(meanKineticCelsius).toBeCloseTo(7.7564, 4);
    expect(meanKineticCelsius).toBeLessThan(8);
    const judged = judgeParcel(stays, new Map([['u', unit]]), versions, null, 24 * HOUR);
    expect(judged.excursions).toMatchObject([{ rule: 'heat', start: 10 * HOUR, end: 11 * HOUR }]);
  });

  it('cannot see that a vial froze', () => {
    expect(meanKinetic(hours([23, 5], [1, -5]))).toBeLessThan(8);
    expect(meanKinetic(hours([23, 5], [1, -5]))).toBeGreaterThan(2);
  });
});

describe('the summary of a history', () => {
  const summary = (probes: Stretch[][], upTo: number) =>
    summarise(
      { stays: [{ unit: 'u', from: 0, to: null }], versions: [], end: null },
      () => ({ probes, evidence: [], maxUnmonitored: 0 }),
      0,
      upTo,
    );

  it('leaves unknown time out of the mean and says how much it is', () => {
    expect(summary([[stretch(0, HOUR, 5000), stretch(2 * HOUR, 3 * HOUR, 5000)]], 4 * HOUR)).toMatchObject({
      meanKineticCelsius: expect.closeTo(5, 6),
      known: 2 * HOUR,
      unknown: 2 * HOUR,
    });
  });

  it('takes the midpoint of the warmest and the coldest probe, and each one’s own extremes', () => {
    const probes = [[stretch(0, HOUR, 2000)], [stretch(0, HOUR, 8000)], [stretch(0, HOUR, 7000)]];
    expect(summary(probes, HOUR)).toMatchObject({
      min: 2000,
      max: 8000,
      meanKineticCelsius: expect.closeTo(5, 6),
    });
  });

  it('knows nothing of a parcel that no probe ever saw', () => {
    expect(summary([], HOUR)).toEqual({
      min: null,
      max: null,
      meanKineticCelsius: null,
      known: 0,
      unknown: HOUR,
    });
  });

  it('cuts overlapping probes into stretches without holes or overlaps', () => {
    const probes = [[stretch(0, 10, 1), stretch(20, 30, 2)], [stretch(5, 25, 3)]];
    expect([...midpoints(probes, 0, 40)].map((s) => [s.from, s.to, s.low, s.high])).toEqual([
      [0, 5, 1, 1],
      [5, 10, 1, 3],
      [10, 20, 3, 3],
      [20, 25, 2, 3],
      [25, 30, 2, 2],
    ]);
  });
});

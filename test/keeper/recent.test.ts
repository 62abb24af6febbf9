/** Does what tiles show of a unit's last hours stay right while readings arrive in any order and time goes on? */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Recent } from '../../src/keeper/recent.ts';

const MINUTE = 60_000;
const STEP = 5 * MINUTE;
const DAY = 24 * 60 * MINUTE;
const T0 = Date.parse('2026-11-22T00:00:00Z');

type Reading = { at: number; milli: number };

/** Of a unit nothing is known that was measured a day and ten minutes before its newest value, and of its curve three hours and ten. */
function plainly(readings: readonly Reading[], now: number) {
  const stepOf = ({ at }: { at: number }) => Math.floor(at / STEP);
  const last = Math.max(...readings.map(stepOf));
  const newest = Math.floor(now / STEP);
  const day = readings.filter((one) => stepOf(one) > Math.max(last - 290, newest - 288));
  const values = day.map(({ milli }) => milli);
  const spark = Array.from({ length: 36 }, (_, k) => {
    const step = newest - 35 + k;
    const shown = step > last - 38 ? day.findLast((one) => stepOf(one) === step) : undefined;
    return shown === undefined ? null : shown.milli / 1000;
  });
  return {
    low: values.length === 0 ? null : Math.min(...values),
    high: values.length === 0 ? null : Math.max(...values),
    spark,
  };
}

const at = fc.oneof(
  fc.integer({ min: -40 * MINUTE, max: 20 * MINUTE }),
  fc.integer({ min: -2 * DAY, max: DAY }),
);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at, milli: fc.integer({ min: -20_000, max: 20_000 }) }) },
  { weight: 2, arbitrary: fc.record({ look: fc.integer({ min: -10 * MINUTE, max: 40 * MINUTE }) }) },
  { weight: 1, arbitrary: fc.record({ look: fc.integer({ min: -DAY, max: 2 * DAY }) }) },
);

describe('the last hours of a unit', () => {
  it('are the same whenever they were looked at before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const recent = new Recent();
        const readings: Reading[] = [];
        for (const one of steps) {
          if ('look' in one) {
            const now = T0 + one.look;
            const { low, high, spark } = plainly(readings, now);
            expect(recent.extremes(now)).toMatchObject({ low, high });
            expect(recent.spark(now)).toEqual(spark);
          } else {
            const reading = { at: T0 + one.at, milli: one.milli };
            readings.push(reading);
            recent.add(reading.at, reading.milli);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lose nothing of the day to a reading that is ahead of the clock by as much as one may be', () => {
    const now = T0 + 5 * MINUTE - 1;
    const recent = new Recent();
    recent.add(now - DAY + MINUTE, 9_000);
    recent.add(now - 3 * 60 * MINUTE + MINUTE, 6_000);
    recent.add(now + 5 * MINUTE, 4_000);
    expect(recent.extremes(now)).toMatchObject({ low: 4_000, high: 9_000 });
    expect(recent.spark(now)[0]).toBe(6);
  });

  it('that were shown once are not changed by what comes later', () => {
    const recent = new Recent();
    recent.add(T0, 4_000);
    const shown = recent.spark(T0);
    recent.add(T0 + MINUTE, 9_000);
    expect(shown.at(-1)).toBe(4);
    expect(recent.spark(T0).at(-1)).toBe(9);
  });
});

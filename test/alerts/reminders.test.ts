/** How long it is quiet between two reminders, to the millisecond. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forgottenPause, stillPause } from '../../src/alerts/reminders.ts';
import { MINUTE } from './telling-fixture.ts';

const HOUR = 60 * MINUTE;

describe('of what nobody takes', () => {
  test.each([
    [15, 60, 15, 30],
    [15, 90, 30, 60],
    [15, 150, 60, 60],
    [5, 60, 5, 10],
    [5, 70, 10, 20],
    [5, 90, 20, 40],
    [5, 130, 40, 60],
    [29, 60, 29, 58],
    [30, 60, 30, 60],
    [31, 60, 31, 60],
    [60, 60, 60, 60],
    [61, 60, 61, 61],
    [1440, 60, 1440, 1440],
  ])(
    'each %i minutes at first: under %i minutes after it was told it is quiet for %i, at and over that for %i',
    (every, after, under, over) => {
      expect(stillPause(after * MINUTE - 1, every)).toBe(under * MINUTE);
      expect(stillPause(after * MINUTE, every)).toBe(over * MINUTE);
      expect(stillPause(after * MINUTE + 1, every)).toBe(over * MINUTE);
    },
  );

  test('what was told since is new: each 15 minutes', () => {
    expect(stillPause(-HOUR, 15)).toBe(15 * MINUTE);
  });

  test('however long it lasts, a reminder comes: never sooner than the ladder says, and within the hour where it allows that', () => {
    fc.assert(
      fc.property(fc.integer({ min: -HOUR, max: 1e12 }), fc.integer({ min: 5, max: 1440 }), (told, every) => {
        const pause = stillPause(told, every);
        expect(pause).toBeGreaterThanOrEqual(every * MINUTE);
        expect(pause).toBeLessThanOrEqual(Math.max(HOUR, every * MINUTE));
        expect(stillPause(told + MINUTE, every)).toBeGreaterThanOrEqual(pause);
      }),
    );
  });
});

test.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [4, 8],
  [5, 24],
  [6, 24],
  [1_000, 24],
])('of what somebody took: after reminder %i the next comes after %i hours', (times, hours) => {
  expect(forgottenPause(times)).toBe(hours * HOUR);
});

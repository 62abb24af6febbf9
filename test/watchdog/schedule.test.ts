import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arrived,
  begun,
  isFresh,
  LATE,
  lossOf,
  reached,
  type Schedule,
  turn,
} from '../../src/watchdog/schedule.ts';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const FIRST = 5_000;
const start = begun(QUARTER, FIRST);
const under = (at: number): Schedule => turn(start, at);

describe('a trial of the chain', () => {
  test('is due at the first moment and each quarter of an hour from then on', () => {
    expect(under(FIRST - 1).trial).toBeNull();
    const first = under(FIRST);
    expect(first).toMatchObject({
      trial: { run: 1, dueAt: FIRST, stage: 'reading' },
      nextAt: FIRST + QUARTER,
    });
    const whole = arrived(first, 1, FIRST + 500);
    expect(turn(whole, FIRST + QUARTER - 1)).toBe(whole);
    expect(turn(whole, FIRST + QUARTER).trial).toMatchObject({ run: 2, dueAt: FIRST + QUARTER });
  });
  test('that was slept through is not made up: the next keeps to the quarter', () => {
    const woken = turn(arrived(under(FIRST), 1, FIRST), FIRST + 3 * QUARTER + 7 * MINUTE);
    expect(woken).toMatchObject({
      trial: { run: 2, dueAt: FIRST + 3 * QUARTER },
      nextAt: FIRST + 4 * QUARTER,
    });
  });
});

describe('a chain', () => {
  test('of which nothing came is lost after ten minutes and not before, and says where it was seen last', () => {
    const sent = reached(under(FIRST), 1, 'channel');
    expect(lossOf(sent, FIRST + LATE)).toBeNull();
    expect(lossOf(sent, FIRST + LATE + 1)).toEqual({ since: FIRST, stage: 'channel' });
  });
  test('stays lost through the trials after it, since the first of them, until one arrives', () => {
    const second = turn(under(FIRST), FIRST + QUARTER);
    expect(lossOf(second, FIRST + QUARTER)).toEqual({ since: FIRST, stage: 'reading' });
    const whole = arrived(second, 2, FIRST + QUARTER + 900);
    expect(lossOf(whole, FIRST + QUARTER + 900)).toBeNull();
    expect(isFresh(whole, FIRST + QUARTER + 900)).toBe(true);
  });
  test('is whole while the last arrival is no older than a trial and ten minutes', () => {
    const whole = arrived(under(FIRST), 1, FIRST);
    expect(isFresh(start, FIRST)).toBe(false);
    expect(isFresh(whole, FIRST + QUARTER + LATE)).toBe(true);
    expect(isFresh(whole, FIRST + QUARTER + LATE + 1)).toBe(false);
  });
  test('is not judged by what is said of a trial that was given up', () => {
    const second = turn(under(FIRST), FIRST + QUARTER);
    expect(reached(second, 1, 'channel')).toBe(second);
    expect(arrived(second, 1, FIRST + QUARTER)).toMatchObject({
      trial: { run: 2 },
      waitingSince: FIRST + QUARTER,
    });
  });
  test('is lost exactly when nothing arrived for ten minutes since a trial was due', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (list) => {
        let schedule = start;
        let now = 0;
        let oldest: number | null = null;
        for (const [minutes, comes] of list) {
          now += minutes * MINUTE;
          schedule = turn(schedule, now);
          if (schedule.trial !== null) oldest ??= schedule.trial.dueAt;
          if (comes && schedule.trial !== null) {
            schedule = arrived(schedule, schedule.trial.run, now);
            oldest = null;
          }
          expect(lossOf(schedule, now) !== null).toBe(oldest !== null && now - oldest > LATE);
          if (isFresh(schedule, now)) expect(lossOf(schedule, now)).toBeNull();
        }
      }),
    );
  });
});

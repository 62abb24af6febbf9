import { describe, expect, test } from 'vitest';
import { Backlog } from '../../src/bridge/backlog.ts';

/** A session that the broker kept, with all subscribed at 0. */
const resumed = (): Backlog => {
  const backlog = new Backlog();
  backlog.begun(true);
  backlog.answered(10);
  backlog.subscribed(0);
  return backlog;
};

describe('what comes from a broker', () => {
  test('may have waited until all is subscribed, whatever the pauses', () => {
    const backlog = new Backlog();
    expect(backlog.isLate(0, 10_000)).toBe(true);
    backlog.begun(true);
    expect(backlog.isLate(0, 20_000)).toBe(true);
  });

  test('has not waited where the broker kept nothing', () => {
    const backlog = new Backlog();
    backlog.begun(false);
    expect(backlog.isLate(0, 0)).toBe(false);
  });

  test.each([
    ['at once', 0, 249, true],
    ['after a quarter of a second with nothing to acknowledge', 0, 250, false],
    ['after a while in which we had not acknowledged', 1, 10_000, true],
  ])('%s: may it have waited?', (_, inFlight, now, late) => {
    expect(resumed().isLate(inFlight, now)).toBe(late);
  });

  test('of a broker that takes long to answer may have waited for four times as long, at most five seconds', () => {
    const slow = resumed();
    slow.answered(400);
    expect([slow.isLate(0, 1_599), slow.isLate(0, 1_600)]).toEqual([true, false]);
    const stuck = resumed();
    stuck.answered(60_000);
    expect([stuck.isLate(0, 4_999), stuck.isLate(0, 5_000)]).toEqual([true, false]);
  });

  test('counts its silence from the last acknowledgement; once it was quiet it stays so', () => {
    const backlog = resumed();
    backlog.acknowledged(200);
    expect(backlog.isLate(0, 449)).toBe(true);
    expect(backlog.isLate(0, 450)).toBe(false);
    backlog.acknowledged(460);
    expect(backlog.isLate(0, 461)).toBe(false);
  });

  test('may have waited again where we did not read for half a minute', () => {
    const backlog = resumed();
    expect(backlog.isLate(0, 1_000)).toBe(false);
    backlog.blocked(1_000);
    backlog.unblocked(31_000);
    expect(backlog.isLate(0, 31_001)).toBe(false);
    backlog.blocked(40_000);
    backlog.blocked(60_000);
    backlog.unblocked(70_001);
    expect(backlog.isLate(0, 70_002)).toBe(true);
    expect(backlog.isLate(0, 70_251)).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Counters } from '../../src/keeper/counters.ts';
import type { Measured, Message } from '../../src/telemetry/measured.ts';
import { printOf } from '../../src/telemetry/print.ts';

const measured = (milli: number | null, probe = '1', at = 0): Measured => ({
  ...{ at, probe, milli, reason: null, extras: null, detail: '' },
});
const message = (...values: Measured[]): Message => ({ boot: 1, seq: 1, measured: values, unreadable: [] });

describe('the print of a message', () => {
  test.each([
    ['another value', message(measured(4001))],
    ['another probe', message(measured(4000, '2'))],
    ['one more', message(measured(4000), measured(4000))],
    ['none', message()],
    ['no value', message(measured(null))],
  ])('is another one for %s', (_, other) => {
    expect(printOf(other)).not.toBe(printOf(message(measured(4000))));
  });

  test('is another one for another order', () => {
    const [a, b] = [measured(4000), measured(5000)];
    expect(printOf(message(a, b))).not.toBe(printOf(message(b, a)));
  });

  test('is the same whenever it was measured and whatever else was, and never 0', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -120_000, max: 80_000 })), fc.integer(), (values, at) => {
        const first = printOf(message(...values.map((milli) => measured(milli))));
        const again = values.map((milli) => ({ ...measured(milli, '1', at), extras: { battery: 3 } }));
        expect(printOf(message(...again))).toBe(first);
        expect(first).toBeGreaterThan(0);
        expect(first).toBeLessThanOrEqual(0xffff_ffff);
      }),
    );
  });
});

describe('a number that comes again', () => {
  test.each([
    ['is no other for the same message', 7, 5, false],
    ['is another for another message', 7, 6, true],
    ['that was never there is no other', 8, 6, false],
    ['below zero is as good as any', -7, 6, false],
  ])('%s', (_, seq, print, wanted) => {
    const counters = new Counters();
    counters.note(1, 7, 0, 5);
    expect(counters.differs(1, seq, print)).toBe(wanted);
  });

  test('is remembered for the 128 newest numbers of each start, and forgotten when the device is keyed anew', () => {
    const counters = new Counters();
    for (let seq = 1; seq <= 200; seq++) counters.note(1, seq, 0, seq);
    counters.note(2, 100, 0, 9);
    expect([72, 73, 200].map((seq) => counters.differs(1, seq, 1_000))).toEqual([false, true, true]);
    expect(counters.differs(2, 100, 9)).toBe(false);
    counters.forgetPrints(5);
    expect(counters.differs(1, 200, 1_000)).toBe(false);
    counters.note(1, 201, 0, 7);
    counters.forgetPrints(5);
    expect(counters.differs(1, 201, 8)).toBe(true);
  });
});

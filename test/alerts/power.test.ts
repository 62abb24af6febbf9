import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breachGuess, inOrderOfBreach, type Warming, warmingOf } from '../../src/alerts/power.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-22T02:00:00Z');
const unit = (id: string, more: Partial<Warming> = {}): Warming => ({
  unit: id,
  name: id,
  breachAt: null,
  celsius: 4,
  limitCelsius: 8,
  allowedMs: HOUR,
  perHour: null,
  ...more,
});
const order = (...units: Warming[]) => inOrderOfBreach(units, NOW).map((one) => one.unit);

describe('units without mains', () => {
  test('come in the order in which they will be in breach', () => {
    expect(
      order(
        unit('slow', { perHour: 1 }),
        unit('fast', { perHour: 4 }),
        unit('past', { celsius: 9, breachAt: NOW + 600_000 }),
        unit('cold-and-fast', { celsius: -20, limitCelsius: -15, perHour: 10 }),
      ),
    ).toEqual(['past', 'cold-and-fast', 'fast', 'slow']);
  });
  test('that do not warm yet come after those that do, the nearest to its limit first', () => {
    expect(
      order(
        unit('far', { celsius: 2 }),
        unit('near', { celsius: 7 }),
        unit('silent', { celsius: null }),
        unit('cools', { celsius: 5, perHour: -1 }),
        unit('warms', { celsius: 2, perHour: 0.5 }),
      ),
    ).toEqual(['warms', 'near', 'cools', 'far', 'silent']);
  });
  test('alike in all come by their name', () => {
    expect(order(unit('b'), unit('a'))).toEqual(['a', 'b']);
  });
  test('are ordered the same however they were told', () => {
    const any = fc.record({
      breachAt: fc.option(fc.integer({ min: NOW, max: NOW + 9 * HOUR })),
      celsius: fc.option(fc.double({ min: -30, max: 30, noNaN: true })),
      limitCelsius: fc.option(fc.constantFrom(-15, 8)),
      perHour: fc.option(fc.double({ min: -5, max: 20, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (some) => {
        const units = some.map((one, i) => unit(`u${i}`, one));
        expect(order(...units.toReversed())).toEqual(order(...units));
        expect(order(...units)).toHaveLength(units.length);
      }),
    );
  });
});

describe('when a unit will be in breach', () => {
  test('is the time to its limit at its present pace, and what its rule allows beyond', () => {
    expect(breachGuess(unit('a', { perHour: 2 }), NOW)).toBe(NOW + 2 * HOUR + HOUR);
    expect(breachGuess(unit('a', { celsius: 9, perHour: 2 }), NOW)).toBe(NOW + HOUR);
  });
  test.each([
    { perHour: null },
    { perHour: 0.09 },
    { celsius: null, perHour: 1 },
    { limitCelsius: null, perHour: 1 },
  ])('cannot be told of %j', (more) => {
    expect(breachGuess(unit('a', more), NOW)).toBe(Number.POSITIVE_INFINITY);
  });
  test.each<[(number | null)[], number | null]>([
    [[4, null, 4.5, null, null, null, 5], 2],
    [[null, null, null, null, 4, 4.1, 4.2], 1.2],
    [[4, null, null, null, null, null, 5], null],
    [[], null],
  ])('depends on how it warmed: %j', (steps, expected) => {
    const found = warmingOf(steps, 300_000);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected);
  });
});

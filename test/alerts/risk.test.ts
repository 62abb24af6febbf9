import { describe, expect, test } from 'vitest';
import { type Nearing, riskNow } from '../../src/alerts/risk.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-22T02:00:00Z');
/** Past the limit for `lasted` minutes, in breach in `left`. */
const nearing = (lasted: number, left: number): Nearing => ({
  since: NOW - lasted * MINUTE,
  breachAt: NOW + left * MINUTE,
});
const EMPTY = { holdsVaccine: false, isTold: false };

describe('a unit past a limit', () => {
  test.each<[string, Nearing, ReturnType<typeof riskNow>]>([
    ['in breach in just over an hour is not told of', nearing(540, 61), null],
    ['in breach in an hour is', nearing(540, 60), 'warning'],
    ['in breach at this instant is an excursion and no risk', nearing(600, 0), null],
    ['in breach a minute ago is one too', nearing(600, -1), null],
    ['for a moment, as with a door that is open, is not told of', nearing(4.9, 55), null],
    ['for five minutes is', nearing(5, 55), 'warning'],
    ['with a rule of eight minutes is told of after two', nearing(2, 6), 'warning'],
    ['and not before', nearing(1.9, 6.1), null],
  ])('%s', (_, one, expected) => {
    expect(riskNow(one, NOW, EMPTY)).toBe(expected);
  });

  test('cannot wait for the morning when vaccine is inside and twenty minutes are left', () => {
    const full = { ...EMPTY, holdsVaccine: true };
    expect(riskNow(nearing(39, 21), NOW, full)).toBe('warning');
    expect(riskNow(nearing(40, 20), NOW, full)).toBe('critical');
    expect(riskNow(nearing(40, 20), NOW, EMPTY)).toBe('warning');
  });

  test('of which people were told stays told while it lasts, also when more time is left again', () => {
    const told = { ...EMPTY, isTold: true };
    expect(riskNow(nearing(1, 90), NOW, told)).toBe('warning');
    expect(riskNow(nearing(1, 0), NOW, told)).toBeNull();
  });
});

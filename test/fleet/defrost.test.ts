/** When a unit may be said to be defrosted: from now on, not for ever, and never twice at once. */
import { describe, expect, it } from 'vitest';
import {
  type Defrost,
  endDefrost,
  isDefrosting,
  LONGEST_DEFROST,
  planDefrost,
  presentDefrost,
} from '../../src/fleet/defrost.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-22T03:00:00Z');
const span = (from: number, to: number): Defrost => ({
  from: NOW + from * HOUR,
  to: NOW + to * HOUR,
  by: 'kho',
});
const code = (wanted: Defrost, known: Defrost[] = []) => {
  const planned = planDefrost(known, wanted, NOW);
  return planned.ok ? 'ok' : planned.code;
};

describe('a defrosting', () => {
  it.each<[string, Defrost, Defrost[], string]>([
    ['from now on', span(0, 6), [], 'ok'],
    ['of the longest time', { ...span(0, 0), to: NOW + LONGEST_DEFROST }, [], 'ok'],
    ['a moment longer', { ...span(0, 0), to: NOW + LONGEST_DEFROST + 1 }, [], 'DEFROST_TOO_LONG'],
    ['from five minutes ago, as a form has it', { ...span(0, 6), from: NOW - 300_000 }, [], 'ok'],
    ['from longer ago', { ...span(0, 6), from: NOW - 300_001 }, [], 'DEFROST_PAST'],
    ['that is over', span(-1, 0), [], 'DEFROST_PAST'],
    ['that ends as it begins', span(2, 2), [], 'DEFROST_PAST'],
    ['that ends before it begins', span(3, 2), [], 'DEFROST_PAST'],
    ['in a month', span(31 * 24, 31 * 24 + 1), [], 'ok'],
    ['in more than a month', span(31 * 24 + 1, 31 * 24 + 2), [], 'DEFROST_AHEAD'],
    ['beside another', span(0, 6), [span(6, 8)], 'ok'],
    ['across another', span(0, 6), [span(5, 8)], 'DEFROST_OVERLAPS'],
  ])('%s', (_, wanted, known, expected) => {
    expect(code(wanted, known)).toBe(expected);
  });

  it('begins now at the earliest, whatever the form says', () => {
    const planned = planDefrost([], { ...span(0, 6), from: NOW - 60_000 }, NOW);
    expect(planned).toMatchObject({ ok: true, defrosts: [{ from: NOW }] });
  });

  it('is ended now and keeps what was; what is only planned is taken back', () => {
    const [past, present, next] = [span(-9, -8), span(-2, 4), span(5, 6)];
    expect(endDefrost([past, present, next], NOW)).toEqual([past, { ...present, to: NOW }]);
    expect(endDefrost([past, next], NOW)).toEqual([past]);
    expect(endDefrost([past], NOW)).toBeNull();
    expect(endDefrost([], NOW)).toBeNull();
  });

  it('holds from its first moment to before its last', () => {
    const list = [span(0, 1)];
    const at = (ms: number) => isDefrosting(list, NOW + ms);
    expect([at(-1), at(0), at(HOUR - 1), at(HOUR)]).toEqual([false, true, true, false]);
    expect(isDefrosting(undefined, NOW)).toBe(false);
    expect(presentDefrost([span(-2, -1), span(2, 3)], NOW)).toEqual(span(2, 3));
    expect(presentDefrost([span(-2, 0)], NOW)).toBeNull();
  });
});

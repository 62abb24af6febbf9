import { describe, expect, it, test } from 'vitest';
import { isDay, isZone, parseInstant } from '../../src/fleet/instants.ts';

describe('a written time', () => {
  test.each([
    ['2026-11-22', 'Asia/Ho_Chi_Minh', '2026-11-21T17:00:00.000Z'],
    ['2026-11-22', 'UTC', '2026-11-22T00:00:00.000Z'],
    // The clocks go back at 02:00 of this day: its first instant still has summer time.
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-11-22T10:00:00+07:00', 'UTC', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22 10:00+07:00', 'UTC', '2026-11-22T03:00:00.000Z'],
    ['2026-11-22T03:00:00.250Z', 'Asia/Ho_Chi_Minh', '2026-11-22T03:00:00.250Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(new Date(parseInstant(text, zone) ?? Number.NaN).toISOString()).toBe(expected);
  });

  test.each([
    '',
    'yesterday',
    '22/11/2026',
    '2026-11-31',
    '2026-11-22T10:00:00',
    '2026-11-22T24:00:00Z',
    '2026-11-22T10:60:00Z',
    '2026-02-29T10:00:00Z',
    '1764000000000',
    '0001-01-01',
  ])('%j is none', (text) => {
    expect(parseInstant(text, 'Asia/Ho_Chi_Minh')).toBeNull();
  });
});

it('a day must exist: 29 February only in leap years', () => {
  expect([isDay('2028-02-29'), isDay('2026-02-29'), isDay('2026-2-3'), isDay('2026-00-10')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

it('a zone is one of the IANA names', () => {
  expect([isZone('Asia/Ho_Chi_Minh'), isZone('UTC'), isZone('Asia/Sai Gon'), isZone('')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

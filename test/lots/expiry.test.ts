import { expect, test } from 'vitest';
import { endOfExpiry, isDay, localDay } from '../../src/lots/expiry.ts';

test.each([
  ['in Viet Nam at 00:00 of the next day', '2026-11-30', 'Asia/Ho_Chi_Minh', '2026-11-30T17:00:00.000Z'],
  ['over the turn of the year', '2026-12-31', 'Asia/Ho_Chi_Minh', '2026-12-31T17:00:00.000Z'],
  ['over 29 February', '2028-02-29', 'Asia/Ho_Chi_Minh', '2028-02-29T17:00:00.000Z'],
  ['in UTC', '2026-11-30', 'UTC', '2026-12-01T00:00:00.000Z'],
  ['far in the east', '2026-11-30', 'Pacific/Kiritimati', '2026-11-30T10:00:00.000Z'],
  ['far in the west', '2026-11-30', 'Pacific/Pago_Pago', '2026-12-01T11:00:00.000Z'],
  ['with quarter hours', '2026-11-30', 'Asia/Kathmandu', '2026-11-30T18:15:00.000Z'],
  [
    'on the day the clocks went forward at midnight',
    '2018-11-03',
    'America/Sao_Paulo',
    '2018-11-04T03:00:00.000Z',
  ],
  [
    'on the day the clocks went back at midnight',
    '2018-02-17',
    'America/Sao_Paulo',
    '2018-02-18T03:00:00.000Z',
  ],
  ['where a whole day was left out', '2011-12-29', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
])('an expiry date is over %s', (_, day, zone, end) => {
  const at = endOfExpiry(day, zone);
  expect(new Date(at).toISOString()).toBe(end);
  expect([localDay(at - 1, zone) > day, localDay(at, zone) > day]).toEqual([false, true]);
});

test('only a day of the calendar is a day', () => {
  const days = [
    '2026-11-30',
    '2028-02-29',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '20261130',
    '',
  ];
  expect(days.filter(isDay)).toEqual(['2026-11-30', '2028-02-29']);
  expect(() => endOfExpiry('2026-02-30', 'UTC')).toThrow(RangeError);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minuteOf, quietUntil } from '../../src/alerts/quiet.ts';

const VN = 'Asia/Ho_Chi_Minh';
const NIGHT = { from: '22:00', to: '06:00' };
const at = (text: string) => Date.parse(text);

test.each([
  ['the last instant before', NIGHT, '2026-11-22T21:59:59.999+07:00', null],
  ['the first instant', NIGHT, '2026-11-22T22:00:00+07:00', '2026-11-23T06:00:00+07:00'],
  ['before midnight', NIGHT, '2026-11-22T23:59:59.999+07:00', '2026-11-23T06:00:00+07:00'],
  ['midnight itself', NIGHT, '2026-11-23T00:00:00+07:00', '2026-11-23T06:00:00+07:00'],
  ['the last instant of it', NIGHT, '2026-11-23T05:59:59.999+07:00', '2026-11-23T06:00:00+07:00'],
  ['the end', NIGHT, '2026-11-23T06:00:00+07:00', null],
  ['by day', NIGHT, '2026-11-23T12:00:00+07:00', null],
  ['the last night of a year', NIGHT, '2026-12-31T23:00:00+07:00', '2027-01-01T06:00:00+07:00'],
  [
    'within one day',
    { from: '12:00', to: '13:30' },
    '2026-11-23T12:00:00+07:00',
    '2026-11-23T13:30:00+07:00',
  ],
  ['after it', { from: '12:00', to: '13:30' }, '2026-11-23T13:30:00+07:00', null],
  [
    'until midnight',
    { from: '20:00', to: '00:00' },
    '2026-11-23T23:00:00+07:00',
    '2026-11-24T00:00:00+07:00',
  ],
  ['from midnight', { from: '00:00', to: '05:00' }, '2026-11-23T00:00:00+07:00', '2026-11-23T05:00:00+07:00'],
  ['hours of no length', { from: '06:00', to: '06:00' }, '2026-11-23T06:00:00+07:00', null],
  ['what is no time of day', { from: '24:00', to: '06:00' }, '2026-11-23T03:00:00+07:00', null],
  ['no quiet hours', null, '2026-11-23T03:00:00+07:00', null],
])('quiet hours: %s', (_, quiet, now, until) => {
  expect(quietUntil(quiet, at(now), VN)).toBe(until === null ? null : at(until));
});

test.each([
  ['UTC', '2026-11-22T23:00:00Z', '2026-11-23T06:00:00Z'],
  // The night in which the clocks go forward is an hour shorter, the one in which they go back an hour longer.
  ['Europe/Berlin', '2026-03-28T22:30:00+01:00', '2026-03-29T06:00:00+02:00'],
  ['Europe/Berlin', '2026-10-24T22:30:00+02:00', '2026-10-25T06:00:00+01:00'],
])('the clocks of %s count', (zone, now, until) => {
  expect(quietUntil(NIGHT, at(now), zone)).toBe(at(until));
});

const clock = fc
  .record({ hours: fc.integer({ min: 0, max: 23 }), minutes: fc.integer({ min: 0, max: 59 }) })
  .map(({ hours, minutes }) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);

test('every instant of a day is quiet or not, as the clock on the wall says, and quiet ends within a day', () => {
  fc.assert(
    fc.property(clock, clock, fc.integer({ min: 0, max: 86_400_000 - 1 }), (from, to, ms) => {
      const midnight = at('2026-11-22T00:00:00+07:00');
      const until = quietUntil({ from, to }, midnight + ms, VN);
      const [begin, end] = [(minuteOf(from) ?? 0) * 60_000, (minuteOf(to) ?? 0) * 60_000];
      // How long ago the hours began, going back over midnight.
      const into = (ms - begin + 86_400_000) % 86_400_000;
      const long = (end - begin + 86_400_000) % 86_400_000;
      expect(until).toBe(into < long ? midnight + ms + long - into : null);
    }),
  );
});

test.each([
  ['00:00', 0],
  ['23:59', 1439],
  ['24:00', null],
  ['7:00', null],
  ['07:60', null],
  ['07:00:00', null],
  ['', null],
])('%s is minute %s of the day', (text, minute) => {
  expect(minuteOf(text)).toBe(minute);
});

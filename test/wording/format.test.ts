import { describe, expect, test } from 'vitest';
import { celsius, clock, day, duration, instant, whole } from '../../src/wording/format.ts';
import { composed } from '../../src/wording/words.ts';

const NB = '\u00a0';
const MINUS = '\u2212';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a temperature', () => {
  test.each([
    [8.4, `8,4${NB}°C`, `8.4${NB}°C`],
    [8, `8,0${NB}°C`, `8.0${NB}°C`],
    [-0.5, `${MINUS}0,5${NB}°C`, `${MINUS}0.5${NB}°C`],
    [-0.04, `0,0${NB}°C`, `0.0${NB}°C`],
    [8.45, `8,5${NB}°C`, `8.5${NB}°C`],
    [8.049, `8,0${NB}°C`, `8.0${NB}°C`],
    [-70, `${MINUS}70,0${NB}°C`, `${MINUS}70.0${NB}°C`],
    [null, `--,-${NB}°C`, `--.-${NB}°C`],
    [Number.NaN, `--,-${NB}°C`, `--.-${NB}°C`],
  ])('of %s is written with comma, true minus and a blank that does not break', (value, vi, en) => {
    expect([celsius(value, 'vi'), celsius(value, 'en')]).toEqual([vi, en]);
  });
});

describe('a duration', () => {
  test.each([
    [0, '0 giây', '0 s'],
    [59_999, '59 giây', '59 s'],
    [47 * MINUTE, '47 phút', '47 min'],
    [HOUR - 1, '59 phút', '59 min'],
    [HOUR + 5 * MINUTE, '1 giờ 05 phút', '1 h 05 min'],
    [24 * HOUR, '1 ngày 00 giờ', '1 d 00 h'],
    [51 * HOUR, '2 ngày 03 giờ', '2 d 03 h'],
  ])('of %d ms is cut to what a person reads', (length, vi, en) => {
    const plain = (text: string) => text.replaceAll(NB, ' ');
    expect([plain(duration(length, 'vi')), plain(duration(length, 'en'))]).toEqual([vi, en]);
  });
});

test('thousands are parted by a point in Vietnamese, by a comma in English', () => {
  expect([whole(12345, 'vi'), whole(1_000_000, 'en'), whole(999, 'vi'), whole(-1234, 'vi')]).toEqual([
    '12.345',
    '1,000,000',
    '999',
    `${MINUS}1.234`,
  ]);
});

test('times are those of the province, day before month, midnight is 00:00', () => {
  const at = Date.parse('2026-11-22T03:05:00Z');
  expect(instant(at)).toBe('10:05 22/11/2026');
  expect(clock(at, 'UTC')).toBe('03:05');
  expect(instant(Date.parse('2026-12-31T17:00:00Z'))).toBe('00:00 01/01/2027');
});

test('an expiry date is written day first', () => {
  expect([day('2027-12-31'), day('unknown')]).toEqual(['31/12/2027', 'unknown']);
});

test('text typed letter by letter becomes the same as text typed at once', () => {
  expect(composed('v\u0061\u0306\u0301c xin')).toBe('vắc xin');
});

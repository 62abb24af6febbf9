import { effect } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { degrees, exact, rangeText, temperature } from '../../dashboards/web/src/format/temperature.ts';
import {
  clockWithSeconds,
  countdown,
  dateOf,
  instant,
  timeNear,
  weekdayOf,
} from '../../dashboards/web/src/format/time.ts';
import { today } from '../../dashboards/web/src/format/today.ts';
import { now } from '../../dashboards/web/src/live/clock.ts';
import { en } from '../../dashboards/web/src/words/en.ts';
import { vi } from '../../dashboards/web/src/words/vi.ts';
import { ACK_ACTIONS, ACK_CAUSES } from '../../src/alerts/types.ts';

const NBSP = '\u00a0';
const fridge = { lowCelsius: 2, highCelsius: 8 };

describe('a temperature', () => {
  test.each([
    [8.4, 'vi', `8,4${NBSP}°C`],
    [8.4, 'en', `8.4${NBSP}°C`],
    [-0.5, 'vi', `−0,5${NBSP}°C`],
    [-0.04, 'vi', `0,0${NBSP}°C`],
    [8.45, 'vi', `8,5${NBSP}°C`],
    [-75, 'vi', `−75,0${NBSP}°C`],
  ] as const)('%f in %s reads %s', (celsius, language, text) => {
    expect(temperature(celsius, language)).toBe(text);
  });

  test.each([
    [0.3, `0,3${NBSP}°C`],
    [-0.25, `−0,25${NBSP}°C`],
    [1.125, `1,125${NBSP}°C`],
    [0, `0,0${NBSP}°C`],
  ])('%f of a certificate reads %s', (celsius, text) => {
    expect(exact(celsius, 'vi')).toBe(text);
  });

  test.each([
    ['on the limit', 8, '8,0'],
    ['just above it is not shown as if on it', 8.04, '8,04'],
    ['a thousandth above it neither', 8.001, '8,001'],
    ['clearly above it', 8.1, '8,1'],
    ['just below the lower limit', 1.96, '1,96'],
    ['inside', 7.96, '8,0'],
  ])('%s', (_case, celsius, text) => {
    expect(degrees(celsius, 'vi', fridge)).toBe(text);
  });

  test.each([
    [fridge, `2–8${NBSP}°C`],
    [{ lowCelsius: -25, highCelsius: -15 }, `−25${NBSP}… −15${NBSP}°C`],
    [{ lowCelsius: null, highCelsius: -15 }, `≤${NBSP}−15${NBSP}°C`],
    [{ lowCelsius: -0.5, highCelsius: null }, `≥${NBSP}−0,5${NBSP}°C`],
    [{ lowCelsius: null, highCelsius: null }, null],
  ])('the range %j reads %s', (range, text) => {
    expect(rangeText(range, 'vi')).toBe(text);
  });
});

describe('a time on the screen', () => {
  const at = Date.parse('2026-11-22T18:05:07.000Z');

  test('is the province’s, not UTC', () => {
    expect(clockWithSeconds(at)).toBe('01:05:07');
    expect(dateOf(at)).toBe('23/11/2026');
    expect(weekdayOf(at, 'vi')).toBe('Thứ Hai');
    expect(weekdayOf(at, 'en')).toBe('Monday');
  });

  test('is short on the same day and has its date on another', () => {
    expect(timeNear(at, at + 60_000)).toBe('01:05');
    expect(timeNear(at, at + 24 * 3_600_000)).toBe('01:05 23/11/2026');
  });

  test('of yesterday gets its date at the province’s midnight, and nothing is written anew before', () => {
    const written: string[] = [];
    const evening = Date.parse('2026-11-22T21:00:00+07:00');
    now.value = Date.parse('2026-11-22T23:59:58+07:00');
    const end = effect(() => {
      written.push(timeNear(evening, today.value));
    });
    now.value += 1_000;
    now.value += 1_000;
    end();
    expect(written).toEqual(['21:00', '21:00 22/11/2026']);
  });
  test('a countdown reaches zero only when nothing is left', () => {
    expect(countdown(29 * 60_000 + 12_000)).toBe('29:12');
    expect(countdown(1)).toBe('0:01');
    expect(countdown(-5)).toBe('0:00');
  });

  test('what is no time is none', () => {
    expect(instant(null)).toBeNull();
    expect(instant('yesterday')).toBeNull();
  });
});

test('both languages have a word for every cause and action that the service knows', () => {
  for (const { causes, actions } of [vi.acknowledge, en.acknowledge]) {
    expect(Object.keys(causes)).toEqual([...ACK_CAUSES]);
    expect(Object.keys(actions)).toEqual([...ACK_ACTIONS]);
  }
});

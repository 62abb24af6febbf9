import { describe, expect, test } from 'vitest';
import { typedCelsius } from '../../dashboards/web/src/book/typed.ts';

describe('a temperature as people type it', () => {
  test.each([
    ['4,5', 4.5],
    ['4.5', 4.5],
    [' 4 ', 4],
    ['4,5 °C', 4.5],
    ['4,5°c', 4.5],
    ['-18', -18],
    ['−18,5', -18.5],
    ['–0,5', -0.5],
    ['-0', 0],
    ['8,04', 8.04],
  ])('%s is %d', (text, celsius) => {
    expect(typedCelsius(text)).toBe(celsius);
  });

  test.each(['', 'bốn', '4,5,6', '1.234', '4 5', '1e3', '--4', '4,', ',5', '0x10', '١٢'])(
    '%s is none',
    (text) => {
      expect(typedCelsius(text)).toBeNull();
    },
  );
});

import { expect, test } from 'vitest';
import { excursionCause, writtenCause } from '../../src/wording/holds.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const cause = {
  side: 'above',
  limitCelsius: 8,
  unit: 'Tủ lạnh 1',
  start: Date.parse('2026-11-22T22:57:00Z'),
  peakCelsius: null,
} as const;

test('while it lasts: which limit, where, since when', () => {
  expect(excursionCause(cause, ZONE)).toEqual({
    vi: 'Vượt ngưỡng trên 8,0 °C ở Tủ lạnh 1 từ 05:57 23/11/2026.',
    en: 'Above 8.0 °C in Tủ lạnh 1 since 05:57 23/11/2026.',
  });
});

test('once it is over: how far it went, and the cold side in its own words', () => {
  const frozen = { ...cause, side: 'below', limitCelsius: -0.5, unit: null, peakCelsius: -2.5 } as const;
  expect(excursionCause(frozen, ZONE)).toEqual({
    vi: 'Vượt ngưỡng dưới −0,5 °C từ 05:57 23/11/2026, thấp nhất −2,5 °C.',
    en: 'Below −0.5 °C since 05:57 23/11/2026, lowest −2.5 °C.',
  });
});

test('a hold by hand says what the person wrote', () => {
  expect(writtenCause('lọ nứt').vi).toBe('Lý do: lọ nứt');
});

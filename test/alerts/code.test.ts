import { expect, test } from 'vitest';
import { alertCode, typedCode } from '../../src/alerts/code.ts';

test('an alert is called by the last eight letters and digits of its id', () => {
  expect(alertCode('019aa0c2-7b1e-7f00-8a3c-5d2e1a2b3c4d')).toBe('1A2B3C4D');
});

test.each([
  ['SC-1A2B3C4D', '1A2B3C4D'],
  ['sc-1a2b3c4d', '1A2B3C4D'],
  [' 1a2b3c4d ', '1A2B3C4D'],
  ['SC 1A2B3C4D', '1A2B3C4D'],
  ['SC1A2B3C4D', '1A2B3C4D'],
  ['sc–1a2b3c4d', '1A2B3C4D'],
  ['Mã SC-1A2B3C4D', '1A2B3C4D'],
  ['CC VUOT NGUONG TREN Tram YT Ea Kao Tu 1: 10,4 do C, 47 phut. 3 lo, 420 lieu. Ma SC-1A2B3C4D', '1A2B3C4D'],
  ['１Ａ２Ｂ３Ｃ４Ｄ', '1A2B3C4D'],
  ['', null],
  ['SC-', null],
  ['SC-1A2B3C4', null],
  ['SC-1A2B3C4D5', null],
  ['11A2B3C4D', null],
  ['1A2B%C4D', null],
])('of what was typed, %j, the code is %j', (typed, code) => {
  expect(typedCode(typed)).toBe(code);
});

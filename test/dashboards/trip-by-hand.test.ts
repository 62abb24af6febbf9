/** What is said of a box that was measured by hand at a handoff. */
import { expect, test } from 'vitest';
import { byHandOf } from '../../dashboards/web/src/trip/leg/by-hand.ts';

const range = { lowCelsius: 2, highCelsius: 8 };

test.each([
  ['within its range', 4.9, range, 'inside'],
  ['on its limit', 8, range, 'inside'],
  ['a tenth above', 8.1, range, 'outside'],
  ['a tenth below', 1.9, range, 'outside'],
  ['above a limit that stands alone', 9, { lowCelsius: null, highCelsius: 8 }, 'outside'],
  ['not measured', null, range, 'unmeasured'],
  ['of no known limits', 9.4, { lowCelsius: null, highCelsius: null }, 'unjudged'],
  ['of a box that no trip here knows', 9.4, undefined, 'unjudged'],
] as const)('a box %s', (_, celsius, limits, wanted) => {
  expect(byHandOf(celsius, limits)).toBe(wanted);
});

import { expect, test } from 'vitest';
import { type Misfit, misfitOf } from '../../src/lots/fitting.ts';

const FRIDGE = { mustNotFreeze: true, lowCelsius: 2, highCelsius: 8 };
const FROZEN = { mustNotFreeze: false, lowCelsius: null, highCelsius: -15 };
const ANY = { mustNotFreeze: false, lowCelsius: null, highCelsius: null };
const NO_LIMITS = { lowCelsius: null, highCelsius: null };

test.each<[string, Parameters<typeof misfitOf>[0], Parameters<typeof misfitOf>[1], Misfit]>([
  ['a fridge for a fridge vaccine', { kind: 'refrigerator', lowCelsius: -0.5, highCelsius: 8 }, FRIDGE, null],
  ['a freezer for it', { kind: 'freezer', lowCelsius: -25, highCelsius: -15 }, FRIDGE, 'too-cold'],
  ['a freezer without limits', { kind: 'freezer', ...NO_LIMITS }, FRIDGE, 'too-cold'],
  ['a freezing room for it', { kind: 'cold-room', lowCelsius: -25, highCelsius: -15 }, FRIDGE, 'too-cold'],
  ['a freezer for what is kept frozen', { kind: 'freezer', lowCelsius: -25, highCelsius: -15 }, FROZEN, null],
  ['a fridge for what is kept frozen', { kind: 'refrigerator', ...NO_LIMITS }, FROZEN, 'too-warm'],
  ['a cool room for it', { kind: 'cold-room', lowCelsius: 2, highCelsius: 8 }, FROZEN, 'too-warm'],
  ['anything for what has no rules', { kind: 'freezer', lowCelsius: -25, highCelsius: -15 }, ANY, null],
])('%s', (_, unit, product, wanted) => {
  expect(misfitOf(unit, product)).toBe(wanted);
});

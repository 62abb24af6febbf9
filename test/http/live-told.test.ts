import { expect, test } from 'vitest';
import { changeOf } from '../../src/http/live-told.ts';
import type { UnitView } from '../../src/keeper/views.ts';
import { unitView } from './views.ts';

const before = unitView({ id: 'tu-a', site: 'tram-a', spark: [4.1, null, 4.2] });

test.each<[string, Partial<UnitView>, object]>([
  ['nothing', {}, {}],
  ['a value', { celsius: 5.5 }, { celsius: 5.5 }],
  ['a value that is gone', { celsius: null, at: null }, { celsius: null, at: null }],
  [
    'a value inside',
    { last24h: { minCelsius: 3.1, maxCelsius: 9 } },
    { last24h: { minCelsius: 3.1, maxCelsius: 9 } },
  ],
  ['the same inside another object', { range: { lowCelsius: 2, highCelsius: 8 } }, {}],
  ['the end of the three hours', { spark: [4.1, null, 6] }, { sparkEnd: 6 }],
  ['their end, gone', { spark: [4.1, null, null] }, { sparkEnd: null }],
  ['all three hours', { spark: [null, 4.2, 4.3] }, { spark: [null, 4.2, 4.3] }],
  ['the first three hours', { spark: [] }, { spark: [] }],
])('of a unit in which %s changed a screen is told no more than that', (_, change, told) => {
  expect(changeOf(before, { ...before, ...change })).toEqual({ id: 'tu-a', ...told });
});

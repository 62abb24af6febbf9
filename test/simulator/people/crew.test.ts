import { expect, test } from 'vitest';
import { sitesBelow } from '../../../simulator/description.ts';
import { crew, everybody } from '../../../simulator/people/crew.ts';
import { province } from '../../../simulator/province.ts';

const description = province({ seed: 'tet', size: 'demo', startAt: Date.UTC(2026, 10, 22) });

test('every station has somebody who receives, and every road somebody who goes it', () => {
  const { receivers, escorts, keepers } = crew('tet', description);
  const stations = description.sites.filter(({ id }) => id.startsWith('tyt-')).map(({ id }) => id);
  expect([...receivers.keys()]).toEqual(stations);
  expect([escorts.military.length, escorts.civil.length, keepers.length]).toEqual([3, 3, 2]);
});

test('no escort belongs to a place that keeps vaccine', () => {
  const made = crew('tet', description);
  const sites = [...description.sites, ...made.places];
  const keeping = new Set(description.units.map(({ site }) => site));
  for (const { site } of [...made.escorts.military, ...made.escorts.civil])
    expect([...sitesBelow({ sites }, site)].filter((each) => keeping.has(each))).toEqual([]);
});

test('the same seed gives the same people, and everybody has a name of their own to sign in with', () => {
  expect(crew('tet', description)).toEqual(crew('tet', description));
  const names = [...description.people, ...everybody(crew('tet', description))].map(
    ({ username }) => username,
  );
  expect(new Set(names).size).toBe(names.length);
});

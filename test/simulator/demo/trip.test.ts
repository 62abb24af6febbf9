import { expect, test } from 'vitest';
import { demoTrip } from '../../../simulator/demo/trip.ts';
import { province } from '../../../simulator/province.ts';

const now = Date.UTC(2026, 10, 22, 3);
const built = (units: number) =>
  province({ seed: 'giu-lanh', size: 'demo', startAt: now - 3_600_000, units });

test('a demonstration of any size has a trip as soon as there is a box at the depot and a station to go to', () => {
  const trips = [1, 5, 12, 16, 22, 40].map((units) =>
    demoTrip({ seed: 'giu-lanh', description: built(units), notTo: '', now }),
  );
  expect(trips.map((trip) => trip !== null)).toEqual([false, false, false, true, true, true]);
});

test('it goes where nothing else happens, and all of it has happened by now', () => {
  const description = built(22);
  const first = demoTrip({ seed: 'giu-lanh', description, notTo: '', now });
  const trip = demoTrip({ seed: 'giu-lanh', description, notTo: first?.to ?? '', now });
  expect(trip?.to).not.toBe(first?.to);
  expect(trip?.cargo.length).toBeGreaterThan(0);
  expect(Math.max(...(trip?.legs ?? []).map(({ takeAt }) => takeAt))).toBeLessThan(now);
});

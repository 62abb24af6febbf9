import { expect, test } from 'vitest';
import { compare } from '../../../simulator/trips/compare.ts';
import { course } from '../../../simulator/trips/course.ts';
import { TRIP_FAULTS } from '../../../simulator/trips/faults.ts';
import { agrees, findingsText } from '../../../simulator/trips/findings.ts';
import { HOUR, LONGEST_TRIP, planTrips } from '../../../simulator/trips/plan.ts';
import { world } from '../../../simulator/trips/world.ts';
import { played } from './played.ts';

const T = Date.UTC(2026, 10, 2);

test.each(['tet', 'mua-lu', 'gio-lao'])(
  'what people signed on trips with every fault leads to who had what (%s)',
  async (seed) => {
    const { courses, received, truth, found, road, refusals } = await played(seed, TRIP_FAULTS.length);
    const findings = compare(courses, received, truth, found);
    expect(agrees(findings), findingsText(findings)).toBe(true);
    expect(findings.conflicts).toBeGreaterThan(0);
    expect(findings.discrepancies).toBeGreaterThan(0);
    expect(road.sent).toBeLessThan(road.said);
    // At the door, or when the other side is there: nothing that must not count does.
    for (const [event, { code, answers }] of road.mustNot)
      expect(refusals.get(event) ?? answers.at(-1)?.code).toBe(code);
  },
);

test('every fault befalls a trip before one comes again, and the same seed gives the same trips', () => {
  const made = world('tet', TRIP_FAULTS.length, T);
  const plans = planTrips({ seed: 'tet', ...made, startAt: T });
  expect(new Set(plans.map(({ fault }) => fault))).toEqual(new Set(TRIP_FAULTS));
  expect(planTrips({ seed: 'tet', ...world('tet', TRIP_FAULTS.length, T), startAt: T })).toEqual(plans);
  const [trip] = plans;
  if (trip !== undefined) expect(course('tet', trip)).toEqual(course('tet', trip));
});

test('a box comes home before it is packed again, and nobody hands anything to themselves', () => {
  const made = world('tet', 60, T);
  const plans = planTrips({ seed: 'tet', ...made, startAt: T });
  for (const trips of Map.groupBy(plans, ({ box }) => box).values())
    for (const [i, trip] of trips.entries()) {
      const next = trips[i + 1];
      expect(trip.unpackAt - trip.planAt).toBeLessThan(LONGEST_TRIP - HOUR);
      if (next !== undefined) expect(next.planAt).toBeGreaterThan(trip.unpackAt + HOUR);
    }
  for (const { legs, outsiders } of plans) {
    for (const { from, to } of legs) expect(from.username).not.toBe(to.username);
    const people = legs.flatMap(({ from, to }) => [from.username, to.username]);
    expect(people).not.toContain(outsiders.escort);
  }
});

test('no word of a trip is said before what it rests on', () => {
  const made = world('tet', TRIP_FAULTS.length, T);
  for (const trip of planTrips({ seed: 'tet', ...made, startAt: T })) {
    const order = course('tet', trip)
      .deeds.filter(({ refused, happening }) => refused === null && happening.shipment === trip.id)
      .map(({ happening }) => happening.type);
    expect(order.slice(0, 2)).toEqual(['shipment.planned', 'shipment.packed']);
    expect(order.indexOf('handoff.offered')).toBeLessThan(order.indexOf('shipment.unpacked'));
  }
});

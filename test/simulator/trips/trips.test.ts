import { expect, test } from 'vitest';
import { agrees, compare, findingsText } from '../../../simulator/trips/compare.ts';
import { course } from '../../../simulator/trips/course.ts';
import { TRIP_FAULTS } from '../../../simulator/trips/faults.ts';
import { HOUR, planTrips } from '../../../simulator/trips/plan.ts';
import { actOut } from '../../../simulator/trips/roadside.ts';
import { tripTruth } from '../../../simulator/trips/truth.ts';
import { world } from '../../../simulator/trips/world.ts';
import { PureService } from './pure-service.ts';

const T = Date.UTC(2026, 10, 2);

async function campaign(seed: string, trips: number) {
  const startAt = T;
  const { description, crew, cargo, received } = world(seed, trips, startAt);
  const plans = planTrips({ seed, description, crew, cargo, startAt: startAt + 30 * HOUR });
  const courses = plans.map((trip) => course(seed, trip));
  const service = new PureService(description);
  const until = Math.max(...plans.map(({ unpackAt }) => unpackAt)) + 76 * HOUR;
  const road = await actOut({
    seed,
    courses,
    service: service.side,
    startAt,
    until,
    arrive: async (now) => {
      service.now = now;
    },
  });
  const truth = tripTruth(courses, received, road.heard);
  const found = service.record();
  return { courses, received, truth, found, road, service };
}

test.each(['tet', 'mua-lu', 'gio-lao'])(
  'what people signed on trips with every fault leads to who had what (%s)',
  async (seed) => {
    const { courses, received, truth, found, road } = await campaign(seed, TRIP_FAULTS.length);
    const ours = new Set(truth.parcels.keys());
    const parcels = new Map([...found.parcels].filter(([id]) => ours.has(id) || id.startsWith('chuyen-')));
    const findings = compare(courses, received, truth, { ...found, parcels });
    expect(agrees(findings), findingsText(findings)).toBe(true);
    expect(findings.conflicts).toBeGreaterThan(0);
    expect(findings.discrepancies).toBeGreaterThan(0);
    expect(road.sent).toBeLessThan(road.said);
  },
);

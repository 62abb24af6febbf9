/** A campaign acted out against the rules alone. */
import { course } from '../../../simulator/trips/course.ts';
import { HOUR, planTrips } from '../../../simulator/trips/plan.ts';
import { actOut } from '../../../simulator/trips/roadside.ts';
import { tripTruth } from '../../../simulator/trips/truth.ts';
import { world } from '../../../simulator/trips/world.ts';
import { PureService } from './pure-service.ts';

const T = Date.UTC(2026, 10, 2);

export async function played(seed: string, trips: number) {
  const made = world(seed, trips, T);
  const { received } = made;
  const plans = planTrips({ seed, ...made, startAt: T + 30 * HOUR });
  const courses = plans.map((trip) => course(seed, trip));
  const service = new PureService(made.description);
  const road = await actOut({
    seed,
    courses,
    service: service.side,
    startAt: T,
    until: Math.max(...plans.map(({ unpackAt }) => unpackAt)) + 140 * HOUR,
    arrive: async (now) => {
      service.now = now;
    },
  });
  const record = service.record();
  const mine = [...record.parcels].filter(([, { origin }]) => received.has(origin));
  return {
    courses,
    plans,
    received,
    road,
    truth: tripTruth(courses, received, road.heard),
    found: { ...record, parcels: new Map(mine) },
    refusals: service.refusals(),
  };
}

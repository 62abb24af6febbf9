/** A seeded campaign against a service of its own: starts it in the world's time, lets all trips go, and asks what it knows. */
import { join } from 'node:path';
import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';
import type { Api } from '../api.ts';
import type { ServiceSide } from '../people/carrier.ts';
import { random } from '../random.ts';
import { ask } from './ask.ts';
import { checkTrips, passed, type TripReport } from './check.ts';
import { unbalanced } from './compare.ts';
import { course } from './course.ts';
import { House } from './house.ts';
import { startLoggers } from './loggers.ts';
import { HOUR, LONGEST_TRIP, planTrips } from './plan.ts';
import { actOut } from './roadside.ts';
import { Sessions } from './session.ts';
import { world } from './world.ts';
import { WorldClock } from './world-clock.ts';

/** Before the first trip a phone's day-old lie is still younger than its key. */
const QUIET: DurationMs = 30 * HOUR;
/** After it the longest silence ends, and after that nothing waits any more. */
const SETTLES: DurationMs = 140 * HOUR;
const REPORTS_EVERY: DurationMs = 6 * HOUR;

/**
 * @param directory empty, for the service's data; it stays
 * @param kills about how often the service is killed while a phone is sending to it
 * @param endAt the world's time when all is asked; not later than the real present, or the service lives in the future
 */
export async function campaign(options: {
  seed: string;
  trips: number;
  directory: string;
  endAt: UtcMs;
  kills: number;
}): Promise<TripReport> {
  const { seed, trips, directory, endAt } = options;
  const startAt = Math.floor(endAt / 1000) * 1000 - durationOf(trips);
  const made = world(seed, trips, startAt);
  const { description, received } = made;
  const plans = planTrips({ seed, ...made, startAt: startAt + QUIET });
  const courses = plans.map((trip) => course(seed, trip));

  const clock = new WorldClock(join(directory, 'clock'), startAt);
  const house = await House.opened(directory, description, clock);
  try {
    const faults = courses.flatMap(({ thermal }) => thermal);
    const units = new Set([
      ...[...received.values()].map(({ unit }) => unit),
      ...plans.flatMap(({ box, fridge }) => [box, fridge]),
    ]);
    const wire = { host: house.host, port: house.mqttPort };
    const devices = startLoggers({ seed, description, faults, ...wire, startAt, units });
    const sessions = new Sessions(house.base, description);
    const official = description.people.find(({ roles }) => roles.includes('official'))?.username ?? '';
    const asOfficial = <T>(act: (api: Api) => Promise<T>): Promise<T> => sessions.as(official, act);
    let looks = 0;
    const missing: string[] = [];
    let reportedAt = startAt;
    const road = await actOut({
      seed,
      courses,
      service: options.kills === 0 ? sessions.side : mortal(sessions.side, house, options),
      startAt,
      until: endAt,
      arrive: async (now) => {
        clock.set(now);
        if (now - reportedAt < REPORTS_EVERY && now !== endAt) return;
        reportedAt = now;
        await devices.report(now);
        looks++;
        const found = await asOfficial((api) => ask(api, new Set(received.keys())));
        missing.push(...unbalanced(received, found));
      },
    });
    const now = clock.now;
    const readings = devices.delivered;
    const report = await settled(() =>
      asOfficial((api) =>
        checkTrips({
          ...{ api, description, courses, received, road, readings, now },
          looks: { looks, deaths: house.deaths, unbalanced: missing },
        }),
      ),
    );
    await devices.stop();
    return report;
  } finally {
    await house.close();
    clock.close();
  }
}

/** About ten events a trip, and as many requests. */
const REQUESTS_PER_TRIP = 10;
/** An answer takes some ten milliseconds: it dies before, while and after it writes. */
const DIES_WITHIN_MS = 25;

/** The same doors, at which the service dies now and then with a request in its hands. */
function mortal(
  side: ServiceSide,
  house: House,
  { seed, trips, kills }: { seed: string; trips: number; kills: number },
): ServiceSide {
  const draw = random(seed, 'kills');
  const share = kills / (trips * REQUESTS_PER_TRIP);
  return {
    ...side,
    deliver: (username) => async (events) => {
      if (!draw.chance(share)) return side.deliver(username)(events);
      const answer = side.deliver(username)(events);
      const outcome = answer.then(
        (answers) => ({ answers }),
        (error: unknown) => ({ error }),
      );
      await new Promise((resolve) => setTimeout(resolve, draw.between(0, DIES_WITHIN_MS)));
      await house.die();
      const result = await outcome;
      if ('answers' in result) return result.answers;
      throw result.error;
    },
  };
}

/** What time alone brings is looked after once a second, and later where the machine is busy: asked until it is there. */
const SETTLES_WITHIN_MS = 30_000;
const ASKS_EVERY_MS = 1_000;

async function settled(check: () => Promise<TripReport>): Promise<TripReport> {
  const until = performance.now() + SETTLES_WITHIN_MS;
  let report = await check();
  while (!passed(report) && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, ASKS_EVERY_MS));
    report = await check();
  }
  return report;
}

/** From the world's beginning to its end; the depot's two boxes go by turns. */
export const durationOf = (trips: number): DurationMs => QUIET + ((trips + 1) * LONGEST_TRIP) / 2 + SETTLES;

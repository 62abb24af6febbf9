/** A seeded campaign against a service of its own: starts it in the world's time, lets all trips go, and asks what it knows. */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';
import type { Api } from '../api.ts';
import { freePort } from '../demo/ports.ts';
import { endChild, startService } from '../demo/service.ts';
import { ask } from './ask.ts';
import { checkTrips, type TripReport } from './check.ts';
import { unbalanced } from './compare.ts';
import { course } from './course.ts';
import { startLoggers } from './loggers.ts';
import { HOUR, LONGEST_TRIP, planTrips } from './plan.ts';
import { actOut } from './roadside.ts';
import { Sessions } from './session.ts';
import { world } from './world.ts';
import { CLOCK_FILE, WorldClock } from './world-clock.ts';

const HOST = '127.0.0.1';
/** Before the first trip a phone's day-old lie is still younger than its key. */
const QUIET: DurationMs = 30 * HOUR;
/** After it the longest silence ends, and after that nothing waits any more. */
const SETTLES: DurationMs = 140 * HOUR;
const REPORTS_EVERY: DurationMs = 6 * HOUR;
const GRACE_MS = 5000;

/**
 * @param directory empty, for the service's data; it stays
 * @param endAt the world's time when all is asked; not later than the real present, or the service lives in the future
 */
export async function campaign(options: {
  seed: string;
  trips: number;
  directory: string;
  endAt: UtcMs;
  onStart?: (child: ChildProcess) => void;
}): Promise<TripReport> {
  const { seed, trips, directory, endAt } = options;
  const startAt = Math.floor(endAt / 1000) * 1000 - durationOf(trips);
  const made = world(seed, trips, startAt);
  const { description, received } = made;
  const plans = planTrips({ seed, ...made, startAt: startAt + QUIET });
  const courses = plans.map((trip) => course(seed, trip));

  const data = join(directory, 'data');
  mkdirSync(data, { recursive: true });
  const apply = join(directory, 'province.yaml');
  writeFileSync(apply, stringify(description));
  const clock = new WorldClock(join(directory, 'clock'), startAt);
  const [mqttPort, httpPort] = [await freePort(0, HOST), await freePort(0, HOST)];
  const service = startService({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    data,
    host: HOST,
    mqttPort,
    httpPort,
    apply,
    preload: {
      module: new URL('pretend-clock.ts', import.meta.url).href,
      env: { [CLOCK_FILE]: clock.file },
    },
  });
  options.onStart?.(service.child);
  try {
    await service.ready();
    const faults = courses.flatMap(({ thermal }) => thermal);
    const units = new Set([
      ...[...received.values()].map(({ unit }) => unit),
      ...plans.flatMap(({ box, fridge }) => [box, fridge]),
    ]);
    const devices = startLoggers({ seed, description, faults, host: HOST, port: mqttPort, startAt, units });
    const sessions = new Sessions(`http://${HOST}:${httpPort}`, description);
    const official = description.people.find(({ roles }) => roles.includes('official'))?.username ?? '';
    const asOfficial = <T>(act: (api: Api) => Promise<T>): Promise<T> => sessions.as(official, act);
    let looks = 0;
    const missing: string[] = [];
    let reportedAt = startAt;
    const road = await actOut({
      seed,
      courses,
      service: sessions.side,
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
    await settled();
    const now = clock.now;
    const readings = devices.delivered;
    const report = await asOfficial((api) =>
      checkTrips({
        ...{ api, description, courses, received, road, readings, now },
        looks: { looks, unbalanced: missing },
      }),
    );
    await devices.stop();
    return report;
  } finally {
    await endChild(service.child, GRACE_MS);
    clock.close();
  }
}

/** What time alone brings is looked after once a second. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2500));

/** From the world's beginning to its end; the depot's two boxes go by turns. */
export const durationOf = (trips: number): DurationMs => QUIET + ((trips + 1) * LONGEST_TRIP) / 2 + SETTLES;

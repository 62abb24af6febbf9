import { afterEach, expect, test } from 'vitest';
import { catchingUp, realTime } from '../../simulator/clock.ts';
import { planFaults } from '../../simulator/faults.ts';
import { type Fleet, startFleet } from '../../simulator/fleet.ts';
import { loggers } from '../../simulator/logger.ts';
import { province } from '../../simulator/province.ts';
import { type Broker, startBroker } from './broker.ts';

const T = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
let broker: Broker;
let fleet: Fleet;

afterEach(async () => {
  await fleet.stop(true);
  await broker.close();
});

test('two days of a province with every fault arrive whole, whatever the wire did to them', async () => {
  const description = province({ seed: 'tet', size: 'demo', startAt: T - 2 * DAY, sampling: 'field' });
  const faults = planFaults({ seed: 'tet', description, from: T - 2 * DAY, to: T });
  // The world's clock is the test's: each look at it is 20 ms later, so that the run takes a hundred steps.
  let real = T;
  const clock = catchingUp({ realNow: () => real, duration: 2 * DAY, speed: 86_400 });
  const arrivedAtPresent = Promise.withResolvers<void>();
  broker = await startBroker(new Map(description.devices.map(({ id, secret }) => [id, secret])));
  fleet = startFleet({
    seed: 'tet',
    description,
    faults,
    host: '127.0.0.1',
    port: broker.port,
    clock: {
      ...clock,
      now: () => {
        real += 20;
        if (real >= T + 2000) arrivedAtPresent.resolve();
        return Math.min(clock.now(), T);
      },
    },
    realNow: () => real,
    tickMs: 5,
  });
  await arrivedAtPresent.promise;
  await fleet.finish(T);
  const measured = loggers('tet', description, faults, clock.startAt);
  for (const { device, samplesUntil } of measured) {
    const expected = samplesUntil(T).map(({ at }) => new Date(at).toISOString());
    const arrived = new Set(broker.readings(device.id).map(({ at }) => at));
    expect(arrived).toEqual(new Set(expected));
    expect(fleet.delivered.get(device.id)?.length).toBe(expected.length);
  }
});

test('a fridge that is told to warm measures more than 8 °C within half a minute', async () => {
  const description = province({ seed: 'tet', size: 'demo', startAt: T, units: 5 });
  const fridge = description.units.find(({ kind }) => kind === 'refrigerator')?.id ?? '';
  const device = description.devices.find(({ unit }) => unit === fridge)?.id ?? '';
  let now = T;
  broker = await startBroker(new Map(description.devices.map(({ id, secret }) => [id, secret])));
  fleet = start(description, () => now);
  fleet.warm(fridge);
  now += 50_000;
  await fleet.finish(now);
  expect(Math.max(...broker.readings(device).map(({ celsius }) => celsius ?? 0))).toBeGreaterThan(8);
});

test('a value put into a unit by hand is acknowledged when the promise says so', async () => {
  const description = province({ seed: 'tet', size: 'station', startAt: T });
  broker = await startBroker(new Map(description.devices.map(({ id, secret }) => [id, secret])));
  fleet = start(description, () => T);
  expect(await fleet.measure(description.units[0]?.id ?? '', 12.3)).toBe(T);
  expect(broker.readings(description.devices[0]?.id ?? '')).toEqual([
    expect.objectContaining({ at: new Date(T).toISOString(), celsius: 12.3 }),
  ]);
});

function start(description: ReturnType<typeof province>, now: () => number): Fleet {
  return startFleet({
    seed: 'tet',
    description,
    faults: [],
    host: '127.0.0.1',
    port: broker.port,
    clock: realTime(now, T),
    realNow: now,
  });
}

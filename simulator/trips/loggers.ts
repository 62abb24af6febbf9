/** The devices of the trips' world: they measure as time passes and send what they have whenever they are asked to. */
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Description } from '../description.ts';
import { SimulatedDevice } from '../device.ts';
import type { Fault } from '../faults.ts';
import { loggers } from '../logger.ts';
import type { TrueReading } from '../pieces.ts';
import { random } from '../random.ts';

export type Loggers = {
  /** By device, what the service has acknowledged. */
  readonly delivered: ReadonlyMap<string, readonly TrueReading[]>;
  /** Measures up to `now` and sends it; resolves when all of it is acknowledged. */
  readonly report: (now: UtcMs) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export function startLoggers(options: {
  seed: string;
  description: Description;
  faults: readonly Fault[];
  host: string;
  port: number;
  startAt: UtcMs;
  /** The units that matter; the devices of the others are switched off. */
  units: ReadonlySet<string>;
}): Loggers {
  const { seed, description, faults, host, port, startAt } = options;
  const delivered = new Map<string, TrueReading[]>();
  let arrivedAt = startAt;
  const all = loggers(seed, description, faults, startAt);
  const members = all
    .filter(({ unit }) => options.units.has(unit.id))
    .map((logger) => {
      const mine: TrueReading[] = [];
      const { id, secret } = logger.device;
      delivered.set(id, mine);
      const device = new SimulatedDevice({
        id,
        secret,
        host,
        port,
        draw: random(seed, `wire/${id}`),
        onAcknowledged: (samples) => {
          for (const { at, celsius } of samples) mine.push({ at, celsius, arrivedAt });
        },
      });
      device.connect();
      return { logger, device };
    });
  return {
    delivered,
    report: async (now) => {
      arrivedAt = now;
      for (const { logger, device } of members) device.enqueue(logger.samplesUntil(now));
      await Promise.all(members.map(({ device }) => device.drained()));
    },
    stop: async () => {
      await Promise.all(members.map(({ device }) => device.stop()));
    },
  };
}

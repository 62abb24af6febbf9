/**
 * All devices of a province at work: at every tick each logger measures up to the simulated present, the plan's
 * faults reach the wire, and the devices send. Remembers what was delivered, so that the truth can be told.
 */
import type { UtcMs } from '../src/thermal/types.ts';
import type { SimulatedClock } from './clock.ts';
import type { Description } from './description.ts';
import { SimulatedDevice } from './device.ts';
import type { Fault } from './faults.ts';
import { type Logger, type LoggerOptions, loggers, type Sample } from './logger.ts';
import type { TrueReading } from './pieces.ts';
import { random } from './random.ts';

export type FleetOptions = {
  readonly seed: string;
  readonly description: Description;
  readonly faults: readonly Fault[];
  readonly host: string;
  readonly port: number;
  readonly clock: SimulatedClock;
  /** The world's clock, ms UTC: when an acknowledgement came. */
  readonly realNow: () => UtcMs;
  readonly tickMs?: number;
  readonly coarse?: LoggerOptions['coarse'];
  readonly onProblem?: (device: string, problem: string) => void;
};

export type Fleet = {
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  /** By device, all readings the service has acknowledged. */
  readonly delivered: ReadonlyMap<string, readonly TrueReading[]>;
  /** Adds a fault to the run; it takes effect from its `from` on. */
  readonly suffer: (fault: Fault) => void;
  /**
   * The unit's door stays open from now on; its probe passes 8 °C within half a minute, or sooner with a time
   * constant below `WATCHABLE_SECONDS`: with 5 at once.
   */
  readonly warm: (unit: string, timeConstantSeconds?: number) => void;
  /** The unit's device measures just this, now; resolves with the real time of the PUBACK. */
  readonly measure: (unit: string, celsius: number) => Promise<UtcMs>;
  /** Everybody measures up to `to` and has signal; resolves when all of it is acknowledged. */
  readonly finish: (to: UtcMs) => Promise<void>;
  readonly stop: (abrupt?: boolean) => Promise<void>;
};

type Member = { readonly logger: Logger; readonly device: SimulatedDevice; silent: Fault | null };

/** From 4 to 8 °C within half a minute, also in a cold night of 19 °C, so that people can watch it happen. */
export const WATCHABLE_SECONDS = 75;
const TICK_MS = 200;

export function startFleet(options: FleetOptions): Fleet {
  const { seed, description, clock } = options;
  const faults = [...options.faults];
  const delivered = new Map<string, TrueReading[]>();
  const awaited = new Map<Sample, (arrivedAt: UtcMs) => void>();
  const members = loggers(seed, description, faults, clock.startAt, options.coarse).map((logger): Member => {
    const mine: TrueReading[] = [];
    delivered.set(logger.device.id, mine);
    const device = new SimulatedDevice({
      id: logger.device.id,
      secret: logger.device.secret,
      host: options.host,
      port: options.port,
      draw: random(seed, `wire/${logger.device.id}`),
      onAcknowledged: (samples) => {
        const arrivedAt = options.realNow();
        for (const sample of samples) {
          mine.push({ at: sample.at, celsius: sample.celsius, arrivedAt });
          awaited.get(sample)?.(arrivedAt);
          awaited.delete(sample);
        }
      },
      ...(options.onProblem === undefined ? {} : { onProblem: options.onProblem }),
    });
    return { logger, device, silent: null };
  });
  let before = clock.startAt;
  let finished = false;
  const tick = () => {
    const now = clock.now();
    for (const member of members) {
      disturb(member, faults, before, now);
      member.device.enqueue(member.logger.samplesUntil(now));
    }
    before = now;
  };
  for (const { device } of members) device.connect();
  tick();
  const timer = setInterval(tick, options.tickMs ?? TICK_MS);
  const memberOf = (unit: string): Member => {
    const member = members.find(({ logger }) => logger.unit.id === unit);
    if (member === undefined) throw new Error(`Cannot find a device: unit ${unit} has none`);
    return member;
  };
  const suffer = (fault: Fault) => {
    faults.push(fault);
    for (const { logger } of members) logger.suffer(fault);
  };
  return {
    devices: new Map(members.map(({ device }) => [device.id, device])),
    delivered,
    suffer,
    warm: (unit, timeConstantSeconds = WATCHABLE_SECONDS) => {
      const { id } = memberOf(unit).logger.unit;
      const from = clock.now();
      suffer({
        kind: 'door-left-open',
        unit: id,
        from,
        to: Number.POSITIVE_INFINITY,
        timeConstantSeconds,
      });
    },
    measure: (unit, celsius) => {
      const { device } = memberOf(unit);
      const at = clock.now();
      const sample: Sample = { trueAt: at, at, celsius, door: false, power: true, battery: 90 };
      return new Promise((resolve) => {
        awaited.set(sample, resolve);
        device.enqueue([sample]);
      });
    },
    finish: async (to) => {
      finished = true;
      clearInterval(timer);
      await Promise.all(
        members.map(async (member) => {
          disturb(member, faults, before, to);
          member.device.enqueue(member.logger.samplesUntil(to));
          if (member.silent !== null) signalBack(member);
          await member.device.drained();
        }),
      );
    },
    stop: async (abrupt = false) => {
      if (!finished) clearInterval(timer);
      await Promise.all(members.map(({ device }) => device.stop(abrupt)));
    },
  };
}

/** Brings the faults that concern the wire to one device, for the time from `before` to `now`. */
function disturb(member: Member, faults: readonly Fault[], before: UtcMs, now: UtcMs): void {
  const { device } = member;
  const mine = faults.filter((fault) => 'device' in fault && fault.device === device.id && fault.from <= now);
  const present = mine.filter((fault) => fault.to > now);
  const silent = present.find(({ kind }) => kind === 'no-signal') ?? null;
  if (silent !== null && member.silent === null) device.loseSignal();
  else if (silent === null && member.silent !== null) signalBack(member);
  if (silent !== null) member.silent = silent;
  if (mine.some(({ kind, from }) => kind === 'reboot' && from > before)) device.reboot();
  const twice = present.find((fault) => fault.kind === 'duplicate-delivery');
  device.duplicateShare = twice?.kind === 'duplicate-delivery' ? twice.share : 0;
  device.reorder = present.some(({ kind }) => kind === 'reorder');
}

function signalBack(member: Member): void {
  const order = member.silent?.kind === 'no-signal' ? member.silent.backlog : 'oldest-first';
  member.silent = null;
  member.device.regainSignal(order);
}

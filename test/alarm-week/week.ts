/**
 * One week of the simulated province against the real keeper: time is stepped, not slept. In each step what the loggers measured
 * arrives, the keeper does what time brings, people take alerts, and what is due is sent.
 */
import { type Fault, planFaults } from '../../simulator/faults.ts';
import { loggers } from '../../simulator/logger.ts';
import type { Policy } from '../../simulator/products.ts';
import { random } from '../../simulator/random.ts';
import type { Incoming } from '../../src/keeper/intake.ts';
import type { AlertView, ExcursionView } from '../../src/keeper/views.ts';
import { WeekHouse } from './house.ts';
import { People } from './people.ts';
import { Post, type Posted, type Weather } from './post.ts';
import { Wire } from './wire.ts';
import { type World, weekWorld } from './world.ts';

export type Wish = {
  readonly seed: string;
  readonly days: number;
  readonly units: number;
  readonly policy: Policy;
  readonly stepMs: number;
  /** How many of each kind of fault. */
  readonly faults: number;
  readonly say: (line: string) => void;
};

export type Week = {
  readonly world: World;
  readonly faults: readonly Fault[];
  readonly wires: readonly Wire[];
  readonly from: number;
  readonly to: number;
  readonly sent: readonly Posted[];
  readonly tries: readonly Posted[];
  readonly alerts: readonly AlertView[];
  readonly excursions: readonly ExcursionView[];
  readonly taken: ReadonlyMap<string, number>;
  readonly released: number;
  /** By device, when its messages arrived and when the newest reading of each was measured. */
  readonly arrivals: ReadonlyMap<
    string,
    readonly { readonly measuredAt: number; readonly arrivedAt: number }[]
  >;
  readonly readings: number;
  readonly tookMs: number;
};

const DAY = 86_400_000;
/** A Monday, 00:00 in the province. */
const MONDAY = Date.UTC(2026, 10, 22, 17);
/** Faults end early enough that what they cause has been told when the run ends. */
const QUIET_END = 6 * 3_600_000;

export async function runWeek(wish: Wish): Promise<Week> {
  const begun = performance.now();
  const from = MONDAY;
  const to = from + Math.round(wish.days * DAY);
  const world = weekWorld({ seed: wish.seed, units: wish.units, startAt: from, policy: wish.policy });
  const faults = planFaults({
    seed: wish.seed,
    description: world.description,
    from,
    to: to - QUIET_END,
    each: wish.faults,
  });
  const wires = loggers(wish.seed, world.description, faults, from).map(
    (logger) => new Wire(logger, faults, random(wish.seed, `wire/${logger.device.id}`), from),
  );
  const house = await WeekHouse.open(world, from);
  const post = new Post(weatherOf(wish.seed, from, to));
  const people = new People(world.people, wish.seed, from);
  const arrivals = new Map<string, { measuredAt: number; arrivedAt: number }[]>();
  try {
    for (let now = from + wish.stepMs, day = 1; now <= to; now += wish.stepMs) {
      house.now = now;
      const batch = wires.flatMap((wire) => arriving(wire, now, arrivals));
      if (batch.length > 0) await house.keeper.ingest(batch);
      await house.keeper.tick();
      await people.act(house.keeper, now);
      await people.decide(house);
      people.hear(await post.deliver(house.keeper, now));
      if (now - from >= day * DAY) wish.say(`day ${day++}: ${post.tries.length} tries to send`);
      if (now - from === Math.floor((to - from) / 2 / wish.stepMs) * wish.stepMs) await house.restart();
    }
    return {
      world,
      faults,
      wires,
      from,
      to,
      sent: post.sent,
      tries: post.tries,
      alerts: await house.alerts(),
      excursions: await house.excursions(),
      taken: people.taken,
      released: people.released,
      arrivals,
      readings: wires.reduce((sum, { delivered }) => sum + delivered.length, 0),
      tookMs: performance.now() - begun,
    };
  } finally {
    await house.close();
  }
}

function arriving(
  wire: Wire,
  now: number,
  arrivals: Map<string, { measuredAt: number; arrivedAt: number }[]>,
): Incoming[] {
  const messages = wire.until(now);
  if (messages.length > 0 && wire.latest !== null) {
    const known = arrivals.get(wire.device) ?? [];
    known.push(wire.latest);
    arrivals.set(wire.device, known);
  }
  return messages.map((text) => {
    const payload = Buffer.from(text);
    return { device: wire.device, kind: 'telemetry', payload, size: payload.length, receivedAt: now };
  });
}

/** Mail is out for an hour, SMS for another, and one message in fifty is not taken. */
function weatherOf(seed: string, from: number, to: number): Weather {
  const draw = random(seed, 'channels');
  const outage = (channel: string) => ({ channel, at: from + draw.between(0.1, 0.8) * (to - from) });
  const outages = [outage('mail'), outage('sms')];
  return (channel, at) =>
    outages.some((one) => one.channel === channel && at >= one.at && at < one.at + 3_600_000) ||
    draw.chance(0.02)
      ? 'fails'
      : 'takes';
}

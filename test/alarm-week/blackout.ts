/**
 * Hundreds of places lose their power within a minute, and nobody answers. How many messages does each person get, and is every
 * critical alert in a message to everybody whom its ladder reached?
 */
import type { Notice } from '../../src/alerts/telling.ts';
import type { Incoming } from '../../src/keeper/intake.ts';
import type { AlertView } from '../../src/keeper/views.ts';
import { WeekHouse } from './house.ts';
import { mostWithin } from './measures.ts';
import { Post } from './post.ts';
import { manySites, type World } from './world.ts';

export type BlackoutWish = {
  readonly sites: number;
  /** After the power went. */
  readonly minutes: number;
  readonly stepMs: number;
  readonly say: (line: string) => void;
};

export type Blackout = {
  readonly people: number;
  readonly alerts: Readonly<Record<string, number>>;
  readonly messages: number;
  /** The most that one person got in the first ten minutes, and in any ten minutes. */
  readonly firstTenMinutes: number;
  readonly anyTenMinutes: number;
  /** Of each person, messages of the whole time. */
  readonly perPerson: readonly number[];
  /** Critical alerts that were in no message to somebody whom their level had to reach. */
  readonly lost: readonly string[];
  readonly tookMs: number;
};

const MINUTE = 60_000;
const NIGHT = Date.UTC(2026, 10, 22, 19);
const QUIET_MINUTES = 20;

export async function runBlackout(wish: BlackoutWish): Promise<Blackout> {
  const begun = performance.now();
  const world = manySites({ sites: wish.sites, startAt: NIGHT - 86_400_000 });
  const house = await WeekHouse.open(world, NIGHT);
  const post = new Post(() => 'takes');
  const cut = NIGHT + QUIET_MINUTES * MINUTE;
  const end = cut + wish.minutes * MINUTE;
  const devices = world.description.devices.map(({ id }, i) => ({
    id,
    // Each in its own second of the minute, and with a wall of its own.
    darkAt: cut + Math.floor((i / wish.sites) * 60_000),
    perMinute: 0.1 + (i % 7) * 0.02,
    next: NIGHT + Math.floor((i / wish.sites) * 60_000),
  }));
  try {
    for (let now = NIGHT + wish.stepMs; now <= end; now += wish.stepMs) {
      house.now = now;
      const batch = devices.filter(({ next }) => next <= now).map((device) => message(device, now));
      if (batch.length > 0) await house.keeper.ingest(batch);
      await house.keeper.tick();
      await post.deliver(house.keeper, now);
    }
    const alerts = await house.alerts();
    const sent = post.sent;
    const early = sent.filter(({ notice }) => notice.createdAt < cut + 10 * MINUTE);
    wish.say(`${alerts.length} alerts, ${sent.length} messages`);
    return {
      people: world.people.size,
      alerts: counted(alerts.map(({ kind, severity }) => `${kind} (${severity})`)),
      messages: sent.length,
      firstTenMinutes: mostWithin(early, 10 * MINUTE),
      anyTenMinutes: mostWithin(sent, 10 * MINUTE),
      perPerson: Object.values(counted(sent.map(({ notice }) => notice.person))),
      lost: lostOf(
        alerts,
        world,
        sent.map(({ notice }) => notice),
        end,
      ),
      tookMs: performance.now() - begun,
    };
  } finally {
    await house.close();
  }
}

type Device = { readonly id: string; readonly darkAt: number; readonly perMinute: number; next: number };

/** 4 °C while there is power; without it the device says so, on its battery, and warms. */
function message(device: Device, now: number): Incoming {
  const at = device.next;
  device.next = at + MINUTE;
  const dark = at >= device.darkAt;
  const celsius = dark ? Math.min(25, 4 + ((at - device.darkAt) / MINUTE) * device.perMinute) : 4;
  const reading = { at, celsius: Math.round(celsius * 100) / 100, power: !dark, battery: 90 };
  const payload = Buffer.from(JSON.stringify({ readings: [reading] }));
  return { device: device.id, kind: 'telemetry', payload, size: payload.length, receivedAt: now };
}

const PROVINCE = ['canbo.tinh.1', 'canbo.tinh.2'] as const;

/** Whom the standard ladder has to reach at once: the depot, else the region's official, else the province's. */
function firstReached(site: string, { description, people }: World): readonly string[] {
  const region = description.sites.find(({ id }) => id === site)?.parent;
  const near = [`kho.${site}`, `canbo.${region}`].find((person) => people.has(person));
  return near === undefined ? PROVINCE : [near];
}

/** The longest that a digest waits. */
const DIGEST_MOST = 11 * MINUTE;
const PROVINCE_AFTER = 30 * MINUTE;

function lostOf(
  alerts: readonly AlertView[],
  world: World,
  notices: readonly Notice[],
  end: number,
): string[] {
  const told = new Set(notices.flatMap(({ person, alerts: ids }) => ids.map((id) => `${person} ${id}`)));
  return alerts.flatMap(({ id, kind, severity, site, raisedAt }) => {
    if (severity !== 'critical' || site === null) return [];
    const lasted = end - Date.parse(raisedAt) - DIGEST_MOST;
    const wanted = [
      ...(lasted >= 0 ? firstReached(site, world) : []),
      ...(lasted >= PROVINCE_AFTER ? PROVINCE : []),
    ];
    return wanted
      .filter((person) => !told.has(`${person} ${id}`))
      .map((person) => `${kind} ${site} to ${person}`);
  });
}

const counted = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));

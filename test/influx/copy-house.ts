/** A province with readings, a ledger and excursions, and its copy in an InfluxDB: filled, settled, compared. */
import { setTimeout as after } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { Delivery } from '../../src/influx/delivery.ts';
import type { Verification } from '../../src/influx/findings.ts';
import { breather } from '../../src/influx/pace.ts';
import { nothingRebuilt, type Rebuilt, rebuild } from '../../src/influx/rebuild.ts';
import type { Range, Target } from '../../src/influx/types.ts';
import { verify } from '../../src/influx/verify.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { openArchive } from '../../src/store/archive.ts';
import { BEGINNING, openOutbox } from '../../src/store/outbox.ts';
import { House, MINUTE, START } from '../keeper/house.ts';

export const ALL: Range = { from: Number.NEGATIVE_INFINITY, to: START + 2 * 86_400_000 };
/** The day on which everything happens. */
export const THE_DAY: Range = { from: START, to: START + 86_400_000 };

/**
 * Six hours: a fridge with two probes that gets warm, so that it and the parcel in it have an excursion; a fridge that is
 * quiet; a sensor that fails; two values at one instant; some of it packed.
 */
export async function eventfulHouse(): Promise<House> {
  const house = await House.open({ packAt: 60 });
  for (let minute = 0; minute < 360; minute += 5) {
    house.now = minute;
    await house.send('do-1', [[minute, minute < 120 ? 4 + (minute % 7) / 10 : 9.5]]);
    await house.send('do-1', [[minute, 4.2]], { probe: '2' });
    await house.send('do-2', [[minute, 5.125]]);
    if (minute === 200) while (await house.keeper.pack());
  }
  await house.send('do-2', [[300, 5.5]]);
  await house.send('do-2', [[301, null]]);
  await house.wait(361);
  return house;
}

/** Says that all of the store has been sent to the target, as its sender does when it has. */
export async function settle(house: House, target: Pick<Target, 'name'>): Promise<void> {
  const outbox = openOutbox(house.directory);
  let cursor = BEGINNING;
  for (let more = true; more; ) {
    const { page } = outbox.read(cursor, 10_000);
    cursor = page.next;
    more = page.more;
  }
  outbox.close();
  await house.does(SYSTEM, { type: 'influx.settle', target: target.name, cursor, setAside: [] });
}

export function deliveryTo(target: Pick<Target, 'write' | 'create'>, end = new AbortController()): Delivery {
  return new Delivery({
    target,
    control: () => ({ measurement: 'service', tags: {}, fields: { setAside: 0 }, time: START, nanos: 0 }),
    signal: end.signal,
    elapsed: () => performance.now(),
    random: () => 0,
    wait: (ms) => after(ms),
    waiting: () => {},
  });
}

export async function rebuilt(house: House, target: Target, range: Range = ALL): Promise<Rebuilt> {
  const archive = openArchive(house.directory);
  onTestFinished(() => archive.close());
  const into = nothingRebuilt();
  const { signal } = new AbortController();
  await rebuild(
    { archive, target, delivery: deliveryTo(target), breathe: breather(signal), told: () => {} },
    range,
    into,
  );
  return into;
}

export async function verified(
  house: House,
  target: Target,
  range: Range = THE_DAY,
  everyPoint = false,
): Promise<Verification> {
  const archive = openArchive(house.directory);
  onTestFinished(() => archive.close());
  const { signal } = new AbortController();
  const parts = { archive, target, everyPoint, breathe: breather(signal), reached: () => {} };
  return verify(parts, range, START + house.now * MINUTE);
}

/** The differences in short. */
export const told = ({ found }: Verification): string[] =>
  found.map(({ of, fault, name, at }) => {
    const minute = at === null ? '' : ` ${(at - START) / MINUTE}`;
    return `${of} ${name}${minute} ${fault}`;
  });

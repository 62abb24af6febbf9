import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Delivery } from '../../src/influx/delivery.ts';
import { breather } from '../../src/influx/pace.ts';
import { nothingRebuilt, rebuild } from '../../src/influx/rebuild.ts';
import { openTarget } from '../../src/influx/target.ts';
import type { Point, Target, WriteResult } from '../../src/influx/types.ts';
import { SYSTEM } from '../../src/keeper/protocol.ts';
import { openArchive } from '../../src/store/archive.ts';
import { House, MINUTE, START } from '../keeper/house.ts';
import { ALL, deliveryTo, eventfulHouse, rebuilt, settle, THE_DAY, told, verified } from './copy-house.ts';
import { databaseOf, hasInfluxd, type Influxd, startInfluxd } from './influxd.ts';

describe.skipIf(!hasInfluxd)('refilling a real InfluxDB 1.x', () => {
  let server: Influxd;
  const open: Target[] = [];

  function database(): Target {
    const name = `refilled${open.length}`;
    const target = openTarget(databaseOf(server, name));
    open.push(target);
    return target;
  }

  beforeAll(async () => {
    server = await startInfluxd();
  });
  afterAll(async () => {
    for (const target of open) await target.close();
    await server.remove();
  });

  test('a part of the time brings the readings of that part, and only those', async () => {
    const house = await eventfulHouse();
    const target = database();
    const range = { from: START + 60 * MINUTE, to: START + 120 * MINUTE };
    expect(await rebuilt(house, target, range)).toMatchObject({ readings: 3 * 12, reached: range.to });
    await settle(house, target);
    expect(await verified(house, target, range)).toMatchObject({ differences: 0, readings: 36 });
    const before = await verified(house, target, { from: START, to: range.from });
    expect(before.found.filter(({ of }) => of === 'reading')).toHaveLength(36);
  });

  test('only what is missing is written again, and nothing is doubled when a box’s past was corrected since', async () => {
    const house = await House.open();
    await house.live('do-3', 0, 120, 4);
    const target = database();
    await rebuilt(house, target);
    await settle(house, target);
    // The box was at the commune from minute 30 on; that is learned at minute 120.
    await house.does(SYSTEM, { type: 'unit.place', unit: 'hom-1', site: 'xa', at: START + 30 * MINUTE });
    await server.query(
      `DELETE FROM temperature WHERE time = ${BigInt(START + 60 * MINUTE) * 1_000_000n}`,
      'refilled1',
    );
    expect(await rebuilt(house, target)).toMatchObject({ readings: 1, present: 24 });
    await settle(house, target);
    expect(told(await verified(house, target))).toEqual([]);
  });

  test('a point that the server refuses is named, and the others are there', async () => {
    const house = await eventfulHouse();
    const target = database();
    await target.create();
    const line = `excursion,page=0,rule=x,subject=unit,unit=u start="text" ${BigInt(START) * 1_000_000n}`;
    const name = `refilled${open.length - 1}`;
    const written = await fetch(`${server.url}/write?db=${name}`, { method: 'POST', body: line });
    expect(written.status).toBe(204);
    const into = await rebuilt(house, target);
    expect(into).toMatchObject({ excursions: 0, refused: 2, readings: 72 * 3 + 2 });
    expect(into.examples.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('field type conflict'),
      expect.stringContaining('field type conflict'),
    ]);
  });

  test('a server that is away for a while is waited for, one that will not have us is not', async () => {
    const house = await eventfulHouse();
    const target = database();
    await target.create();
    let failures = 2;
    const flaky: Target = {
      ...target,
      write: async (points) => (failures-- > 0 ? UNREACHABLE : target.write(points)),
    };
    expect(await rebuilt(house, flaky)).toMatchObject({ readings: 72 * 3 + 2, refused: 0 });
    const closed: Target = {
      ...target,
      write: async () => ({ ...UNREACHABLE, code: 'INFLUX_UNAUTHORIZED' }),
    };
    await expect(rebuilt(house, closed)).rejects.toMatchObject({ code: 'INFLUX_UNAUTHORIZED' });
  });

  test('stopped in the middle it says how far it came, and goes on from there', async () => {
    const house = await House.open();
    for (const day of [-30, -20, -10, 0]) {
      await house.send('do-1', [[day * 1440, 4]]);
      await house.send('do-2', [[day * 1440 + 1, 5]]);
    }
    const target = database();
    await target.create();
    const end = new AbortController();
    const archive = openArchive(house.directory);
    const into = nothingRebuilt();
    const parts = {
      archive,
      target,
      delivery: deliveryTo(target, end),
      breathe: breather(end.signal),
      told: () => {
        if (into.readings >= 4) end.abort(new Error('enough'));
      },
    };
    await expect(rebuild(parts, ALL, into)).rejects.toThrow('enough');
    archive.close();
    const reached = into.reached ?? 0;
    expect(into.readings).toBe(4);
    expect(reached).toBeGreaterThan(START - 20 * 86_400_000);
    expect(await rebuilt(house, target, { from: reached, to: ALL.to })).toMatchObject({ readings: 4 });
    await settle(house, target);
    const whole = { from: START - 31 * 86_400_000, to: THE_DAY.to };
    expect(await verified(house, target, whole)).toMatchObject({ readings: 8, differences: 0 });
  });
});

const UNREACHABLE: Extract<WriteResult, { kind: 'unavailable' }> = {
  kind: 'unavailable',
  code: 'INFLUX_UNREACHABLE',
  reason: 'away',
  retryAfterMs: null,
};

test('patience with a server that stays away has an end', async () => {
  let now = 0;
  const waits: number[] = [];
  const delivery = new Delivery({
    target: { write: async () => UNREACHABLE, create: async () => false },
    control: () => POINT,
    signal: new AbortController().signal,
    elapsed: () => now,
    random: () => 0.999,
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    waiting: () => {},
  });
  await expect(delivery.deliver([POINT])).rejects.toMatchObject({ code: 'INFLUX_UNREACHABLE' });
  expect(now).toBeGreaterThan(10 * 60_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
});

const POINT: Point = {
  measurement: 'temperature',
  tags: { unit: 'tu-1', device: 'do-1', probe: '1' },
  fields: { celsius: 4 },
  time: START,
  nanos: 0,
};

import { describe, expect, test } from 'vitest';
import type { DiskUse } from '../../src/alerts/thresholds.ts';
import { machineOf } from '../../src/keeper/machine.ts';
import { House, iso } from './house.ts';

/** A machine whose disk and whose passing of time the test decides. */
function machine(disk: DiskUse | null = null) {
  const state = { disk, uptime: 0 };
  return { state, machine: { disk: () => state.disk, uptime: () => state.uptime } };
}
const GB = 1e9;

describe('the disk', () => {
  test('is told of at 80, 90 and 95 per cent, as one alert that becomes grave, until there is room again', async () => {
    const { state, machine: own } = machine({ usedPercent: 79.9, freeBytes: 40 * GB });
    const house = await House.open({ machine: own });
    const at = async (minute: number, usedPercent: number) => {
      state.disk = { usedPercent, freeBytes: (100 - usedPercent) * GB };
      state.uptime = minute * 60_000;
      await house.wait(minute);
      return house.alerts('disk-filling');
    };
    expect(await at(1, 79.9)).toEqual([]);
    const [told] = await at(2, 81.2);
    expect(told).toMatchObject({ severity: 'warning', site: null, data: { percent: 81 } });
    expect(await at(3, 84)).toEqual([told]);
    expect(await at(4, 91)).toMatchObject([{ id: told?.id, severity: 'warning', data: { percent: 91 } }]);
    const [grave] = await at(5, 96);
    expect(grave).toMatchObject({ id: told?.id, severity: 'critical', data: { freeBytes: 4 * GB } });
    await house.restart();
    expect(await at(6, 93.5)).toEqual([grave]);
    expect(await at(7, 89)).toMatchObject([{ id: told?.id, severity: 'warning', data: { percent: 89 } }]);
    expect(await at(8, 77)).toEqual([]);
  });
  test('that cannot be asked changes nothing', async () => {
    const { state, machine: own } = machine({ usedPercent: 85, freeBytes: GB });
    const house = await House.open({ machine: own });
    await house.wait(1);
    state.disk = null;
    await house.wait(2);
    expect(await house.alerts('disk-filling')).toHaveLength(1);
  });
  test('of this machine says how full it is', () => {
    const use = machineOf('.').disk();
    expect(use?.usedPercent).toBeGreaterThan(0);
    expect(use?.usedPercent).toBeLessThanOrEqual(100);
    expect(machineOf('/no/such/place').disk()).toBeNull();
  });
});

describe('the clock', () => {
  test('that jumps forwards or back is told of, and counted; one that goes with time is not', async () => {
    const { state, machine: own } = machine();
    const house = await House.open({ machine: own });
    const look = async (wall: number, passed: number) => {
      state.uptime = passed * 60_000;
      await house.wait(wall);
      return house.alerts('clock-jumped');
    };
    await look(1, 1);
    expect(await look(31, 31)).toEqual([]);
    expect(await look(92, 32)).toMatchObject([{ count: 1, happenedAt: iso(92), data: { by: 60 * 60_000 } }]);
    expect(await look(93, 33)).toMatchObject([{ count: 1 }]);
    expect(await look(64, 34)).toMatchObject([{ count: 2, data: { by: -30 * 60_000 } }]);
  });
  test('that was set back does not keep anything from being looked at', async () => {
    const { state, machine: own } = machine();
    const house = await House.open({ machine: own, now: 600 });
    await house.wait(601);
    state.disk = { usedPercent: 99, freeBytes: GB };
    await house.wait(30);
    expect(await house.alerts('disk-filling')).toHaveLength(1);
  });
});

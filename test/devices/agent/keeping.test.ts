import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentDevice } from '../../../devices/agent/device.ts';
import { DrivenTime } from './driven-time.ts';
import { MINUTE, newFolder, one, openDevice, removeFolder, roundsOf } from './house.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');
let folder: string;
let open: AgentDevice[];
const opened = (time: DrivenTime, bytesMost = 64_000_000): AgentDevice => {
  const device = openDevice({ folder, time, bytesMost });
  open.push(device);
  return device;
};

beforeEach(() => {
  folder = newFolder();
  open = [];
});
afterEach(async () => {
  for (const device of open) await device.close();
  removeFolder(folder);
});

test('every round has its place, and no place is given twice over any number of starts', () => {
  const time = new DrivenTime(NOW);
  for (let start = 0; start < 5; start++) {
    const device = opened(time);
    for (let i = 0; i < 3; i++) expect(device.take(one(4 + i))).toBe(true);
  }
  const places = roundsOf(opened(time)).map(({ boot, seq }) => `${boot}/${seq}`);
  expect(new Set(places).size).toBe(15);
  expect(places.map((place) => Number(place.split('/')[1]))).toEqual(Array(5).fill([1, 2, 3]).flat());
});

test('an agent whose disk was changed does not begin with numbers it may have used before', async () => {
  const first = opened(new DrivenTime(NOW));
  await first.close();
  open = [];
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const second = opened(new DrivenTime(NOW + 60 * MINUTE));
  expect(second.keeping.boot).toBeGreaterThan(first.keeping.boot + 1_000);
});

test('a state that cannot be read costs no round and repeats no place', () => {
  const time = new DrivenTime(NOW);
  const first = opened(time);
  first.take(one(4));
  rmSync(join(folder, 'state'));
  const second = opened(time);
  expect(second.keeping.boot).toBe(first.keeping.boot + 1);
  expect(roundsOf(second)).toHaveLength(1);
});

test('readings of one moment are one round; more than fit one message are several', () => {
  const device = opened(new DrivenTime(NOW));
  device.take(Array.from({ length: 450 }, (_, i) => ({ probe: `p${i}`, celsius: 4 })));
  expect(roundsOf(device).map(({ readings }) => readings.length)).toEqual([200, 200, 50]);
});

/** A fridge that swings slowly, a reading a minute, until `until` says so. */
function lead(device: AgentDevice, time: DrivenTime, until: () => boolean, most = 20_000): number {
  for (let i = 0; i < most; i++) {
    if (until()) return i;
    time.advance(MINUTE);
    device.take(one(Math.round((5 + 2 * Math.sin(i / 40)) * 100) / 100));
  }
  throw new Error('It never came to that');
}

test('as the disk fills, what says nothing new is left out and counted; nothing is freed, and people are told', async () => {
  const time = new DrivenTime(NOW);
  const device = opened(time, 131_072);
  const before = lead(device, time, () => device.keeping.trouble === 'tight');
  expect(await device.look()).toContainEqual({ watch: 'agent', level: 'disk', what: 'tight' });
  const thinly = lead(device, time, () => device.keeping.trouble === 'full');
  const kept = roundsOf(device);
  expect(kept[0]?.seq).toBe(1);
  // A fifth of the room took it several times as far as a fifth of the time.
  expect(thinly).toBeGreaterThan(before * 0.5);
  const told = kept.reduce((sum, { thinned }) => sum + (thinned ?? 0), 0);
  expect(told + kept.length + (device.keeping.lost?.rounds ?? 0)).toBeGreaterThanOrEqual(
    before + thinly - 10,
  );
  expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, i) => i + 1));
});

test('what finds no room is counted over a kill, misses its number, and is named by the first round that is kept again', () => {
  const time = new DrivenTime(NOW);
  const first = opened(time, 131_072);
  lead(first, time, () => first.keeping.trouble === 'full');
  const from = first.keeping.lost?.from ?? 0;
  const oldest = roundsOf(first)[0];
  const newest = roundsOf(first).at(-1);
  for (let i = 0; i < 9; i++) {
    time.advance(MINUTE);
    expect(first.take(one(20 + i))).toBe(false);
  }
  expect(first.keeping.lost?.rounds).toBe(10);
  // Killed: nothing is closed. Started again, still full.
  const again = opened(time, 131_072);
  expect(again.keeping.lost).toEqual(first.keeping.lost);
  time.advance(MINUTE);
  expect(again.take(one(30))).toBe(false);
  expect(roundsOf(again)[0]).toEqual(oldest);
  if (newest === undefined) throw new Error('Nothing was kept');
  again.keeping.release(newest);
  expect(again.take(one(31))).toBe(true);
  const told = roundsOf(again).at(-1);
  expect(told).toMatchObject({ seq: 2, lost: { rounds: 11, from } });
  expect(again.keeping.lost).toBeNull();
  expect(again.take(one(32))).toBe(true);
  expect(roundsOf(again).at(-1)?.lost).toBeUndefined();
});

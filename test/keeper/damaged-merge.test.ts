/** What becomes of readings that were put together when the chunk that holds them all is damaged. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DATABASE_FILE } from '../../src/store/sqlite.ts';
import { NOW } from '../store/contents.ts';
import { PackingHouse } from './packing-house.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Twenty chunks of one reading, of which most were put together. */
async function merged(): Promise<PackingHouse> {
  const house = new PackingHouse(NOW, { packAt: 1, perStep: 1, merging: { readings: 8, chunks: 3 } });
  for (let i = 0; i < 20; i++) {
    await house.take('1', [{ at: NOW - 9 * DAY + i * MINUTE, milli: 4000, receivedAt: NOW, extras: null }]);
    for (let steps = 0; steps < 6; steps++) await house.pack();
  }
  expect(house.merged).toBeGreaterThan(0);
  return house;
}

function damageMerged(house: PackingHouse): void {
  const db = new Database(join(house.directory, DATABASE_FILE));
  db.prepare('UPDATE chunk SET readings = zeroblob(length(readings)) WHERE is_merged = 1').run();
  db.close();
}

test('nothing is missing while those lie there that were merged, and they stay', async () => {
  const house = await merged();
  damageMerged(house);
  expect(await house.readings('1')).toHaveLength(20);
  expect(await house.readings('1', NOW - 9 * DAY + 3 * MINUTE, NOW - 9 * DAY + 4 * MINUTE)).toHaveLength(1);
  house.now += 2 * DAY;
  for (let steps = 0; steps < 20; steps++) await house.pack();
  expect(await house.readings('1')).toHaveLength(20);
  expect(house.history.takeMet()).toEqual([]);
});

test('all of it is missing when those are gone that were merged', async () => {
  const house = await merged();
  house.now += 2 * DAY;
  for (let steps = 0; steps < 20; steps++) await house.pack();
  expect(house.deleted).toBeGreaterThan(0);
  damageMerged(house);
  expect((await house.readings('1')).length).toBeLessThan(20);
  expect(house.history.takeMet()).not.toEqual([]);
});

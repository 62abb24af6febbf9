/** One chunk in the place of several: what stands, what is deleted and when, and what the store says meanwhile. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openArchive } from '../../src/store/archive.ts';
import { inspect } from '../../src/store/inspect.ts';
import { DATABASE_FILE, openSqlite } from '../../src/store/sqlite.ts';
import type { NumberedChunk, Store } from '../../src/store/store.ts';
import type { Kept } from '../../src/telemetry/tail.ts';
import { chunk, freshDirectory, NOW, only, readings } from './contents.ts';

const DAY = 86_400_000;
const ALL = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const TEN = readings(10);
const probe = { kind: 'probe' as const, id: '0', doc: { number: 0, device: 'do-1', probe: '1' } };

/** Ten readings a minute apart: three chunks, of 4, 4 and 2. */
async function three(): Promise<{ directory: string; store: Store }> {
  const directory = freshDirectory();
  const store = openSqlite(directory);
  onTestFinished(() => store.close());
  const parts = [TEN.slice(0, 4), TEN.slice(4, 8), TEN.slice(8)];
  await store.commit(only({ puts: [probe], chunks: parts.map((part) => chunk(0, part)) }));
  return { directory, store };
}

const firstTwo = async (store: Store) => {
  const { chunks } = await store.chunksFrom(0, NOW, 100);
  return chunks.slice(0, 2) as NumberedChunk[];
};
const merge = async (store: Store, kept: readonly Kept[] = TEN.slice(0, 8)) =>
  store.commit(only({ merged: [{ chunk: chunk(0, kept), ends: await firstTwo(store), since: NOW }] }));
const counts = async (store: Store) => (await store.chunks(0, NOW, NOW + DAY)).map(({ count }) => count);
const drop = async (store: Store) => store.commit(only({ outlived: await store.outlived(NOW + 1, 100) }));
/** A round of packing ends: copies elsewhere are past what was packed by then. */
const endRound = (store: Store) => store.commit(only({ dropJournalTo: 0 }));
const inFile = <T>(directory: string, work: (db: Database.Database) => T): T => {
  const db = new Database(join(directory, DATABASE_FILE));
  try {
    return work(db);
  } finally {
    db.close();
  }
};
const stored = (directory: string): number =>
  inFile(directory, (db) => Number(db.prepare('SELECT count(*) FROM chunk').pluck().get()));

describe('a merged chunk', () => {
  test('stands for those that it ended, which stay for whoever began to read before', async () => {
    const { directory, store } = await three();
    const before = openArchive(directory);
    await merge(store);
    expect(await counts(store)).toEqual([8, 2]);
    expect(stored(directory)).toBe(4);
    const chunksOf = (archive: ReturnType<typeof openArchive>) =>
      [...archive.stretches(ALL)].flatMap((stretch) => stretch.readings.map((r) => r.chunk));
    expect(chunksOf(before)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3]);
    before.renew();
    expect(chunksOf(before)).toEqual([4, 4, 4, 4, 4, 4, 4, 4, 3, 3]);
    before.close();
  });

  test('that leaves out what lies between its ends is not stored', async () => {
    const { directory, store } = await three();
    const [first] = await firstTwo(store);
    const all = { chunk: chunk(0, TEN), ends: first === undefined ? [] : [first], since: NOW };
    await expect(store.commit(only({ merged: [all] }))).rejects.toThrow('not all that lie there');
    expect(await counts(store)).toEqual([4, 4, 2]);
    expect(stored(directory)).toBe(3);
  });

  test('is no end of what is stored later, wherever that lies', async () => {
    const { store } = await three();
    await merge(store);
    await store.commit(only({ chunks: [chunk(0, [{ ...(TEN[3] as Kept), milli: 5000 }])] }));
    expect(await counts(store)).toEqual([8, 1, 2]);
  });
});

describe('what a merged chunk ended', () => {
  test('is deleted when a day is over and copies elsewhere are past the merged one', async () => {
    const { directory, store } = await three();
    await merge(store);
    expect(await store.outlived(NOW + 1, 100)).toEqual([]);
    await endRound(store);
    expect(await store.outlived(NOW, 100)).toEqual([]);
    expect(await store.outlived(NOW + 1, 100)).toEqual([4]);
    await drop(store);
    expect(stored(directory)).toBe(2);
    expect(await counts(store)).toEqual([8, 2]);
    expect(await store.outlived(NOW + 1, 100)).toEqual([]);
  });

  test('is missed by a walk that began before it was merged: the walk ends and says so', async () => {
    const { directory, store } = await three();
    const archive = openArchive(directory);
    onTestFinished(() => archive.close());
    await merge(store);
    await endRound(store);
    await drop(store);
    expect(() => [...archive.stretches(ALL)]).toThrow(expect.objectContaining({ code: 'STORE_MOVED_ON' }));
    archive.renew();
    expect([...archive.stretches(ALL)].flatMap((stretch) => stretch.readings)).toHaveLength(10);
  });

  test('stands again when the merged one is damaged, and is not deleted then', async () => {
    const { directory, store } = await three();
    await merge(store);
    await endRound(store);
    inFile(directory, (db) => db.prepare('UPDATE chunk SET crc = crc + 1 WHERE id = 4').run());
    const found = await store.chunks(0, NOW, NOW + DAY);
    expect(found.filter((one) => !('flaw' in one)).map(({ count }) => count)).toEqual([4, 4, 2]);
    await drop(store);
    expect(stored(directory)).toBe(4);
  });

  test('counts no reading twice when the file is inspected', async () => {
    const { directory, store } = await three();
    const counted = () => inspect(join(directory, DATABASE_FILE)).readings;
    expect(counted()).toBe(10);
    await merge(store);
    expect(counted()).toBe(10);
    await endRound(store);
    await drop(store);
    expect(counted()).toBe(10);
  });
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { DATABASE_FILE, openSqlite } from '../../src/store/sqlite.ts';
import { freshDirectory, leaf, only } from './contents.ts';

const checkpoint = (size: number, text = `{"n":${size}}`) => ({ size, signed: text });
const kept = (origin: string, n: number) => ({
  origin,
  key: 'ed25519:00',
  signed: `{"n":${n}}`,
  cosigned: '{}',
});

test('checkpoints are found again after a restart: the last that was signed, and the last of so many events', async () => {
  const directory = freshDirectory();
  let store = openSqlite(directory);
  expect(await store.checkpoint(null)).toBeNull();
  await store.commit(only({ checkpoints: [checkpoint(1), checkpoint(2, '{"a":1}'), checkpoint(2)] }));
  await store.commit(only({ checkpoints: [checkpoint(3)] }));
  await store.close();
  store = openSqlite(directory);
  expect(await store.checkpoint(null)).toBe('{"n":3}');
  expect(await store.checkpoint(2)).toBe('{"n":2}');
  expect(await store.checkpoint(4)).toBeNull();
  await store.close();
});

test('a witness finds what it kept last of each ledger', async () => {
  const store = openSqlite(freshDirectory());
  await store.commit(only({ witnessed: [kept('a', 1), kept('b', 5)] }));
  await store.commit(only({ witnessed: [kept('a', 2)] }));
  expect(await store.witnessed('a')).toEqual(kept('a', 2));
  expect(await store.witnessed('b')).toEqual(kept('b', 5));
  expect(await store.witnessed('c')).toBeNull();
  await store.close();
});

describe('what a witness signed back', () => {
  const HOUR = 3_600_000;
  const DAY = 24 * HOUR;
  const back = (witness: string, takenAt: number) => ({
    witness,
    takenAt,
    signed: '{}',
    cosigned: `{"at":${takenAt}}`,
  });
  const times = (directory: string, witness: string) => {
    const db = new Database(join(directory, DATABASE_FILE));
    const rows = db
      .prepare('SELECT taken_at FROM cosignature WHERE witness = ? ORDER BY id')
      .pluck()
      .all(witness);
    db.close();
    return rows;
  };

  test('stays as the first of each day and the newest, however much comes', async () => {
    const directory = freshDirectory();
    const store = openSqlite(directory);
    for (let hour = 5; hour < 60; hour++)
      await store.commit(only({ cosignatures: [back('a', hour * HOUR), back('b', hour * HOUR + 1)] }));
    expect(times(directory, 'a')).toEqual([5 * HOUR, DAY, 2 * DAY, 59 * HOUR]);
    expect(times(directory, 'b')).toEqual([5 * HOUR + 1, DAY + 1, 2 * DAY + 1, 59 * HOUR + 1]);
    expect(await store.cosignatures()).toEqual([back('a', 59 * HOUR), back('b', 59 * HOUR + 1)]);
    // A clock that was set back takes nothing away.
    await store.commit(only({ cosignatures: [back('a', 3 * HOUR)] }));
    await store.commit(only({ cosignatures: [back('a', 4 * HOUR)] }));
    expect(times(directory, 'a').slice(0, 3)).toEqual([5 * HOUR, DAY, 2 * DAY]);
    expect(times(directory, 'a').at(-1)).toBe(4 * HOUR);
    await store.close();
  });

  test.each([
    ['changed', "UPDATE cosignature SET cosigned = '{}' WHERE id = 1"],
    ['replaced', "INSERT OR REPLACE INTO cosignature VALUES (1, 'a', 1, '{}', '{}')"],
    ['dropped, being the first of its day', 'DELETE FROM cosignature WHERE id = 1'],
    ['dropped, being the newest', 'DELETE FROM cosignature WHERE id = 2'],
    ['emptied', 'DELETE FROM cosignature'],
  ])('cannot be %s', async (_, sql) => {
    const directory = freshDirectory();
    const store = openSqlite(directory);
    await store.commit(only({ cosignatures: [back('a', HOUR), back('a', 2 * HOUR)] }));
    await store.close();
    const db = new Database(join(directory, DATABASE_FILE));
    expect(() => db.exec(sql)).toThrow(/only grows/);
    expect(db.prepare('SELECT cosigned FROM cosignature').pluck().all()).toHaveLength(2);
    db.close();
  });
});

test('roots of blocks are made anew where they were wrong: they are no record', async () => {
  const store = openSqlite(freshDirectory());
  const root = (byte: number) => Buffer.alloc(32, byte);
  await store.commit(
    only({
      roots: [
        { place: 1, root: root(1) },
        { place: 0, root: root(2) },
      ],
    }),
  );
  await store.commit(only({ roots: [{ place: 1, root: root(3) }] }));
  expect(await store.ledgerRoots()).toEqual([
    { place: 0, root: root(2) },
    { place: 1, root: root(3) },
  ]);
  await expect(store.commit(only({ roots: [{ place: 2, root: root(1).subarray(1) }] }))).rejects.toThrow();
  await store.close();
});

test.each([
  [0, 0, []],
  [0, 2, [1, 2]],
  [1, 3, [2, 3]],
  [2, 9, [3]],
])('leaf hashes are read by their place: %i up to %i', async (from, to, seqs) => {
  const store = openSqlite(freshDirectory());
  await store.commit(only({ ledger: [leaf(1), leaf(2), leaf(3)] }));
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  expect((await store.leaves(from, to)).map(hex)).toEqual(seqs.map((seq) => hex(leaf(seq).leaf)));
  await store.close();
});

describe.each(['checkpoint', 'witnessed'])('a row of the table %s', (table) => {
  const replacement = table === 'checkpoint' ? "(1, 9, '{}')" : "(1, 'a', 'k', '{}', '{}')";
  test.each([
    ['changed', `UPDATE ${table} SET signed = '{}' WHERE id = 1`],
    ['replaced', `INSERT OR REPLACE INTO ${table} VALUES ${replacement}`],
    ['dropped', `DELETE FROM ${table} WHERE id = 1`],
    ['emptied', `DELETE FROM ${table}`],
  ])('cannot be %s', async (_, sql) => {
    const directory = freshDirectory();
    const store = openSqlite(directory);
    await store.commit(only({ checkpoints: [checkpoint(1)], witnessed: [kept('a', 1)] }));
    await store.close();
    const db = new Database(join(directory, DATABASE_FILE));
    expect(() => db.exec(sql)).toThrow(/only grows/);
    expect(db.prepare(`SELECT signed FROM ${table}`).pluck().all()).toEqual(['{"n":1}']);
    db.close();
  });
});

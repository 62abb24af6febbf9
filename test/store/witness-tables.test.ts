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

import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backup, restore } from '../../src/store/backup.ts';
import { seal } from '../../src/store/seal.ts';
import { DATABASE_FILE, openSqlite, RESTORING_FILE } from '../../src/store/sqlite.ts';
import { batch, chunk, freshDirectory, leaf, NOW, only, readings } from './contents.ts';

const WHEN = new Date('2026-11-22T10:00:00Z');
const code = (work: () => unknown): unknown => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

/** A data directory with something of everything. */
async function filled(): Promise<string> {
  const data = freshDirectory();
  const store = openSqlite(data);
  await store.commit(
    only({
      journal: batch(10),
      puts: [{ kind: 'site', id: 'tinh', doc: { name: 'Kho tỉnh' } }],
      setAside: [{ change: 'add', target: 'kho', series: 's', point: {}, reason: 'full', refusedAt: NOW }],
      ledger: [leaf(1), leaf(2), leaf(3)],
      chunks: [chunk(0, readings(100, -18_500))],
    }),
  );
  await store.close();
  return data;
}

/** Changes a copy as somebody with a database tool would, and seals it again: only its content tells. */
function tampered(file: string, sql: string, ...values: unknown[]): void {
  const db = new Database(file);
  db.exec('DROP TRIGGER ledger_keeps; DROP TRIGGER ledger_stays');
  db.prepare(sql).run(...values);
  db.close();
  seal(file);
}

describe('a backup', () => {
  test('is taken while the store is open, says what it holds, and brings all of it back', async () => {
    const data = await filled();
    const store = openSqlite(data);
    const file = join(data, 'copy');
    await store.commit(only({ puts: [{ kind: 'site', id: 'xa', doc: {} }], ledger: [leaf(4)] }));
    const made = backup(data, file, { force: false });
    expect(made).toMatchObject({ ledger: 4, readings: 110, documents: 2, newest: NOW + 99 * 60_000 });
    expect(made.bytes).toBe(readFileSync(file).length);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await store.commit(only({ ledger: [leaf(5)] }));
    await store.close();

    expect(restore(data, file, WHEN)).toMatchObject({ ledger: 4, readings: 110 });
    const back = openSqlite(data);
    expect(await back.ledgerSize()).toBe(4);
    expect((await back.documents('site')).map(({ id }) => id)).toEqual(['tinh', 'xa']);
    expect(await back.chunks(0, NOW, NOW + 1)).toHaveLength(1);
    expect(await back.setAsideCount()).toBe(1);
    await back.close();
  });

  test('the store that gave way is kept whole, under the date of the restore', async () => {
    const data = await filled();
    const file = join(freshDirectory(), 'copy');
    backup(data, file, { force: false });
    const live = openSqlite(data);
    await live.commit(only({ ledger: [leaf(4)] }));
    // As after kill -9: the newest commit lies in the write-ahead log alone.
    const killed = freshDirectory();
    for (const name of [DATABASE_FILE, `${DATABASE_FILE}-wal`])
      copyFileSync(join(data, name), join(killed, name));
    await live.close();

    const { aside } = restore(killed, file, WHEN);
    expect(aside).toBe(join(killed, 'replaced-2026-11-22T10-00-00-000Z'));
    const former = openSqlite(aside ?? '');
    expect(await former.ledgerSize()).toBe(4);
    await former.close();
    const now = openSqlite(killed);
    expect(await now.ledgerSize()).toBe(3);
    await now.close();
  });

  test('can be restored where there is no store yet', async () => {
    const data = await filled();
    const file = join(freshDirectory(), 'copy');
    backup(data, file, { force: false });
    const elsewhere = join(freshDirectory(), 'new');
    expect(restore(elsewhere, file, WHEN).aside).toBeNull();
    await openSqlite(elsewhere).close();
  });

  test('replaces no file unless told to, and never the store itself', async () => {
    const data = await filled();
    const file = join(data, 'copy');
    writeFileSync(file, 'precious');
    expect(code(() => backup(data, file, { force: false }))).toBe('BACKUP_EXISTS');
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect(code(() => backup(data, join(data, DATABASE_FILE), { force: true }))).toBe('BACKUP_IS_THE_STORE');
    expect(backup(data, file, { force: true }).ledger).toBe(3);
    expect(readdirSync(data).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('of a store that is not whole is not made, and the former one stays', async () => {
    const data = await filled();
    const file = join(data, 'copy');
    backup(data, file, { force: false });
    const before = readFileSync(file);
    const db = new Database(join(data, DATABASE_FILE));
    db.exec('DROP TRIGGER ledger_keeps');
    db.prepare('UPDATE ledger SET event = ? WHERE seq = 2').run('{"id":"event-2","type":"parcel.ended"}');
    db.close();
    expect(code(() => backup(data, file, { force: true }))).toBe('BACKUP_DAMAGED');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(data).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('clears away what a killed one left, and nothing of one that is still at work', async () => {
    const data = await filled();
    const file = join(data, 'copy');
    const [dead, alive] = [`${file}.4194304.partial`, `${file}.${process.ppid}.partial`];
    for (const name of [dead, alive]) writeFileSync(name, 'half');
    backup(data, file, { force: false });
    expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
  });
});

describe('a copy that is not whole is refused, and the store stays as it is', () => {
  test('any flipped bit', async () => {
    const data = await filled();
    const file = join(data, 'copy');
    backup(data, file, { force: false });
    const good = readFileSync(file);
    const digest = createHash('sha256')
      .update(readFileSync(join(data, DATABASE_FILE)))
      .digest('hex');
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const bad = Buffer.from(good);
        bad[at] = (bad[at] ?? 0) ^ (1 << bit);
        writeFileSync(file, bad);
        return code(() => restore(data, file, WHEN)) === 'BACKUP_DAMAGED';
      }),
      { numRuns: 200 },
    );
    expect(
      createHash('sha256')
        .update(readFileSync(join(data, DATABASE_FILE)))
        .digest('hex'),
    ).toBe(digest);
    writeFileSync(file, good);
    expect(code(() => restore(data, file, WHEN))).toBe('done');
  });

  test.each([
    ['an empty file', () => Buffer.alloc(0)],
    ['half a file', (good: Buffer) => good.subarray(0, good.length / 2)],
    ['a file with something after its end', (good: Buffer) => Buffer.concat([good, Buffer.from('x')])],
    ['a text', () => Buffer.from('backup')],
  ])('%s', async (_, change) => {
    const data = await filled();
    const file = join(data, 'copy');
    backup(data, file, { force: false });
    writeFileSync(file, change(readFileSync(file)));
    expect(code(() => restore(data, file, WHEN))).toBe('BACKUP_DAMAGED');
    expect(existsSync(join(data, RESTORING_FILE))).toBe(false);
  });

  test.each([
    ['an event of the ledger that was changed', "UPDATE ledger SET event = '{}' WHERE seq = 2", []],
    ['an event that was dropped', 'DELETE FROM ledger WHERE seq = 2', []],
    ['a leaf that was changed', 'UPDATE ledger SET leaf = ? WHERE seq = 2', [Buffer.alloc(32)]],
    ['a batch of the journal that was cut', 'UPDATE journal SET readings = ?', [batch(10).subarray(0, 40)]],
    ['a chunk that was changed', 'UPDATE chunk SET readings = ?', [Buffer.alloc(30)]],
    ['a chunk that says it holds more', 'UPDATE chunk SET count = count + 1', []],
    ['an excursion that its feed does not name', "INSERT INTO excursion VALUES ('e', '{}')", []],
    ['a journal that was dropped further than is said', 'UPDATE packed SET dropped = 7', []],
    ['a registry without its revision', 'DELETE FROM registry', []],
    ['a version of a later program', 'PRAGMA user_version = 99', []],
  ])('%s, although the file itself is in order', async (_, sql, values) => {
    const data = await filled();
    const file = join(data, 'copy');
    backup(data, file, { force: false });
    tampered(file, sql, ...values);
    expect(code(() => restore(data, file, WHEN))).toBe('BACKUP_DAMAGED');
  });

  test('a copy of the database that no backup made', async () => {
    const data = await filled();
    const file = join(data, 'copy');
    copyFileSync(join(data, DATABASE_FILE), file);
    expect(code(() => restore(data, file, WHEN))).toBe('BACKUP_DAMAGED');
  });
});

describe('a restore', () => {
  test('is refused while a service holds the data, and changes nothing', async () => {
    const data = await filled();
    const file = join(data, 'copy');
    backup(data, file, { force: false });
    const service = openSqlite(data);
    expect(code(() => restore(data, file, WHEN))).toBe('STORE_IN_USE');
    await service.commit(only({ ledger: [leaf(4)] }));
    expect(await service.ledgerSize()).toBe(4);
    await service.close();
  });

  test('that was cut short keeps the service from starting on half of it, and is done by doing it again', async () => {
    const data = await filled();
    const file = join(data, 'copy');
    backup(data, file, { force: false });
    // The power went after the former store had given way, before the copy had its place.
    copyFileSync(file, join(data, RESTORING_FILE));
    renameSync(join(data, DATABASE_FILE), join(data, 'gone'));
    expect(code(() => openSqlite(data))).toBe('STORE_RESTORING');
    restore(data, file, WHEN);
    const store = openSqlite(data);
    expect(await store.ledgerSize()).toBe(3);
    await store.close();
  });
});

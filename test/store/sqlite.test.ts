import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { STEPS } from '../../src/store/schema.ts';
import { DATABASE_FILE, openSqlite, RESTORING_FILE } from '../../src/store/sqlite.ts';
import { DOCUMENTS } from '../../src/store/store.ts';
import { batch, chunk, freshDirectory, leaf, NOW, only, readings } from './contents.ts';

const code = (work: () => unknown): unknown => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

describe('what durability rests on', () => {
  test('every connection writes through to the platter: WAL and synchronous FULL', async () => {
    const store = openSqlite(freshDirectory());
    expect(await store.settings()).toMatchObject({ synchronous: 2, journalMode: 'wal' });
    await store.close();
  });

  test('what was committed is there after the store was closed and opened', async () => {
    const directory = freshDirectory();
    const store = openSqlite(directory);
    const row = { device: 'do-1', receivedAt: NOW, at: null, reason: 'PAYLOAD_NOT_JSON', detail: '{' };
    await store.commit(
      only({
        journal: batch(3),
        puts: [{ kind: 'site', id: 'tinh', doc: { name: 'Kho tỉnh "số 1"\n' } }],
        ledger: [leaf(1), leaf(2)],
        rejected: [row],
        chunks: [chunk(0, readings(5))],
      }),
    );
    await store.close();
    const again = openSqlite(directory);
    expect(await again.documents('site')).toEqual([{ id: 'tinh', doc: { name: 'Kho tỉnh "số 1"\n' } }]);
    expect((await again.journal(0, 10)).map(({ id, blob }) => [id, Buffer.from(blob)])).toEqual([
      [1, Buffer.from(batch(3))],
    ]);
    expect(await again.ledgerSize()).toBe(2);
    expect(await again.ledgerPage(1, 10)).toEqual([
      { seq: 2, event: JSON.parse(leaf(2).event), leaf: Buffer.from(leaf(2).leaf).toString('hex') },
    ]);
    expect(await again.rejectedPage('do-1', 0, 10)).toEqual([{ id: 1, ...row }]);
    expect(await again.rejectedPage('do-2', 0, 10)).toEqual([]);
    expect(await again.chunks(0, NOW, NOW + 1)).toMatchObject([{ count: 5, firstAt: NOW }]);
    await again.close();
  });

  test('a transaction of which one part is refused leaves nothing behind', async () => {
    const store = openSqlite(freshDirectory());
    const cut = { event: 'x', leaf: null as unknown as Uint8Array };
    await expect(
      store.commit(only({ journal: batch(1), puts: [{ kind: 'meta', id: 'zone', doc: 1 }], ledger: [cut] })),
    ).rejects.toThrow();
    expect(await store.journal(0, 10)).toEqual([]);
    expect(await store.documents('meta')).toEqual([]);
    await store.close();
  });
});

describe('one writer', () => {
  test('a second opener is refused while the first is there, and welcome after it', async () => {
    const directory = freshDirectory();
    const store = openSqlite(directory);
    expect(code(() => openSqlite(directory))).toBe('STORE_IN_USE');
    await store.close();
    const next = openSqlite(directory);
    await next.close();
  });

  test('the lock of a process that was killed is free at once', async () => {
    const directory = freshDirectory();
    const room = fileURLToPath(new URL('../../src/store/sqlite.ts', import.meta.url));
    const script = `const { openSqlite } = await import(${JSON.stringify(room)});
      globalThis.store = openSqlite(${JSON.stringify(directory)}); console.log('open'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await once(child.stdout, 'data');
    expect(code(() => openSqlite(directory))).toBe('STORE_IN_USE');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = openSqlite(directory);
    await store.close();
  });
});

describe('versions of the file', () => {
  test('a new file has the newest version', async () => {
    const directory = freshDirectory();
    await openSqlite(directory).close();
    const db = new Database(join(directory, DATABASE_FILE));
    expect(db.pragma('user_version', { simple: true })).toBe(STEPS.length);
    db.close();
  });

  test('a file of an earlier program is brought up to date with all that is in it', async () => {
    const directory = freshDirectory();
    const old = new Database(join(directory, DATABASE_FILE));
    old.exec(STEPS[0] ?? '');
    old.pragma('user_version = 1');
    old.prepare('INSERT INTO ledger (event, leaf) VALUES (?, ?)').run(leaf(1).event, leaf(1).leaf);
    old.close();
    const store = openSqlite(directory);
    expect(await store.ledgerSize()).toBe(1);
    await store.commit(only({ ledger: [leaf(2)] }));
    expect((await store.ledgerPage(0, 9)).map(({ seq }) => seq)).toEqual([1, 2]);
    await store.close();
  });

  test('a file of a later program is refused and left as it is, and the directory is free again', async () => {
    const directory = freshDirectory();
    await openSqlite(directory).close();
    const db = new Database(join(directory, DATABASE_FILE));
    db.pragma(`user_version = ${STEPS.length + 1}`);
    expect(code(() => openSqlite(directory))).toBe('STORE_NEWER');
    expect(db.pragma('user_version', { simple: true })).toBe(STEPS.length + 1);
    db.pragma(`user_version = ${STEPS.length}`);
    db.close();
    await openSqlite(directory).close();
  });

  test('a directory in which a restore was cut short is not opened', () => {
    const directory = freshDirectory();
    writeFileSync(join(directory, RESTORING_FILE), '');
    expect(code(() => openSqlite(directory))).toBe('STORE_RESTORING');
  });
});

describe('documents', () => {
  test('a line of the temperature book is put once, and neither changed nor removed', async () => {
    const store = openSqlite(freshDirectory());
    const put = (doc: unknown) => store.commit(only({ puts: [{ kind: 'book_entry', id: 'a', doc }] }));
    await put({ id: 'a', celsius: 4500 });
    await expect(put({ id: 'a', celsius: 5000 })).rejects.toThrow('book_entry only grows');
    await expect(put(null)).rejects.toThrow('book_entry only grows');
    expect(await store.documents('book_entry')).toEqual([{ id: 'a', doc: { id: 'a', celsius: 4500 } }]);
    await store.close();
  });

  const changing = DOCUMENTS.filter((kind) => kind !== 'book_entry' && kind !== 'receipt');
  test.each(changing)('a %s is put, replaced, listed in the order of ids, and removed', async (kind) => {
    const store = openSqlite(freshDirectory());
    await store.commit(only({ puts: ['b', 'a', 'c'].map((id) => ({ kind, id, doc: { id, start: 1 } })) }));
    await store.commit(
      only({
        puts: [
          { kind, id: 'b', doc: { id: 'b', start: 2 } },
          { kind, id: 'c', doc: null },
        ],
      }),
    );
    expect(await store.documents(kind)).toEqual([
      { id: 'a', doc: { id: 'a', start: 1 } },
      { id: 'b', doc: { id: 'b', start: 2 } },
    ]);
    expect(await store.documentsPage(kind, '', 1)).toMatchObject([{ id: 'a' }]);
    expect(await store.documentsPage(kind, 'a', 9)).toMatchObject([{ id: 'b' }]);
    await store.close();
  });
});

describe('the journal', () => {
  test('numbers its batches in order, gives them out in pages, and never uses a number again', async () => {
    const store = openSqlite(freshDirectory());
    for (let i = 0; i < 4; i++) await store.commit(only({ journal: batch(i + 1) }));
    expect((await store.journal(1, 2)).map(({ id }) => id)).toEqual([2, 3]);
    await store.commit(only({ dropJournalTo: 4 }));
    expect(await store.journal(0, 9)).toEqual([]);
    await store.commit(only({ journal: batch(1) }));
    expect((await store.journal(0, 9)).map(({ id }) => id)).toEqual([5]);
    await store.close();
  });
});

describe('the ledger', () => {
  test.each([
    ['changed', "UPDATE ledger SET event = '{}' WHERE seq = 1"],
    ['replaced', "INSERT OR REPLACE INTO ledger (seq, event, leaf) VALUES (1, '{}', x'00')"],
    ['dropped', 'DELETE FROM ledger WHERE seq = 2'],
    ['emptied', 'DELETE FROM ledger'],
  ])('an entry cannot be %s', async (_, sql) => {
    const directory = freshDirectory();
    const store = openSqlite(directory);
    await store.commit(only({ ledger: [leaf(1), leaf(2)] }));
    await store.close();
    const db = new Database(join(directory, DATABASE_FILE));
    expect(() => db.exec(sql)).toThrow(/only grows/);
    expect(db.prepare('SELECT event FROM ledger ORDER BY seq').pluck().all()).toEqual([
      leaf(1).event,
      leaf(2).event,
    ]);
    db.close();
  });
});

describe('chunks', () => {
  test('are found by any instant they may cover, and by no other probe', async () => {
    const store = openSqlite(freshDirectory());
    const day = 86_400_000;
    const week = readings(7).map((r, i) => ({ ...r, at: NOW + i * day }));
    await store.commit(only({ chunks: [chunk(3, week), chunk(4, readings(1))] }));
    const found = async (probe: number, from: number, to: number) =>
      (await store.chunks(probe, from, to)).length;
    expect(await found(3, NOW + 6 * day, NOW + 6 * day + 1)).toBe(1);
    expect(await found(3, NOW + 6 * day + 1, NOW + 9 * day)).toBe(0);
    expect(await found(3, NOW - day, NOW)).toBe(0);
    expect(await found(3, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(1);
    expect(await found(5, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(0);
    await store.close();
  });

  test('a damaged one is noticed before any of it is believed', async () => {
    const directory = freshDirectory();
    const store = openSqlite(directory);
    await store.commit(only({ chunks: [chunk(0, readings(20))] }));
    const db = new Database(join(directory, DATABASE_FILE));
    const blob = db.prepare('SELECT readings FROM chunk').pluck().get() as Buffer;
    blob[7] = (blob[7] ?? 0) ^ 4;
    db.prepare('UPDATE chunk SET readings = ?').run(blob);
    db.close();
    expect(await store.chunks(0, NOW, NOW + 1)).toMatchObject([{ id: 1, flaw: 'checksum' }]);
    await store.close();
  });
});

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { BLOCK } from '../../src/custody/merkle-blocks.ts';
import { DATABASE_FILE, openSqlite } from '../../src/store/sqlite.ts';
import { leaf, only } from '../store/contents.ts';
import { freshDirectory, giulanh } from './house.ts';

test('the ledger in the store is whole although stored roots are not, and verify says which of the two is wrong', async () => {
  const data = freshDirectory();
  const store = openSqlite(data);
  await store.commit(only({ ledger: Array.from({ length: 2 * BLOCK + 3 }, (_, i) => ({ ...leaf(i + 1) })) }));
  await store.close();
  // The first start stores the roots.
  const { out } = await giulanh(data, 'ledger', 'status', '--json');
  expect(JSON.parse(out)).toMatchObject({ size: 2 * BLOCK + 3, wrongRoots: null });
  const exported = await giulanh(data, 'export', join(data, 'ledger.jsonl'));
  const key = /ed25519:[0-9a-f]{64}/.exec(exported.out)?.[0] ?? '';
  const verified = () => giulanh(data, 'verify', '--key', key);
  const db = new Database(join(data, DATABASE_FILE));
  const insert = db.prepare('INSERT OR REPLACE INTO ledger_root (place, root) VALUES (?, ?)');
  expect(await verified()).toMatchObject({ code: 0, err: '' });

  insert.run(1, Buffer.alloc(32));
  insert.run(7, Buffer.alloc(32));
  const wrong = await verified();
  expect(wrong.code).not.toBe(0);
  expect(wrong.out).toContain('The ledger is whole');
  expect(wrong.err).toContain('blocks 1, 7');
  expect(wrong.err).toContain('[LEDGER_ROOTS_WRONG]');

  db.exec('DROP TABLE ledger_root');
  db.close();
  expect(await verified()).toMatchObject({ code: 0, err: '' });
});

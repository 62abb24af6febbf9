/** Messages to people as they are kept: in the order of their making, found by person, by alert, and while they are open. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { NoticeRow, Store, Transaction } from '../../src/store/store.ts';

const NOTHING: Transaction = {
  journal: null,
  puts: [],
  ledger: [],
  rejected: [],
  chunks: [],
  dropJournalTo: null,
  setAside: [],
};
const LAST = Number.MAX_SAFE_INTEGER;

function opened(): Store {
  const directory = mkdtempSync(join(tmpdir(), 'giulanh-notices-'));
  const store = openSqlite(directory);
  onTestFinished(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return store;
}

const row = (id: string, person: string, alerts: string[], open = true): NoticeRow => ({
  id,
  person,
  createdAt: 1_000,
  open,
  alerts,
  doc: { id, open },
});
const keep = (store: Store, ...notices: NoticeRow[]) => store.commit({ ...NOTHING, notices });
const ids = (rows: { doc: unknown }[]) => rows.map(({ doc }) => (doc as { id: string }).id);

test('messages come the newest first, a page at a time, however often one changed meanwhile', async () => {
  const store = opened();
  await keep(store, row('a', 'lan', ['x']), row('b', 'hoa', ['x']), row('c', 'lan', ['y']));
  await keep(store, row('a', 'lan', ['x'], false));
  const first = await store.noticesPage({}, LAST, 2);
  expect(ids(first)).toEqual(['c', 'b']);
  expect(ids(await store.noticesPage({}, first.at(-1)?.number ?? 0, 2))).toEqual(['a']);
});

test('are found by person, by every alert they tell of, and by both', async () => {
  const store = opened();
  await keep(store, row('a', 'lan', ['x', 'y']), row('b', 'hoa', ['y']), row('c', 'lan', ['z']));
  expect(ids(await store.noticesPage({ person: 'lan' }, LAST, 9))).toEqual(['c', 'a']);
  expect(ids(await store.noticesPage({ alert: 'y' }, LAST, 9))).toEqual(['b', 'a']);
  expect(ids(await store.noticesPage({ alert: 'y', person: 'lan' }, LAST, 9))).toEqual(['a']);
  expect(ids(await store.noticesPage({ alert: 'none' }, LAST, 9))).toEqual([]);
});

test('open ones are all found, the oldest first, and one is read by its id', async () => {
  const store = opened();
  await keep(store, row('a', 'lan', []), row('b', 'hoa', []), row('c', 'lan', []));
  await keep(store, row('b', 'hoa', [], false));
  expect(ids(await store.noticesOpen())).toEqual(['a', 'c']);
  expect(await store.notice('b')).toEqual({ id: 'b', open: false });
  expect(await store.notice('none')).toBeNull();
});

/**
 * The rows of the ledger as they are in the database file, in one snapshot, through a connection that cannot write: the text that was
 * stored and not one made again from it, and without the keeper having to wait.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE, StoreError } from './sqlite.ts';
import type { CosignatureRow, RootRow } from './store.ts';

export type StoredRow = { readonly seq: number; readonly event: string; readonly leaf: Uint8Array };

/** Ends the connection when it is read to its end or left. Throws StoreError STORE_MISSING at its first row. */
export function* ledgerRows(data: string): Generator<StoredRow> {
  const db = opened(data);
  try {
    yield* db.prepare<[], StoredRow>('SELECT seq, event, leaf FROM ledger ORDER BY seq').iterate();
  } finally {
    db.close();
  }
}

/** The roots that are stored of full blocks; none in a store that an older program made. Throws StoreError STORE_MISSING. */
export const storedRoots = (data: string): RootRow[] =>
  allOf<RootRow>(data, 'ledger_root', 'SELECT place, root FROM ledger_root');

/** What witnesses signed back, by witness, the newest last. Throws StoreError STORE_MISSING. */
export const storedCosignatures = (data: string): CosignatureRow[] =>
  allOf<CosignatureRow>(
    data,
    'cosignature',
    'SELECT witness, taken_at AS takenAt, signed, cosigned FROM cosignature ORDER BY witness, id',
  );

function allOf<Row>(data: string, table: string, sql: string): Row[] {
  const db = opened(data);
  try {
    const made = db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table) !== undefined;
    return made ? db.prepare<[], Row>(sql).all() : [];
  } finally {
    db.close();
  }
}

function opened(data: string): Database.Database {
  const file = join(data, DATABASE_FILE);
  if (!existsSync(file))
    throw new StoreError('STORE_MISSING', `Open ${data}: no store is there; set GIULANH_DATA`);
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  return db;
}

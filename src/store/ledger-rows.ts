/**
 * The rows of the ledger as they are in the database file, in one snapshot, through a connection that cannot write: the text that was
 * stored and not one made again from it, and without the keeper having to wait.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE, StoreError } from './sqlite.ts';

export type StoredRow = { readonly seq: number; readonly event: string; readonly leaf: Uint8Array };

/** Ends the connection when it is read to its end or left. Throws StoreError STORE_MISSING at its first row. */
export function* ledgerRows(data: string): Generator<StoredRow> {
  const file = join(data, DATABASE_FILE);
  if (!existsSync(file))
    throw new StoreError('STORE_MISSING', `Open ${data}: no store is there; set GIULANH_DATA`);
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    db.pragma('busy_timeout = 5000');
    yield* db.prepare<[], StoredRow>('SELECT seq, event, leaf FROM ledger ORDER BY seq').iterate();
  } finally {
    db.close();
  }
}

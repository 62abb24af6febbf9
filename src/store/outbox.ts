/**
 * What a copy of the store elsewhere must be told, in order and from any place: the readings, the ledger and the
 * excursions that changed. Read through a connection of its own that cannot write, so that the keeper never waits for it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ExcursionRecord } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { backlogReader } from './backlog.ts';
import { pageReader } from './page.ts';
import { STEPS } from './schema.ts';
import { DATABASE_FILE, StoreError } from './sqlite.ts';
import type { Chunk, JournalEntry } from './store.ts';
import { whereaboutsReader } from './whereabouts.ts';

/**
 * How far a copy has come. Everything up to it was stored there or set aside.
 * - `journal`: journal entries up to this number
 * - `chunk`: packed chunks up to this number. They repeat what the journal said; a copy that fell so far behind that the
 *   journal was packed and dropped before it goes on with them.
 * - `ledger`: its events up to this one
 * - `excursion`: changes of excursions up to this one
 */
export type Cursor = {
  readonly journal: number;
  readonly chunk: number;
  readonly ledger: number;
  readonly excursion: number;
};
export const BEGINNING: Cursor = { journal: 0, chunk: 0, ledger: 0, excursion: 0 };

/** An event of the ledger: its number, its canonical JSON, and its leaf hash in lower-case hex. */
export type LedgerRow = { readonly seq: number; readonly event: unknown; readonly leaf: string };

/**
 * An excursion as it is now. `number` and `firstStart` are given when it is first stored and never change, so that a copy
 * can call it by the same name however its start moves.
 */
export type ExcursionRow = {
  readonly number: number;
  readonly firstStart: UtcMs;
  readonly change: number;
  readonly record: ExcursionRecord;
  /** What the parcel holds; null for an excursion of a unit. */
  readonly lot: { readonly gtin: string; readonly lot: string } | null;
};

/** Part of what follows a cursor, and the cursor after it. Empty in all four when there is nothing more. */
export type OutboxPage = {
  readonly journal: readonly JournalEntry[];
  readonly chunks: readonly Chunk[];
  readonly ledger: readonly LedgerRow[];
  readonly excursions: readonly ExcursionRow[];
  readonly next: Cursor;
  readonly more: boolean;
};

/** Where a device sat and where a unit stood, for the tags of a reading. */
export type Whereabouts = {
  probe(number: number): { readonly device: string; readonly probe: string } | null;
  /** Null: in no unit at that time. `site` is null while under way. */
  place(device: string, at: UtcMs): { readonly unit: string; readonly site: string | null } | null;
};

/** How much lies behind a cursor, in entries; `oldest` is when the first of it was received, or null. */
export type Backlog = {
  readonly journal: number;
  readonly chunks: number;
  readonly ledger: number;
  readonly excursions: number;
  readonly oldest: UtcMs | null;
};

export interface Outbox {
  /**
   * What follows `cursor`: at least one entry when there is any, and no more than about `readings` readings beyond it.
   * `whereabouts` is of the same moment: it knows every probe and placement that the page speaks of.
   */
  read(cursor: Cursor, readings: number): { page: OutboxPage; whereabouts: Whereabouts };
  backlog(cursor: Cursor): Backlog;
  close(): void;
}

/**
 * Opens the store of `directory` for reading, beside the keeper or alone. Each call reads one short snapshot, so that the
 * write-ahead log is never held back. Throws StoreError: STORE_MISSING; STORE_NEWER or STORE_OLDER when the file is not
 * of this program's version (the service brings an older one up to date when it starts).
 */
export function openOutbox(directory: string): Outbox {
  const db = openReader(directory);
  const page = pageReader(db);
  const whereabouts = whereaboutsReader(db);
  const backlog = backlogReader(db);
  return {
    read: (cursor, readings) =>
      atOneMoment(db, () => ({ page: page(cursor, readings), whereabouts: whereabouts() })),
    backlog: (cursor) => atOneMoment(db, () => backlog(cursor)),
    close: () => void db.close(),
  };
}

/** Rolled back, for what met a damaged page cannot be committed. */
function atOneMoment<T>(db: Database.Database, read: () => T): T {
  db.exec('BEGIN');
  try {
    return read();
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

/** A connection that reads a store of this version and cannot write. Throws as openOutbox does. */
export function openReader(directory: string): Database.Database {
  const file = join(directory, DATABASE_FILE);
  if (!existsSync(file)) throw new StoreError('STORE_MISSING', `Read ${directory}: no store is there`);
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    db.pragma('busy_timeout = 5000');
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version !== STEPS.length)
      throw new StoreError(
        version > STEPS.length ? 'STORE_NEWER' : 'STORE_OLDER',
        `Read ${directory}: its version is ${version}, this program reads ${STEPS.length}`,
      );
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Is a database file whole? Its structure, its version, every leaf of the ledger against the event it stands for, every
 * batch of the journal, every packed chunk, every document. The first thing that is wrong ends the look, but for chunks that are
 * known to be damaged: whoever uses the file takes them for missing.
 */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { canonicalJson } from '../custody/canonical.ts';
import { hashOfText } from '../custody/leaf.ts';
import { decodeBatch } from '../telemetry/journal.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type ChunkRow, foundOf, isDamaged, readingsOf } from './chunk-row.ts';
import { STEPS } from './schema.ts';
import { DOCUMENTS } from './store.ts';

export type Inspected = {
  readonly bytes: number;
  readonly version: number;
  readonly ledger: number;
  /** In the journal and in chunks together; one that lies in both counts once more. */
  readonly readings: number;
  readonly documents: number;
  /** Damaged chunks whose readings are missing. */
  readonly missing: number;
  /** `at` of the newest reading; null when there is none. */
  readonly newest: UtcMs | null;
};

/** From this version on a store can feed a copy elsewhere. */
const FED = 3;
/** From this version on chunks are merged. */
const MERGES = 16;
/** From this version on a store knows which of its chunks are damaged. */
const KNOWS_DAMAGE = 17;

/** What is wrong, in an English sentence. */
export class Damage extends Error {}

/** Throws `Damage`, also for a file that is no database or of a version this program does not know. */
export function inspect(file: string): Inspected {
  const { size } = statSync(file);
  if (size === 0) throw new Damage('it is empty');
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    return { bytes: size, ...look(db) };
  } catch (error) {
    if (error instanceof Damage) throw error;
    throw new Damage(error instanceof Error ? error.message : String(error));
  } finally {
    db?.close();
  }
}

function look(db: Database.Database): Omit<Inspected, 'bytes'> {
  const structure = String(db.pragma('integrity_check(1)', { simple: true }));
  if (structure !== 'ok') throw new Damage(`its structure: ${structure}`);
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version < 1) throw new Damage('it is no store of this program');
  if (version > STEPS.length)
    throw new Damage(`its version is ${version}, this program knows up to ${STEPS.length}`);
  const journal = lookAtJournal(db);
  const damaged = version >= KNOWS_DAMAGE ? damagedIn(db) : new Map<number, boolean>();
  const chunks = lookAtChunks(db, damaged);
  if (version >= FED) lookAtFeed(db);
  return {
    version,
    ledger: lookAtLedger(db),
    documents: lookAtDocuments(db),
    missing: [...damaged.values()].filter((isMissing) => isMissing).length,
    readings: journal.readings + chunks.readings - endedReadings(db, version),
    newest: later(journal.newest, chunks.newest),
  };
}

/** Of chunks that merged ones ended and that are there still: each reading in them lies in one of those too. */
function endedReadings(db: Database.Database, version: number): number {
  if (version < MERGES) return 0;
  return Number(db.prepare('SELECT coalesce(sum(readings), 0) FROM ended').pluck().get());
}

function lookAtLedger(db: Database.Database): number {
  let seq = 0;
  const rows = db.prepare('SELECT seq, event, leaf FROM ledger ORDER BY seq').iterate();
  for (const row of rows as Iterable<{ seq: number; event: string; leaf: Uint8Array }>) {
    seq++;
    if (row.seq !== seq) throw new Damage(`ledger: entry ${seq} is missing`);
    if (!hashOfText(row.event, sha256).every((byte, i) => byte === row.leaf[i]) || row.leaf.length !== 32)
      throw new Damage(`ledger: the leaf of entry ${seq} is not that of its event`);
    if (canonicalJson(JSON.parse(row.event)) !== row.event)
      throw new Damage(`ledger: entry ${seq} is not canonical JSON`);
  }
  return seq;
}

type Counted = { readonly readings: number; readonly newest: UtcMs | null };

function lookAtJournal(db: Database.Database): Counted {
  let readings = 0;
  let newest: UtcMs | null = null;
  const rows = db.prepare('SELECT id, readings AS blob FROM journal ORDER BY id').iterate();
  for (const { id, blob } of rows as Iterable<{ id: number; blob: Uint8Array }>) {
    const batch = decoded(`journal entry ${id}`, () => decodeBatch(blob).readings);
    readings += batch.length;
    for (const { at } of batch) newest = later(newest, at);
  }
  return { readings, newest };
}

/** By the number of the chunk: are its readings missing? */
function damagedIn(db: Database.Database): Map<number, boolean> {
  const rows = db.prepare('SELECT id, restored_at IS NULL FROM damaged').raw().all() as [number, number][];
  return new Map(rows.map(([id, isMissing]) => [id, isMissing === 1]));
}

function lookAtChunks(db: Database.Database, damaged: ReadonlyMap<number, boolean>): Counted {
  let readings = 0;
  let newest: UtcMs | null = null;
  const rows = db.prepare('SELECT rowid AS id, * FROM chunk ORDER BY rowid').iterate();
  for (const row of rows as Iterable<ChunkRow>) {
    if (damaged.has(row.id)) continue;
    const chunk = foundOf(row);
    if (isDamaged(chunk)) throw new Damage(`chunk ${row.id}: its checksum does not match`);
    const kept = readingsOf(chunk);
    if (kept === null) throw new Damage(`chunk ${row.id}: its readings are not those it was stored with`);
    readings += kept.length;
    newest = later(newest, chunk.lastAt);
  }
  return { readings, newest };
}

function lookAtDocuments(db: Database.Database): number {
  let count = 0;
  for (const kind of DOCUMENTS) {
    const rows = db.prepare(`SELECT id, doc FROM ${kind}`).iterate();
    for (const { id, doc } of rows as Iterable<{ id: string; doc: string }>) {
      decoded(`${kind} ${id}`, () => JSON.parse(doc));
      count++;
    }
  }
  return count;
}

/** A copy elsewhere is fed from these: what they miss it would never be told. */
function lookAtFeed(db: Database.Database): void {
  const number = (sql: string) => Number(db.prepare(sql).pluck().get());
  for (const table of ['packed', 'registry'])
    if (number(`SELECT count(*) FROM ${table}`) !== 1) throw new Damage(`${table}: its one row is missing`);
  const matched = number('SELECT count(*) FROM excursion_feed JOIN excursion USING (id)');
  if (
    matched !== number('SELECT count(*) FROM excursion') ||
    matched !== number('SELECT count(*) FROM excursion_feed')
  )
    throw new Damage('excursion_feed: it does not name each excursion once');
  const first = number('SELECT coalesce(min(id), 0) FROM journal');
  if (first > 0 && first !== number('SELECT dropped + 1 FROM packed'))
    throw new Damage(`packed: the journal begins with ${first}, not after what was dropped`);
  const rows = db.prepare('SELECT id, point FROM set_aside').iterate();
  for (const { id, point } of rows as Iterable<{ id: number; point: string }>)
    decoded(`set_aside ${id}`, () => JSON.parse(point));
}

function decoded<T>(name: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw new Damage(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const later = (a: UtcMs | null, b: UtcMs | null): UtcMs | null =>
  a === null || (b !== null && b > a) ? b : a;
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/**
 * The embedded store: one SQLite file in WAL mode with `synchronous=FULL`, so that a commit is on the platter before
 * it is answered. One writer: a second process on the same directory is refused.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { backlogReader } from './backlog.ts';
import { isOfDamage } from './chunk-reader.ts';
import { liesOnDamagedPage, rebuildChunks } from './chunk-rebuild.ts';
import { chunkTable } from './chunk-table.ts';
import { damageTable } from './damage-table.ts';
import { feedWriter } from './feed.ts';
import { markWriter, reachReader } from './marks.ts';
import { noticeTable } from './notice-table.ts';
import { reportTable } from './report-table.ts';
import { scanTable } from './scan-table.ts';
import { STEPS } from './schema.ts';
import { setAsideTable } from './set-aside.ts';
import type {
  DocumentKind,
  DocumentText,
  Put,
  RejectedRow,
  Store,
  StoredDocument,
  Transaction,
} from './store.ts';
import { trackTable } from './track-table.ts';
import { witnessTables } from './witness-tables.ts';

export const DATABASE_FILE = 'giulanh.db';
/** A checked backup about to take the store's place. While it is there, a restore was cut short. */
export const RESTORING_FILE = `${DATABASE_FILE}.restoring`;

/** While it is there, a damaged page was met that nothing leads around: the next start makes the table of chunks anew. */
const rebuildAsked = (file: string): string => `${file}.rebuild`;

export class StoreError extends Error {
  readonly code:
    | 'STORE_IN_USE'
    | 'STORE_SETTINGS'
    | 'STORE_NEWER'
    | 'STORE_OLDER'
    | 'STORE_DAMAGED'
    | 'STORE_MISSING'
    | 'STORE_RESTORING'
    | 'STORE_MOVED_ON'
    | 'BACKUP_EXISTS'
    | 'BACKUP_IS_THE_STORE'
    | 'BACKUP_DAMAGED';
  constructor(code: StoreError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Opens (and creates) the store in `directory`. Throws StoreError: STORE_IN_USE when another process holds it,
 * STORE_RESTORING after a restore that was cut short, STORE_NEWER for a file of a later program.
 */
export function openSqlite(directory: string): Store {
  mkdirSync(directory, { recursive: true });
  const lock = holdLock(directory);
  try {
    if (existsSync(join(directory, RESTORING_FILE)))
      throw new StoreError(
        'STORE_RESTORING',
        `Open ${directory}: a restore was cut short; run giulanh restore again`,
      );
    return sqliteStore(openMigrated(join(directory, DATABASE_FILE)), lock);
  } catch (error) {
    lock.close();
    throw error;
  }
}

function openMigrated(file: string): Database.Database {
  const db = openDatabase(file);
  try {
    migrate(db);
    const asked = rebuildAsked(file);
    if (existsSync(asked) || liesOnDamagedPage(db)) rebuildChunks(db);
    rmSync(asked, { force: true });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a database file with the settings every connection must have, and proves that they hold. */
export function openDatabase(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('mmap_size = 0');
  db.pragma('busy_timeout = 5000');
  const found = db.pragma('synchronous', { simple: true });
  if (found !== 2)
    throw new StoreError('STORE_SETTINGS', `Open ${file}: synchronous reads ${found}, 2 (FULL) required`);
  return db;
}

/** An exclusive transaction on a file of its own: the operating system frees it, also after kill -9. */
export function holdLock(directory: string): Database.Database {
  const lock = new Database(join(directory, 'giulanh.lock'));
  try {
    // Long enough for one that is just ending; a second service must be refused within 2 s of its start.
    lock.pragma('busy_timeout = 250');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    throw new StoreError('STORE_IN_USE', `Open ${directory}: another process is using it, none may`);
  }
}

function migrate(db: Database.Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > STEPS.length)
    throw new StoreError(
      'STORE_NEWER',
      `Open store: its version is ${version}, this program knows up to ${STEPS.length}`,
    );
  db.transaction(() => {
    for (let v = version; v < STEPS.length; v++) db.exec(STEPS[v] as string);
    db.pragma(`user_version = ${STEPS.length}`);
  })();
}

function sqliteStore(db: Database.Database, lock: Database.Database): Store {
  const upsert = new Map<DocumentKind, Database.Statement>();
  const remove = new Map<DocumentKind, Database.Statement>();
  const statement = (kept: Map<DocumentKind, Database.Statement>, kind: DocumentKind, sql: string) => {
    const made = kept.get(kind) ?? db.prepare(sql);
    kept.set(kind, made);
    return made;
  };
  const put = ({ kind, id, doc }: Put) => {
    if (doc === null) statement(remove, kind, `DELETE FROM ${kind} WHERE id = ?`).run(id);
    else {
      const sql = `INSERT INTO ${kind} (id, doc) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc`;
      statement(upsert, kind, sql).run(id, JSON.stringify(doc));
    }
  };
  const insertJournal = db.prepare('INSERT INTO journal (readings) VALUES (?)');
  const dropJournal = db.prepare('DELETE FROM journal WHERE id <= ?');
  const insertLeaf = db.prepare('INSERT INTO ledger (event, leaf) VALUES (?, ?)');
  const insertRejected = db.prepare(
    'INSERT INTO rejected (device, received_at, at, reason, detail) VALUES (?, ?, ?, ?, ?)',
  );
  const chunks = chunkTable(db);
  const feed = feedWriter(db);
  const mark = markWriter(db);
  const setAside = setAsideTable(db);
  const tracks = trackTable(db);
  const damage = damageTable(db);
  const witness = witnessTables(db);
  const scans = scanTable(db);
  const notices = noticeTable(db);
  const reports = reportTable(db);
  const reach = reachReader(db);
  const backlog = backlogReader(db);
  const write = db.transaction((t: Transaction) => {
    if (t.journal !== null) insertJournal.run(t.journal);
    for (const row of t.puts) put(row);
    feed(t.puts);
    for (const row of t.ledger) insertLeaf.run(row.event, row.leaf);
    for (const r of t.rejected) insertRejected.run(r.device, r.receivedAt, r.at, r.reason, r.detail);
    chunks.write(t.chunks);
    chunks.merge(t.merged ?? []);
    chunks.drop(t.outlived ?? []);
    tracks.write(t.tracks ?? []);
    damage.write(t.damaged ?? []);
    if (t.dropJournalTo !== null) {
      dropJournal.run(t.dropJournalTo);
      mark(t.dropJournalTo);
    }
    setAside.change(t.setAside);
    witness.write(t);
    scans.write(t.scans ?? []);
    notices.write(t.notices ?? []);
    reports.write(t.reports ?? []);
  });
  const noting = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (isOfDamage(error)) writeFileSync(rebuildAsked(db.name), '');
      throw error;
    }
  };
  return {
    commit: async (t) => noting(() => write.immediate(t)),
    documents: async (kind) =>
      parsed(db.prepare(`SELECT id, doc FROM ${kind} ORDER BY id`).all() as { id: string; doc: string }[]),
    documentsPage: async (kind, after, limit) =>
      parsed(
        db.prepare(`SELECT id, doc FROM ${kind} WHERE id > ? ORDER BY id LIMIT ?`).all(after, limit) as {
          id: string;
          doc: string;
        }[],
      ),
    documentTexts: async (kind, after, limit) =>
      db
        .prepare(
          `SELECT rowid AS number, id, doc AS text FROM ${kind} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
        )
        .all(after, limit) as DocumentText[],
    journal: async (after, limit) =>
      db
        .prepare('SELECT id, readings AS blob FROM journal WHERE id > ? ORDER BY id LIMIT ?')
        .all(after, limit) as {
        id: number;
        blob: Uint8Array;
      }[],
    chunks: async (probe, from, to) => noting(() => chunks.reaching(probe, from, to)),
    chunksFrom: async (probe, from, most) => noting(() => chunks.from(probe, from, most)),
    lookAtChunks: async (after, most) => noting(() => chunks.look(after, most)),
    damaged: async () => damage.all(),
    nextChunkAt: async (probe, from) => noting(() => chunks.nextAt(probe, from)),
    outlived: async (before, most) => noting(() => chunks.outlived(before, most)),
    tracks: async () => tracks.all(),
    // Its numbers leave nothing out; counting would read all of it.
    ledgerSize: async () => Number(db.prepare('SELECT coalesce(max(seq), 0) FROM ledger').pluck().get()),
    ledgerPage: async (after, limit) =>
      (
        db
          .prepare('SELECT seq, event, hex(leaf) AS leaf FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?')
          .all(after, limit) as LeafText[]
      ).map((r) => ({ seq: r.seq, event: JSON.parse(r.event) as unknown, leaf: r.leaf.toLowerCase() })),
    leaves: async (from, to) => witness.leaves(from, to),
    ledgerRoots: async () => witness.roots(),
    cosignatures: async () => witness.cosignatures(),
    checkpoint: async (size) => (size === null ? witness.newest() : witness.ofSize(size)),
    witnessed: async (origin) => witness.witnessed(origin),
    rejectedPage: async (device, after, limit) =>
      db
        .prepare(
          'SELECT id, device, received_at AS receivedAt, at, reason, detail FROM rejected WHERE id > ? AND (? IS NULL OR device = ?) ORDER BY id LIMIT ?',
        )
        .all(after, device, device, limit) as (RejectedRow & { id: number })[],
    rejectedNewest: async (device, before, limit) =>
      db
        .prepare(
          'SELECT id, device, received_at AS receivedAt, at, reason, detail FROM rejected WHERE device = ? AND id < ? ORDER BY id DESC LIMIT ?',
        )
        .all(device, before, limit) as (RejectedRow & { id: number })[],
    scan: async (id) => scans.one(id),
    scansPage: async (site, before, limit) => scans.page(site, before, limit),
    reportsMadeSince: async (at) => reports.madeSince(at),
    report: async (id) => reports.one(id),
    reportOf: async (kind, period, site) => reports.of(kind, period, site),
    reportsPage: async (kind, before, limit) => reports.page(kind, before, limit),
    notice: async (id) => notices.one(id),
    noticesPage: async (filter, before, limit) => notices.page(filter, before, limit),
    noticesOpen: async () => notices.open(),
    setAsidePage: async (after, limit) => setAside.page(after, limit),
    setAsideCount: async () => setAside.count(),
    reach: async () => reach(),
    backlog: async (cursor) => backlog(cursor),
    settings: async () => ({
      synchronous: Number(db.pragma('synchronous', { simple: true })),
      journalMode: String(db.pragma('journal_mode', { simple: true })),
      sqlite: (db.prepare('SELECT sqlite_version() AS v').get() as { v: string }).v,
    }),
    close: async () => {
      db.close();
      lock.close();
    },
  };
}

type LeafText = { seq: number; event: string; leaf: string };

const parsed = (rows: { id: string; doc: string }[]): StoredDocument[] =>
  rows.map((r) => ({ id: r.id, doc: JSON.parse(r.doc) as unknown }));

/**
 * Writes the table of packed chunks anew when a page of it is damaged so that SQLite can neither read nor write there: what can be
 * read is kept, and what cannot keeps its place as a chunk that is damaged. For a start, in one transaction.
 */
import Database from 'better-sqlite3';
import { chunkReader, orDamaged } from './chunk-reader.ts';
import { CHUNK_COLUMNS, UNREADABLE } from './chunk-row.ts';

/** Does a chunk that was set aside still lie where nothing can be read? */
export function liesOnDamagedPage(db: Database.Database): boolean {
  const ids = db.prepare("SELECT id FROM damaged WHERE flaw = 'unreadable'").pluck().all() as number[];
  const one = db.prepare('SELECT readings FROM chunk WHERE id = ?');
  return ids.some((id) =>
    orDamaged(
      () => one.get(id) === null,
      () => true,
    ),
  );
}

export function rebuildChunks(db: Database.Database): void {
  const sqlOf = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck();
  const [table, index] = [String(sqlOf.get('chunk')), String(sqlOf.get('chunk_by_time'))];
  // A transaction that met a damaged page cannot be committed: what was is read beside it.
  const before = new Database(db.name, { readonly: true });
  db.unsafeMode(true);
  try {
    db.transaction(() => {
      const newest = Number(db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'chunk'").pluck().get());
      db.exec('ALTER TABLE chunk RENAME TO chunk_before');
      letGo(db, "name = 'chunk_by_time'");
      db.exec(table);
      copy(before, db, newest);
      db.exec(index);
      db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'chunk'").run(newest);
      db.exec("DELETE FROM sqlite_sequence WHERE name = 'chunk_before'");
      letGo(db, "tbl_name = 'chunk_before'");
      // Of what is lost without a trace they would still say that it was measured.
      db.exec('DELETE FROM track');
    })();
  } finally {
    db.unsafeMode(false);
    before.close();
  }
}

function copy(before: Database.Database, db: Database.Database, newest: number): void {
  const insert = db.prepare(
    `INSERT INTO chunk (${CHUNK_COLUMNS}) VALUES (@id, @probe, @first_at, @last_at, @count, @crc, @is_merged, @readings)`,
  );
  const { walk, indexed } = chunkReader(before);
  const lost = new Set<number>();
  for (const found of walk(0, newest)) {
    if (typeof found === 'number') lost.add(found);
    else insert.run(found);
  }
  const empty = { count: 0, crc: UNREADABLE, is_merged: 0, readings: new Uint8Array() };
  if (lost.size === 0) return;
  for (const { id, probe, firstAt, lastAt } of indexed())
    if (lost.has(id)) insert.run({ id, probe, first_at: firstAt, last_at: lastAt, ...empty });
}

/** Dropping would walk the damaged pages. They stay in the file, as part of nothing, and in no copy of it. */
function letGo(db: Database.Database, which: string): void {
  db.pragma('writable_schema = ON');
  db.exec(`DELETE FROM sqlite_schema WHERE ${which}`);
  db.pragma('writable_schema = RESET');
}

/**
 * How far the store has come, and how far the journal was dropped. Numbers are taken from where SQLite keeps them, not
 * from the rows: what was dropped counts too.
 */
import type Database from 'better-sqlite3';
import type { Cursor } from './outbox.ts';

/**
 * Journal entries up to `dropped` are gone; every reading of them lies in the chunks up to `chunk`, the greatest there was
 * at that moment. `journal` is the newest entry of that moment: those chunks hold readings of entries up to it, and of
 * none after.
 */
export type Mark = { readonly dropped: number; readonly chunk: number; readonly journal: number };

const GIVEN = (table: string) => `coalesce((SELECT seq FROM sqlite_sequence WHERE name = '${table}'), 0)`;

/** Notes in the transaction of the drop what was packed by then. */
export function markWriter(db: Database.Database): (dropped: number) => void {
  const update = db.prepare(
    `UPDATE packed SET dropped = max(dropped, ?), chunk = ${GIVEN('chunk')}, journal = ${GIVEN('journal')}`,
  );
  return (dropped) => void update.run(dropped);
}

export function markReader(db: Database.Database): () => Mark {
  const select = db.prepare('SELECT dropped, chunk, journal FROM packed');
  return () => select.get() as Mark;
}

/** The furthest a copy of this store can have come. */
export function reachReader(db: Database.Database): () => Cursor {
  const select = db.prepare(
    `SELECT ${GIVEN('journal')} AS journal, ${GIVEN('chunk')} AS chunk,
      coalesce((SELECT max(seq) FROM ledger), 0) AS ledger,
      coalesce((SELECT max(change) FROM excursion_feed), 0) AS excursion`,
  );
  return () => select.get() as Cursor;
}

/**
 * The next page for a copy elsewhere: the ledger first, then excursions, then readings, and the cursor after them.
 *
 * Readings are taken from the journal as long as it holds what follows the cursor. A packing round drops entries up to the
 * one that was newest when the round began; the chunks that the round wrote may hold readings of entries after that, which
 * the next round drops without writing them again. So there are two ways on, and they must not be mixed up:
 * - Entries after the cursor were dropped: all chunks that follow the cursor, up to the mark, repeat them. Only when the
 *   last of those is out is the cursor's journal number where the dropping ended.
 *   Merged chunks among them repeat others, which are deleted only when those that merged them are up to the mark.
 * - They were not: the journal goes on. The mark's chunks are known to the copy only when every entry is that had been
 *   written when the mark was made, not already when the dropped ones are.
 */
import type Database from 'better-sqlite3';
import { readingsIn } from '../telemetry/journal.ts';
import { chunkReader } from './chunk-reader.ts';
import { chunkOf } from './chunk-row.ts';
import { type ExcursionColumns, excursionOf, SELECT_EXCURSIONS } from './excursion-row.ts';
import { type Mark, markReader, reachReader } from './marks.ts';
import type { Cursor, LedgerRow, OutboxPage } from './outbox.ts';
import type { Chunk, JournalEntry } from './store.ts';

/** To be called inside a transaction, so that all parts are of one moment. `limit`: about so many entries and readings. */
export function pageReader(db: Database.Database): (cursor: Cursor, limit: number) => OutboxPage {
  const readMark = markReader(db);
  const reach = reachReader(db);
  const selectLedger = db.prepare(
    'SELECT seq, event, hex(leaf) AS leaf FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  const selectExcursions = db.prepare(`${SELECT_EXCURSIONS} WHERE change > ? ORDER BY change LIMIT ?`);
  const selectJournal = db.prepare('SELECT id, readings AS blob FROM journal WHERE id > ? ORDER BY id');
  const { following } = chunkReader(db);

  return (cursor, limit) => {
    const mark = readMark();
    const ledger = (selectLedger.all(cursor.ledger, limit) as (LedgerRow & { event: string })[]).map(
      (row): LedgerRow => ({
        seq: row.seq,
        event: JSON.parse(row.event) as unknown,
        leaf: row.leaf.toLowerCase(),
      }),
    );
    let left = limit - ledger.length;
    const excursions = (selectExcursions.all(cursor.excursion, left) as ExcursionColumns[]).map(excursionOf);
    left -= excursions.length;

    const chunks: Chunk[] = [];
    const journal: JournalEntry[] = [];
    let at = settled(cursor, mark);
    if (at.journal < mark.dropped) {
      let isAll = true;
      for (const row of following(at.chunk, mark.chunk)) {
        isAll = left > 0;
        if (!isAll) break;
        chunks.push(chunkOf(row));
        left -= row.count;
        at = { ...at, chunk: row.id };
      }
      if (isAll) at = { journal: mark.dropped, chunk: mark.chunk };
    }
    if (at.journal >= mark.dropped && left > 0) {
      for (const entry of selectJournal.iterate(at.journal) as Iterable<JournalEntry>) {
        journal.push(entry);
        // An entry may hold counters alone; it counts all the same, so that a page has an end.
        left -= Math.max(readingsIn(entry.blob), 1);
        at = { ...at, journal: entry.id };
        if (left <= 0) break;
      }
    }
    const next: Cursor = {
      ...settled(at, mark),
      ledger: ledger.at(-1)?.seq ?? cursor.ledger,
      excursion: excursions.at(-1)?.change ?? cursor.excursion,
    };
    const end = reach();
    const more = next.ledger < end.ledger || next.excursion < end.excursion || next.journal < end.journal;
    return { journal, chunks, ledger, excursions, next, more };
  };
}

/** Every entry of the mark's moment is out: so are all readings of the chunks there were. */
function settled({ journal, chunk }: Pick<Cursor, 'journal' | 'chunk'>, mark: Mark) {
  return { journal, chunk: journal >= mark.journal ? Math.max(chunk, mark.chunk) : chunk };
}

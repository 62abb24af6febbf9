/** Excursions as they are now, with the number and the first start by which a copy knows them. */
import type Database from 'better-sqlite3';
import type { ExcursionRecord } from '../lots/types.ts';
import type { Span } from './archive.ts';
import type { ExcursionRow } from './outbox.ts';

/** Rows read at a time. */
const ROWS_PER_READ = 1000;

export function excursionsReader(db: Database.Database) {
  const select = db.prepare(
    `SELECT number, first_start AS firstStart, change, excursion.doc AS doc,
      json_extract(parcel.doc, '$.gtin') AS gtin, json_extract(parcel.doc, '$.lot') AS lot
     FROM excursion_feed JOIN excursion USING (id)
     LEFT JOIN parcel ON json_extract(excursion.doc, '$.subject.kind') = 'parcel'
       AND parcel.id = json_extract(excursion.doc, '$.subject.id')
     WHERE number >= ? AND first_start >= ? AND first_start < ? ORDER BY number LIMIT ?`,
  );
  return {
    /** By number; those whose first start is in [from, to). */
    *all({ from, to }: Span): Generator<ExcursionRow> {
      for (let next = 0; ; ) {
        const rows = select.all(next, from, to, ROWS_PER_READ) as Row[];
        for (const row of rows) yield shown(row);
        const last = rows.at(-1);
        if (last === undefined || rows.length < ROWS_PER_READ) return;
        next = last.number + 1;
      }
    },
    one(number: number): ExcursionRow | null {
      const [row] = select.all(number, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1) as Row[];
      return row?.number === number ? shown(row) : null;
    },
  };
}

type Row = Omit<ExcursionRow, 'record' | 'lot'> & { doc: string; gtin: string | null; lot: string | null };

const shown = ({ doc, gtin, lot, ...row }: Row): ExcursionRow => ({
  ...row,
  record: JSON.parse(doc) as ExcursionRecord,
  lot: gtin === null || lot === null ? null : { gtin, lot },
});

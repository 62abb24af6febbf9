/** An excursion as the feed's reader gets it: its fixed number, its last change, what it is now, and the parcel's lot. */
import type { ExcursionRow } from './outbox.ts';

/** Of the join below; the caller adds WHERE and ORDER. */
export const SELECT_EXCURSIONS = `
SELECT number, first_start AS firstStart, change, excursion.doc AS doc,
  json_extract(parcel.doc, '$.gtin') AS gtin, json_extract(parcel.doc, '$.lot') AS lot
FROM excursion_feed JOIN excursion ON excursion.id = excursion_feed.id
LEFT JOIN parcel ON json_extract(excursion.doc, '$.subject.kind') = 'parcel'
  AND parcel.id = json_extract(excursion.doc, '$.subject.id')`;

export type ExcursionColumns = {
  number: number;
  firstStart: number;
  change: number;
  doc: string;
  gtin: string | null;
  lot: string | null;
};

export const excursionOf = (row: ExcursionColumns): ExcursionRow => ({
  number: row.number,
  firstStart: row.firstStart,
  change: row.change,
  record: JSON.parse(row.doc) as ExcursionRow['record'],
  lot: row.gtin === null || row.lot === null ? null : { gtin: row.gtin, lot: row.lot },
});

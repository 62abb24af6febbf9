/** How much a copy elsewhere still has to be told: counted by numbers, without reading what lies between. */
import type Database from 'better-sqlite3';
import { decodeBatch } from '../telemetry/journal.ts';
import type { UtcMs } from '../thermal/types.ts';
import { chunkReader } from './chunk-reader.ts';
import { chunkOf, readingsOf } from './chunk-row.ts';
import { markReader, reachReader } from './marks.ts';
import type { Backlog, Cursor } from './outbox.ts';

export function backlogReader(db: Database.Database): (cursor: Cursor) => Backlog {
  const readMark = markReader(db);
  const reach = reachReader(db);
  const changed = db.prepare('SELECT count(*) FROM excursion_feed WHERE change > ?').pluck();
  const nextEntry = db.prepare('SELECT readings FROM journal WHERE id > ? ORDER BY id LIMIT 1').pluck();
  const { following } = chunkReader(db);
  const recorded = db
    .prepare("SELECT json_extract(event, '$.recorded') FROM ledger WHERE seq > ? ORDER BY seq LIMIT 1")
    .pluck();

  return (cursor) => {
    const mark = readMark();
    const end = reach();
    const packed = cursor.journal < mark.dropped;
    const [chunk] = packed ? following(cursor.chunk, mark.chunk).take(1) : [];
    const entry = nextEntry.get(cursor.journal) as Uint8Array | undefined;
    const since = recorded.get(cursor.ledger) as string | number | null | undefined;
    const moments = [
      ...((chunk && readingsOf(chunkOf(chunk))) ?? []).map((r) => r.receivedAt),
      ...(entry === undefined
        ? []
        : decodeBatch(entry)
            .readings.slice(0, 1)
            .map((r) => r.receivedAt)),
      ...(since === undefined || since === null ? [] : [new Date(since).getTime()]),
    ];
    return {
      journal: end.journal - Math.max(cursor.journal, mark.dropped),
      chunks: packed ? Math.max(mark.chunk - cursor.chunk, 0) : 0,
      ledger: Math.max(end.ledger - cursor.ledger, 0),
      excursions: Number(changed.get(cursor.excursion)),
      oldest: moments.reduce<UtcMs | null>((least, m) => (least === null ? m : Math.min(least, m)), null),
    };
  };
}

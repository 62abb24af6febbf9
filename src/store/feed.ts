/**
 * What documents mean for a copy elsewhere: a changed excursion moves to the end of the feed, and a changed unit or device
 * makes what was known of places old.
 */
import type Database from 'better-sqlite3';
import type { Put } from './store.ts';

/** Called with the puts of a transaction, inside it. */
export function feedWriter(db: Database.Database): (puts: readonly Put[]) => void {
  const next = '(SELECT coalesce(max(change), 0) + 1 FROM excursion_feed)';
  const move = db.prepare(
    `INSERT INTO excursion_feed (id, first_start, change) VALUES (?, ?, ${next})
     ON CONFLICT (id) DO UPDATE SET change = excluded.change`,
  );
  const revise = db.prepare('UPDATE registry SET revision = revision + 1');
  return (puts) => {
    let moved = false;
    for (const { kind, id, doc } of puts) {
      if (kind === 'unit' || kind === 'device') moved = true;
      if (kind === 'excursion' && doc !== null) move.run(id, (doc as { readonly start: number }).start);
    }
    if (moved) revise.run();
  };
}

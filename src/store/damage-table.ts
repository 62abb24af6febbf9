/** Packed chunks that were set aside because they are damaged: with what is left of their bytes, until their readings are back. */
import type Database from 'better-sqlite3';
import type { DamageChange, DamagedRow } from './store.ts';

export function damageTable(db: Database.Database) {
  const add = db.prepare(
    `INSERT OR IGNORE INTO damaged (id, probe, first_at, last_at, count, readings, flaw, noticed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const restored = db.prepare('UPDATE damaged SET restored_at = ? WHERE id = ?');
  const all = db.prepare(
    `SELECT id, probe, first_at AS firstAt, last_at AS lastAt, count, flaw, noticed_at AS noticedAt,
      restored_at AS restoredAt FROM damaged ORDER BY id`,
  );
  return {
    /** To be called within the transaction. */
    write(changes: readonly DamageChange[]): void {
      for (const one of changes) {
        if (one.change === 'restored') restored.run(one.at, one.id);
        else {
          const { id, probe, firstAt, lastAt, count, blob, flaw } = one.chunk;
          add.run(id, probe, firstAt, lastAt, count, blob, flaw, one.at);
        }
      }
    },
    all: (): DamagedRow[] => all.all() as DamagedRow[],
  };
}

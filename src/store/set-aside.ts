/** The points that a copy elsewhere would not take: kept until they are taken there after all. */
import type Database from 'better-sqlite3';
import type { SetAsideChange, SetAsideRow } from './store.ts';

export type SetAsideTable = {
  /** Inside a transaction. */
  readonly change: (changes: readonly SetAsideChange[]) => void;
  readonly page: (after: number, limit: number) => SetAsideRow[];
  readonly count: () => number;
};

export function setAsideTable(db: Database.Database): SetAsideTable {
  const add = db.prepare(
    `INSERT INTO set_aside (target, series, point, reason, refused_at, attempts) VALUES (?, ?, ?, ?, ?, 1)
     ON CONFLICT (target, series) DO UPDATE SET point = excluded.point, reason = excluded.reason,
       refused_at = excluded.refused_at, attempts = attempts + 1`,
  );
  const refused = db.prepare(
    'UPDATE set_aside SET reason = ?, refused_at = ?, attempts = attempts + 1 WHERE id = ?',
  );
  const remove = db.prepare('DELETE FROM set_aside WHERE id = ?');
  const page = db.prepare(
    `SELECT id, target, point, reason, refused_at AS refusedAt, attempts FROM set_aside
     WHERE id > ? ORDER BY id LIMIT ?`,
  );
  const count = db.prepare('SELECT count(*) FROM set_aside').pluck();
  return {
    change: (changes) => {
      for (const c of changes) {
        if (c.change === 'add') add.run(c.target, c.series, JSON.stringify(c.point), c.reason, c.refusedAt);
        else if (c.change === 'refused') refused.run(c.reason, c.refusedAt, c.id);
        else remove.run(c.id);
      }
    },
    page: (after, limit) =>
      (page.all(after, limit) as (SetAsideRow & { point: string })[]).map((row) => ({
        ...row,
        point: JSON.parse(row.point) as unknown,
      })),
    count: () => Number(count.get()),
  };
}

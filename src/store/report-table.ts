/** Reports as they were made: each once, by its kind, its period and its place, and never changed. */
import type Database from 'better-sqlite3';
import type { ReportHead, ReportRow, StoredReport } from './store.ts';

type Row = Omit<StoredReport, 'doc'> & { readonly doc: string };

export function reportTable(db: Database.Database) {
  const insert = db.prepare(
    'INSERT INTO report (id, kind, period, site, made_at, doc) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, period, site) DO NOTHING',
  );
  const columns = 'SELECT number, id, kind, period, site, made_at AS madeAt, doc FROM report';
  const byId = db.prepare(`${columns} WHERE id = ?`);
  const byPeriod = db.prepare(`${columns} WHERE kind = ? AND period = ? AND site = ?`);
  const page = db.prepare(
    `${columns} WHERE number < ? AND (? IS NULL OR kind = ?) ORDER BY number DESC LIMIT ?`,
  );
  const heads = db.prepare(
    'SELECT id, kind, period, made_at AS madeAt FROM report WHERE made_at >= ? ORDER BY number',
  );
  const read = (row: unknown): StoredReport | null => {
    if (row === undefined) return null;
    const found = row as Row;
    return { ...found, doc: JSON.parse(found.doc) as unknown };
  };
  return {
    /** To be called within the transaction. */
    write(rows: readonly ReportRow[]): void {
      for (const { id, kind, period, site, madeAt, doc } of rows)
        insert.run(id, kind, period, site, madeAt, JSON.stringify(doc));
    },
    madeSince: (at: number) => heads.all(at) as ReportHead[],
    one: (id: string) => read(byId.get(id)),
    of: (kind: string, period: string, site: string) => read(byPeriod.get(kind, period, site)),
    /** The newest first. */
    page: (kind: string | null, before: number, limit: number): StoredReport[] =>
      page.all(before, kind, kind, limit).flatMap((row) => read(row) ?? []),
  };
}

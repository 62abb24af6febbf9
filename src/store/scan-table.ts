/** The log of scans at injection tables: each scan once, by the id that the table gave it, in the order in which they came. */
import type Database from 'better-sqlite3';
import type { ScanRow, StoredScan } from './store.ts';

export function scanTable(db: Database.Database) {
  const insert = db.prepare('INSERT INTO scan (id, site, received_at, doc) VALUES (?, ?, ?, ?)');
  const byId = db.prepare('SELECT doc FROM scan WHERE id = ?').pluck();
  const columns = 'SELECT number, received_at AS receivedAt, doc FROM scan';
  const all = db.prepare(`${columns} WHERE number < ? ORDER BY number DESC LIMIT ?`);
  const ofSite = db.prepare(`${columns} WHERE site = ? AND number < ? ORDER BY number DESC LIMIT ?`);
  return {
    /** To be called within the transaction. */
    write(rows: readonly ScanRow[]): void {
      for (const { id, site, receivedAt, doc } of rows) insert.run(id, site, receivedAt, JSON.stringify(doc));
    },
    one(id: string): unknown | null {
      const doc = byId.get(id) as string | undefined;
      return doc === undefined ? null : JSON.parse(doc);
    },
    /** The newest first. */
    page(site: string | null, before: number, limit: number): StoredScan[] {
      const rows = site === null ? all.all(before, limit) : ofSite.all(site, before, limit);
      return (rows as { number: number; receivedAt: number; doc: string }[]).map((row) => ({
        ...row,
        doc: JSON.parse(row.doc) as unknown,
      }));
    },
  };
}

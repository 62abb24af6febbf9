/** Messages to people, in the order in which they were made; found by person, by any alert they tell of, and while they are open. */
import type Database from 'better-sqlite3';
import type { NoticeFilter, NoticeRow, StoredNotice } from './store.ts';

export function noticeTable(db: Database.Database) {
  const upsert = db.prepare(
    `INSERT INTO notice (id, person, created_at, open, doc) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET open = excluded.open, doc = excluded.doc RETURNING number`,
  );
  const link = db.prepare('INSERT INTO notice_alert (alert, number) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const byId = db.prepare('SELECT doc FROM notice WHERE id = ?').pluck();
  const columns = 'SELECT number, doc FROM notice';
  const stillOpen = db.prepare(`${columns} WHERE open = 1 ORDER BY number`);
  const before = 'number < :before';
  const newest = 'ORDER BY number DESC LIMIT :limit';
  const all = db.prepare(`${columns} WHERE ${before} ${newest}`);
  const ofPerson = db.prepare(`${columns} WHERE person = :person AND ${before} ${newest}`);
  const ofAlert = db.prepare(
    `${columns} WHERE number IN (SELECT number FROM notice_alert WHERE alert = :alert AND ${before})
     AND (:person IS NULL OR person = :person) ${newest}`,
  );
  return {
    /** To be called within the transaction. */
    write(rows: readonly NoticeRow[]): void {
      for (const { id, person, createdAt, open, alerts, doc } of rows) {
        const { number } = upsert.get(id, person, createdAt, open ? 1 : 0, JSON.stringify(doc)) as {
          number: number;
        };
        for (const alert of alerts) link.run(alert, number);
      }
    },
    one(id: string): unknown | null {
      const doc = byId.get(id) as string | undefined;
      return doc === undefined ? null : JSON.parse(doc);
    },
    open: (): StoredNotice[] => parsed(stillOpen.all()),
    /** The newest first. */
    page(filter: NoticeFilter, before: number, limit: number): StoredNotice[] {
      const asked = {
        person: filter.person ?? null,
        alert: filter.alert ?? null,
        before,
        limit,
      };
      const statement = asked.alert !== null ? ofAlert : asked.person !== null ? ofPerson : all;
      return parsed(statement.all(asked));
    },
  };
}

const parsed = (rows: unknown[]): StoredNotice[] =>
  (rows as { number: number; doc: string }[]).map(({ number, doc }) => ({
    number,
    doc: JSON.parse(doc) as unknown,
  }));

/** The ledger by its numbers, some at a time, so that no read lasts long. */
import type Database from 'better-sqlite3';
import type { LedgerRow } from './outbox.ts';

const ROWS_PER_READ = 1000;

/** Events numbered from `from` to `to`, both included. */
export function ledgerReader(db: Database.Database): (from: number, to: number) => Generator<LedgerRow> {
  const select = db.prepare(
    'SELECT seq, event, lower(hex(leaf)) AS leaf FROM ledger WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?',
  );
  return function* (from, to) {
    for (let next = from; ; ) {
      const rows = select.all(next, to, ROWS_PER_READ) as { seq: number; event: string; leaf: string }[];
      for (const { seq, event, leaf } of rows) yield { seq, event: JSON.parse(event) as unknown, leaf };
      const last = rows.at(-1);
      if (last === undefined || rows.length < ROWS_PER_READ) return;
      next = last.seq + 1;
    }
  };
}

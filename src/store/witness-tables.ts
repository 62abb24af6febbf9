/**
 * The leaf hashes of the ledger by their place, the checkpoints signed of it, and those that this service keeps for others as
 * their witness.
 */
import type Database from 'better-sqlite3';
import type { Transaction, WitnessedRow } from './store.ts';

export type WitnessTables = ReturnType<typeof witnessTables>;

export function witnessTables(db: Database.Database) {
  const leaves = db.prepare('SELECT leaf FROM ledger WHERE seq > ? AND seq <= ? ORDER BY seq').pluck();
  const insertCheckpoint = db.prepare('INSERT INTO checkpoint (size, signed) VALUES (?, ?)');
  const newest = db.prepare('SELECT signed FROM checkpoint ORDER BY id DESC LIMIT 1').pluck();
  const bySize = db.prepare('SELECT signed FROM checkpoint WHERE size = ? ORDER BY id DESC LIMIT 1').pluck();
  const insertWitnessed = db.prepare(
    'INSERT INTO witnessed (origin, key, signed, cosigned) VALUES (?, ?, ?, ?)',
  );
  const witnessed = db.prepare(
    'SELECT origin, key, signed, cosigned FROM witnessed WHERE origin = ? ORDER BY id DESC LIMIT 1',
  );
  return {
    /** To be called within the transaction. */
    write({ checkpoints = [], witnessed = [] }: Transaction): void {
      for (const { size, signed } of checkpoints) insertCheckpoint.run(size, signed);
      for (const row of witnessed) insertWitnessed.run(row.origin, row.key, row.signed, row.cosigned);
    },
    leaves: (from: number, to: number) => leaves.all(from, to) as Uint8Array[],
    newest: () => (newest.get() as string | undefined) ?? null,
    ofSize: (size: number) => (bySize.get(size) as string | undefined) ?? null,
    witnessed: (origin: string) => (witnessed.get(origin) as WitnessedRow | undefined) ?? null,
  };
}

/**
 * The leaf hashes of the ledger by their place, the roots of its full blocks, the checkpoints signed of it, what witnesses signed
 * back, and the checkpoints that this service keeps for others as their witness.
 */
import type Database from 'better-sqlite3';
import type { CosignatureRow, RootRow, Transaction, WitnessedRow } from './store.ts';

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
  const putRoot = db.prepare(
    'INSERT INTO ledger_root (place, root) VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET root = excluded.root',
  );
  const roots = db.prepare('SELECT place, root FROM ledger_root ORDER BY place');
  const insertCosignature = db.prepare(
    'INSERT INTO cosignature (witness, taken_at, signed, cosigned) VALUES (?, ?, ?, ?)',
  );
  const former = db
    .prepare('SELECT id FROM cosignature WHERE witness = ? ORDER BY id DESC LIMIT 1 OFFSET 1')
    .pluck();
  const thin = db.prepare(
    `DELETE FROM cosignature WHERE id = @id AND EXISTS (
      SELECT 1 FROM cosignature AS first WHERE first.witness = @witness AND first.id < @id
        AND first.taken_at / 86400000 = cosignature.taken_at / 86400000
    )`,
  );
  const cosignatures = db.prepare(
    `SELECT witness, taken_at AS takenAt, signed, cosigned FROM cosignature
     WHERE id IN (SELECT max(id) FROM cosignature GROUP BY witness) ORDER BY witness`,
  );
  return {
    /** To be called within the transaction. */
    write({ checkpoints = [], witnessed = [], roots = [], cosignatures = [] }: Transaction): void {
      for (const { place, root } of roots) putRoot.run(place, root);
      for (const { witness, takenAt, signed, cosigned } of cosignatures) {
        insertCosignature.run(witness, takenAt, signed, cosigned);
        thin.run({ witness, id: former.get(witness) ?? 0 });
      }
      for (const { size, signed } of checkpoints) insertCheckpoint.run(size, signed);
      for (const row of witnessed) insertWitnessed.run(row.origin, row.key, row.signed, row.cosigned);
    },
    leaves: (from: number, to: number) => leaves.all(from, to) as Uint8Array[],
    roots: () => roots.all() as RootRow[],
    cosignatures: () => cosignatures.all() as CosignatureRow[],
    newest: () => (newest.get() as string | undefined) ?? null,
    ofSize: (size: number) => (bySize.get(size) as string | undefined) ?? null,
    witnessed: (origin: string) => (witnessed.get(origin) as WitnessedRow | undefined) ?? null,
  };
}

/**
 * Tracks that are kept so that a start need not read all readings: per probe and unit a head (block −1) and full blocks from 0
 * on. A cache of the readings beside it, checked by a checksum row by row: whatever does not match counts as missing.
 */

import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { TrackChange, TrackRow } from './store.ts';

type Row = { probe: number; unit: string; block: number; crc: number; head: string; stretches: Uint8Array };

export function trackTable(db: Database.Database) {
  const put = db.prepare(
    `INSERT INTO track (probe, unit, block, crc, head, stretches) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (probe, unit, block) DO UPDATE SET crc = excluded.crc, head = excluded.head, stretches = excluded.stretches`,
  );
  const cut = db.prepare('DELETE FROM track WHERE probe = ? AND unit = ? AND block >= ?');
  return {
    /** To be called within the transaction. */
    write(changes: readonly TrackChange[]): void {
      for (const { probe, unit, from, rows } of changes) {
        cut.run(probe, unit, from);
        for (const { block, head, stretches } of rows)
          put.run(probe, unit, block, sumOf(probe, unit, block, head, stretches), head, stretches);
      }
    },
    /** Rows that are as they were written, by probe, unit and block. */
    all(): TrackRow[] {
      const rows = db.prepare('SELECT * FROM track ORDER BY probe, unit, block').all() as Row[];
      return rows.filter((r) => r.crc === sumOf(r.probe, r.unit, r.block, r.head, r.stretches));
    },
  };
}

/** Of the row with its name: a row that stands in another's place does not match. */
function sumOf(probe: number, unit: string, block: number, head: string, stretches: Uint8Array): number {
  return crc32(stretches, crc32(`${probe} ${unit} ${block} ${head}`));
}

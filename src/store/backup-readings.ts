/** What did a probe measure then, as a backup has it? For readings that are damaged in the store. */
import Database from 'better-sqlite3';
import { decodeBatch } from '../telemetry/journal.ts';
import { merged } from '../telemetry/merged.ts';
import type { Kept } from '../telemetry/tail.ts';
import type { UtcMs } from '../thermal/types.ts';
import { type ChunkRow, chunkOf, isWhole, readingsOf } from './chunk-row.ts';
import { isSealed } from './seal.ts';
import { StoreError } from './sqlite.ts';

export type Wanted = {
  readonly chunks: readonly number[];
  readonly device: string;
  readonly probe: string;
  readonly doubtful: boolean;
  /** The first and the last reading. */
  readonly from: UtcMs;
  readonly to: UtcMs;
};

export type BackupReadings = {
  /** `isSame`: the very chunks are in the backup and whole, and `readings` are theirs; otherwise all that it has of that time. */
  read(wanted: Wanted): { readonly readings: readonly Kept[]; readonly isSame: boolean };
  close(): void;
};

/** Of any version. Throws StoreError BACKUP_DAMAGED. */
export function openBackup(file: string): BackupReadings {
  if (!isSealed(file))
    throw new StoreError(
      'BACKUP_DAMAGED',
      `Cannot use ${file}: its seal does not match; it is damaged, incomplete, or was not made by giulanh backup`,
    );
  const db = new Database(file, { readonly: true, fileMustExist: true });
  const selectProbe = db
    .prepare(
      `SELECT json_extract(doc, '$.number') FROM probe WHERE json_extract(doc, '$.device') = ?
       AND json_extract(doc, '$.probe') = ? AND coalesce(json_extract(doc, '$.doubtful'), 0) = ?`,
    )
    .pluck();
  // What the first stores called a chunk was the number of its row.
  const selectChunks = db.prepare(
    'SELECT rowid AS id, * FROM chunk WHERE probe = ? AND first_at <= ? AND last_at >= ? ORDER BY first_at',
  );
  const selectJournal = db.prepare('SELECT readings FROM journal ORDER BY id').pluck();

  return {
    read: ({ chunks, device, probe, doubtful, from, to }) => {
      const number = selectProbe.get(device, probe, doubtful ? 1 : 0) as number | undefined;
      if (number === undefined) return { readings: [], isSame: false };
      const rows = (selectChunks.all(number, to, from) as ChunkRow[]).filter(isWhole);
      const readings = (some: readonly ChunkRow[]) =>
        merged(some.map((row) => readingsOf(chunkOf(row)) ?? []));
      const same = rows.filter(
        ({ id, first_at, last_at }) => chunks.includes(id) && first_at >= from && last_at <= to,
      );
      if (same.length === chunks.length) return { readings: readings(same), isSame: true };
      const journal: Kept[] = [];
      for (const blob of selectJournal.iterate() as Iterable<Uint8Array>)
        for (const { probe: of, ...kept } of decodeBatch(blob).readings)
          if (of === number && kept.at >= from && kept.at <= to) journal.push(kept);
      return { readings: merged([readings(rows), journal.sort((a, b) => a.at - b.at)]), isSame: false };
    },
    close: () => void db.close(),
  };
}

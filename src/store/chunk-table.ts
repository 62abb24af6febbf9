/**
 * Packed chunks: written once and never changed. Those that a merged one ended are deleted when nobody reads them any more, in
 * the order of their merging.
 */
import type Database from 'better-sqlite3';
import { bound, chunkReader, type FoundChunk, orDamaged } from './chunk-reader.ts';
import { CHUNK_COLUMNS, type ChunkRow, checksumOf, foundOf, isWhole } from './chunk-row.ts';
import { standing } from './standing.ts';
import { CHUNK_SPAN, type Chunk, type MergedChunk } from './store.ts';

const REACHING = 'probe = ? AND first_at >= ? AND first_at < ? AND last_at >= ?';
const WITHIN = 'probe = ? AND first_at >= ? AND first_at <= ? AND last_at <= ? AND id < ?';
const IN_ORDER = 'ORDER BY first_at, last_at, id';

type Ended = { probe: number; first_at: number; last_at: number };

export function chunkTable(db: Database.Database) {
  const select = (where: string) => db.prepare(`SELECT ${CHUNK_COLUMNS} FROM chunk WHERE ${where}`);
  const selectFrom = select(`probe = ? AND first_at >= ? ${IN_ORDER} LIMIT ?`);
  const selectWithin = select(`${WITHIN} ${IN_ORDER}`);
  const selectOne = select('id = ?');
  const firstReaching = db.prepare(`SELECT min(first_at) FROM chunk WHERE ${REACHING}`).pluck();
  const firstFrom = db.prepare('SELECT min(first_at) FROM chunk WHERE probe = ? AND first_at >= ?').pluck();
  const insert = db.prepare(
    'INSERT INTO chunk (probe, first_at, last_at, count, crc, is_merged, readings) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const remove = db.prepare(`DELETE FROM chunk WHERE ${WITHIN}`);
  const insertEnded = db.prepare(
    'INSERT INTO ended (merged, probe, first_at, last_at, chunks, readings, since) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const selectOutlived = db.prepare(
    `SELECT merged, chunks FROM ended
     WHERE merged <= (SELECT chunk FROM packed) AND since < ? ORDER BY merged LIMIT ?`,
  );
  const selectEnded = db.prepare('SELECT probe, first_at, last_at FROM ended WHERE merged = ?');
  const removeEnded = db.prepare('DELETE FROM ended WHERE merged = ?');
  const note = db.prepare('UPDATE packed SET outlived = max(outlived, ?)');

  const reader = chunkReader(db);

  const put = (chunk: Chunk, isMerged: boolean): number => {
    const { probe, firstAt, lastAt, count, blob } = chunk;
    const sum = checksumOf(chunk, isMerged);
    return Number(insert.run(probe, firstAt, lastAt, count, sum, isMerged ? 1 : 0, blob).lastInsertRowid);
  };
  const merge = ({ chunk, ends, since }: MergedChunk): void => {
    const { probe, firstAt, lastAt } = chunk;
    const id = put(chunk, true);
    const there = standing(selectWithin.all(probe, firstAt, lastAt, lastAt, id) as ChunkRow[]);
    const known = new Set(ends.map((one) => one.id));
    if (there.length !== known.size || !there.every((one) => known.has(one.id)))
      throw new Error(`Merge chunks of probe ${probe} from ${firstAt}: they are not all that lie there`);
    const readings = ends.reduce((sum, { count }) => sum + count, 0);
    insertEnded.run(id, probe, firstAt, lastAt, ends.length, readings, since);
  };
  const drop = (merged: number): void => {
    const ended = selectEnded.get(merged) as Ended | undefined;
    const row = selectOne.get(merged) as ChunkRow | undefined;
    removeEnded.run(merged);
    if (ended === undefined || row === undefined || !isWhole(row)) return;
    const { probe, first_at, last_at } = ended;
    remove.run(probe, first_at, last_at, last_at, merged);
    note.run(merged);
  };
  /** What lies on a damaged page stays: the transaction that meets it is lost. */
  const isReadable = (merged: number): boolean =>
    orDamaged(
      () => {
        const ended = selectEnded.get(merged) as Ended | undefined;
        if (ended !== undefined)
          selectWithin.all(ended.probe, ended.first_at, ended.last_at, ended.last_at, merged);
        return selectOne.get(merged) !== undefined;
      },
      () => false,
    );
  return {
    /** To be called within the transaction, as the next two. */
    write(chunks: readonly Chunk[]): void {
      for (const chunk of chunks) put(chunk, false);
    },
    merge(merged: readonly MergedChunk[]): void {
      for (const one of merged) merge(one);
    },
    drop(outlived: readonly number[]): void {
      for (const merged of outlived) drop(merged);
    },
    /** Those that stand and may hold readings of [from, to). */
    reaching(probe: number, from: number, to: number): FoundChunk[] {
      return reader.reaching(probe, from, to);
    },
    from(probe: number, from: number, most: number): { chunks: FoundChunk[]; isCut: boolean } {
      const since = bound(from);
      const reaching = firstReaching.get(probe, bound(from - CHUNK_SPAN), since, since) as number | null;
      const begin = reaching ?? since;
      return orDamaged(
        () => {
          const rows = selectFrom.all(probe, begin, most) as ChunkRow[];
          return { chunks: standing(rows).map(foundOf), isCut: rows.length === most };
        },
        () => ({ chunks: reader.reaching(probe, from, Number.POSITIVE_INFINITY), isCut: false }),
      );
    },
    look: reader.look,
    nextAt: (probe: number, from: number) => firstFrom.get(probe, bound(from - CHUNK_SPAN)) as number | null,
    outlived(before: number, most: number): number[] {
      const rows = selectOutlived.all(before, most) as { merged: number; chunks: number }[];
      let chunks = 0;
      const fit: number[] = [];
      for (const row of rows) {
        if (chunks >= most) break;
        fit.push(row.merged);
        chunks += row.chunks;
      }
      return fit.filter(isReadable);
    },
  };
}

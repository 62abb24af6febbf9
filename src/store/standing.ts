/**
 * Which chunks stand? A merged one ends all of its probe that were stored before it and lie within it; nothing is written to those.
 * When it is damaged they stand again, as long as they are there.
 */
import { type ChunkRow, isWhole } from './chunk-row.ts';

/** `rows`: of one probe, and with each all that may have ended it, as a search for what reaches into a stretch of time finds them. */
export function standing(rows: readonly ChunkRow[]): readonly ChunkRow[] {
  const merged = rows.filter((row) => row.is_merged === 1 && isWhole(row));
  return merged.length === 0 ? rows : rows.filter((row) => !merged.some((one) => isEndedBy(row, one)));
}

const isEndedBy = (row: ChunkRow, merged: ChunkRow): boolean =>
  merged.id > row.id && merged.first_at <= row.first_at && merged.last_at >= row.last_at;

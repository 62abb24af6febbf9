/** A packed chunk as a row of the store: believed only as it was written. */
import { crc32 } from 'node:zlib';
import { unpackReadings } from '../telemetry/chunk.ts';
import type { Kept } from '../telemetry/tail.ts';
import { StoreError } from './sqlite.ts';
import type { Chunk, DamagedChunk, NumberedChunk } from './store.ts';

export const CHUNK_COLUMNS = 'id, probe, first_at, last_at, count, crc, is_merged, readings';

export type ChunkRow = {
  id: number;
  probe: number;
  first_at: number;
  last_at: number;
  count: number;
  crc: number;
  is_merged: number;
  readings: Uint8Array;
};

/** In the place of a checksum: the file did not give the row out when the table was written anew. */
export const UNREADABLE = -1;

/** Of the readings with what the row says of them: one that stands in another's place does not match. */
export const checksumOf = ({ probe, firstAt, lastAt, count, blob }: Chunk, isMerged: boolean): number =>
  crc32(blob, crc32(`${probe} ${firstAt} ${lastAt} ${count} ${isMerged ? 1 : 0}`));

/** The first chunks were written with a checksum of their readings alone. */
export const isWhole = (row: ChunkRow): boolean =>
  row.crc === checksumOf(placed(row), row.is_merged === 1) || row.crc === crc32(row.readings);

export function foundOf(row: ChunkRow): NumberedChunk | DamagedChunk {
  const chunk = { id: row.id, ...placed(row) };
  if (row.crc === UNREADABLE) return { ...chunk, count: null, blob: null, flaw: 'unreadable' };
  return isWhole(row) ? chunk : { ...chunk, flaw: 'checksum' };
}

/** Throws StoreError STORE_DAMAGED. */
export function chunkOf(row: ChunkRow): Chunk {
  if (isWhole(row)) return placed(row);
  throw new StoreError(
    'STORE_DAMAGED',
    `Read probe ${row.probe} from ${row.first_at}: its checksum does not match`,
  );
}

/** Null: the bytes are no packed readings, or not those that the chunk was written with. */
export function readingsOf({ blob, count, firstAt, lastAt }: Chunk): Kept[] | null {
  try {
    const kept = unpackReadings(blob);
    const isSame = kept.length === count && kept[0]?.at === firstAt && kept.at(-1)?.at === lastAt;
    return isSame ? kept : null;
  } catch {
    return null;
  }
}

export const isDamaged = (chunk: NumberedChunk | DamagedChunk): chunk is DamagedChunk => 'flaw' in chunk;

const placed = ({ probe, first_at: firstAt, last_at: lastAt, count, readings: blob }: ChunkRow): Chunk => ({
  probe,
  firstAt,
  lastAt,
  count,
  blob,
});

/** A packed chunk as a row of the store, believed only when its checksum matches. */
import { crc32 } from 'node:zlib';
import { StoreError } from './sqlite.ts';
import type { Chunk } from './store.ts';

export type ChunkRow = {
  id: number;
  probe: number;
  first_at: number;
  last_at: number;
  count: number;
  crc: number;
  readings: Uint8Array;
};

/** Throws StoreError STORE_DAMAGED. */
export function chunkOf(row: ChunkRow): Chunk {
  if (crc32(row.readings) !== row.crc)
    throw new StoreError(
      'STORE_DAMAGED',
      `Read probe ${row.probe} from ${row.first_at}: its checksum does not match`,
    );
  return {
    probe: row.probe,
    firstAt: row.first_at,
    lastAt: row.last_at,
    count: row.count,
    blob: row.readings,
  };
}

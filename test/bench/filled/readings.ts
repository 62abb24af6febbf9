/** The readings of a filled store: most of each probe in packed chunks, the newest in batches as the journal has them. */
import type { Chunk } from '../../../src/store/store.ts';
import { CHUNK_SPAN } from '../../../src/store/store.ts';
import { packReadings } from '../../../src/telemetry/chunk.ts';
import type { JournalReading } from '../../../src/telemetry/journal.ts';
import type { Kept } from '../../../src/telemetry/tail.ts';
import type { UtcMs } from '../../../src/thermal/types.ts';
import { type Size, spanOf } from './size.ts';
import { refrigerator } from './weather.ts';

/** From the measurement to the arrival, about. */
const ON_THE_WAY_MS = 700;

export type Probe = {
  readonly chunks: readonly Chunk[];
  /** `at` of the newest reading in a chunk; null: all are in the journal. */
  readonly packedTo: UtcMs | null;
  readonly newest: readonly JournalReading[];
};

/** Everything that the one probe of unit `u` measured; `u` is its number. */
export function probe(size: Size, u: number, until: UtcMs): Probe {
  const { from, step } = spanOf(size, until);
  const count = Math.ceil(size.readings / size.units);
  const packed = Math.max(0, count - Math.ceil(size.unpacked / size.units));
  const next = refrigerator(u, size.stepSeconds);
  // No two loggers measure at the same instant of a step.
  const offset = Math.floor(((u * 7_919) % 1_000) * (step / 1_000));
  const chunks: Chunk[] = [];
  const newest: JournalReading[] = [];
  let part: Kept[] = [];
  let packedTo: UtcMs | null = null;
  for (let i = 0; i < count; i++) {
    const at = from + i * step + offset;
    const kept = { at, milli: next(), receivedAt: at + ON_THE_WAY_MS + ((i * 31) % 97), extras: null };
    if (i >= packed) {
      newest.push({ probe: u, ...kept });
      continue;
    }
    const first = part[0];
    if (first !== undefined && (part.length >= size.perChunk || at - first.at >= CHUNK_SPAN)) {
      chunks.push(chunkOf(u, part));
      part = [];
    }
    part.push(kept);
    packedTo = at;
  }
  if (part.length > 0) chunks.push(chunkOf(u, part));
  return { chunks, packedTo, newest };
}

function chunkOf(number: number, part: readonly Kept[]): Chunk {
  const [firstAt, lastAt] = [part[0]?.at ?? 0, part.at(-1)?.at ?? 0];
  return { probe: number, firstAt, lastAt, count: part.length, blob: packReadings(part) };
}

/** UUIDv7 (RFC 9562): ids that sort in the order of their making, also within one millisecond. */
import { randomBytes, randomFillSync } from 'node:crypto';

/** Fetched at once: asking the system for eight bytes costs more than all else about an id. */
const AHEAD_BYTES = 8 * 256;

export function uuidv7Source(clock: () => number): () => string {
  let lastMs = 0;
  let sequence = 0;
  const ahead = Buffer.alloc(AHEAD_BYTES);
  let used = AHEAD_BYTES;
  return () => {
    const now = clock();
    if (now > lastMs) {
      lastMs = now;
      sequence = randomBytes(2).readUInt16BE() & 0x3ff;
    } else sequence++;
    // A clock that stands still or steps back borrows from the next millisecond rather than repeat an id.
    if (sequence > 0xfff) {
      lastMs++;
      sequence = 0;
    }
    const time = lastMs.toString(16).padStart(12, '0');
    if (used === AHEAD_BYTES) {
      randomFillSync(ahead);
      used = 0;
    }
    ahead[used] = ((ahead[used] as number) & 0x3f) | 0x80;
    const tail = ahead.toString('hex', used, used + 8);
    used += 8;
    const counter = (0x7000 | sequence).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}

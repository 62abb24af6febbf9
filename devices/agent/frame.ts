/**
 * How one record lies in a file: two bytes `GL`, its length and its CRC-32 (both 32 bit, little endian), its bytes. A power cut
 * may leave the last one torn, a worn card may turn a bit: either is noticed, and the next whole one is found.
 */
import { crc32 } from 'node:zlib';

const HEAD = 10;
const MARK = Buffer.from('GL', 'latin1');
/** As much as a message to the service may hold. */
export const RECORD_BYTES_MOST = 65_536;

export function frame(payload: Uint8Array): Buffer {
  if (payload.length === 0 || payload.length > RECORD_BYTES_MOST)
    throw new Error(`A record of ${payload.length} bytes cannot be framed`);
  const whole = Buffer.allocUnsafe(HEAD + payload.length);
  MARK.copy(whole);
  whole.writeUInt32LE(payload.length, 2);
  whole.writeUInt32LE(crc32(payload), 6);
  whole.set(payload, HEAD);
  return whole;
}

/** Where the record that begins at `at` lies; null when none whole begins there. */
export function recordAt(
  bytes: Buffer,
  at: number,
): { readonly payload: Buffer; readonly end: number } | null {
  if (at + HEAD > bytes.length || bytes[at] !== MARK[0] || bytes[at + 1] !== MARK[1]) return null;
  const length = bytes.readUInt32LE(at + 2);
  const end = at + HEAD + length;
  if (length === 0 || length > RECORD_BYTES_MOST || end > bytes.length) return null;
  const payload = bytes.subarray(at + HEAD, end);
  return crc32(payload) === bytes.readUInt32LE(at + 6) ? { payload, end } : null;
}

/**
 * Where the next whole record at or after `at` begins; null when there is none. What lies between is damaged.
 */
export function nextRecord(bytes: Buffer, at: number): number | null {
  for (let i = bytes.indexOf(MARK, at); i >= 0; i = bytes.indexOf(MARK, i + 1))
    if (recordAt(bytes, i) !== null) return i;
  return null;
}

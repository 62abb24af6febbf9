/** Ids and one-time codes as phones make them, drawn from a seed instead of from what nobody can foresee. */
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Random } from '../random.ts';

/** A UUIDv7 (RFC 9562, section 5.7) of the instant `at`. */
export function drawnId(at: UtcMs, draw: Random): string {
  const time = at.toString(16).padStart(12, '0');
  const variant = (0x8000 | draw.whole(0, 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3, draw)}-${variant}-${hex(12, draw)}`;
}

/** The code in the QR of an offer: 32 lower-case hex digits. */
export const drawnCode = (draw: Random): string => hex(32, draw);

const hex = (digits: number, draw: Random): string =>
  Array.from({ length: digits }, () => draw.whole(0, 15).toString(16)).join('');

/**
 * Do two messages with one number say the same? A short print of what was measured, in its order: values and probes. The
 * instants are left out, for a device without a clock has other ones each time it sends a message anew.
 */
import type { Message } from './measured.ts';

const NO_VALUE = 0x7fff_ffff;

/** 32 bits, never 0 (FNV-1a over 32-bit steps). */
export function printOf({ measured }: Message): number {
  let hash = 0x811c_9dc5;
  for (const { milli, probe } of measured) {
    hash = Math.imul(hash ^ (milli ?? NO_VALUE), 0x0100_0193);
    for (let i = 0; i < probe.length; i++) hash = Math.imul(hash ^ probe.charCodeAt(i), 0x0100_0193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0 || 1;
}

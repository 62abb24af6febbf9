/** Reads what the service says on the command topic; everything that is no receipt is none of the agent's concern. */
import { instant } from '../../src/telemetry/measured.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Place } from './round.ts';

/** `place: null`: it tells the time alone. */
export type Receipt = { readonly place: Place | null; readonly at: UtcMs };

export function readReceipt(payload: Uint8Array): Receipt | null {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(payload).toString());
  } catch {
    return null;
  }
  const receipt = isRecord(body) ? body.receipt : null;
  if (!isRecord(receipt)) return null;
  const at = instant(receipt.at);
  if (at === null) return null;
  const { boot, seq } = receipt;
  if (boot === undefined && seq === undefined) return { place: null, at };
  if (!Number.isSafeInteger(boot) || !Number.isSafeInteger(seq)) return null;
  return { place: { boot: Number(boot), seq: Number(seq) }, at };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

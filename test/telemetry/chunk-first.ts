/** Packs readings as the first form did: there are stores that hold it, and no program writes it any more. */
import { deflateRawSync } from 'node:zlib';
import type { Kept } from '../../src/telemetry/tail.ts';

export function packFirst(kept: readonly Kept[]): Uint8Array {
  const numbers: number[] = [1, kept.length];
  let at = 0;
  for (const r of kept) {
    numbers.push(r.at - at);
    at = r.at;
  }
  let lag = 0;
  for (const r of kept) {
    numbers.push(r.receivedAt - r.at - lag);
    lag = r.receivedAt - r.at;
  }
  let milli = 0;
  for (const r of kept) {
    numbers.push(r.milli === null ? 1 : 0);
    if (r.milli === null) continue;
    numbers.push(r.milli - milli);
    milli = r.milli;
  }
  const extras = kept.flatMap((r, i) => (r.extras === null ? [] : [[i, r.extras]]));
  const json = Buffer.from(extras.length === 0 ? '' : JSON.stringify(extras));
  return deflateRawSync(Buffer.concat([varints([json.length]), json, varints(numbers)]), { level: 6 });
}

function varints(numbers: readonly number[]): Buffer {
  const out: number[] = [];
  for (const n of numbers) {
    let z = n < 0 ? -2 * n - 1 : 2 * n;
    for (; z >= 128; z = Math.floor(z / 128)) out.push((z % 128) + 128);
    out.push(z);
  }
  return Buffer.from(out);
}

/** How a closed stretch of one probe's readings is packed: deltas as zigzag varints, column by column, then deflated. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Extras } from './measured.ts';
import type { Kept } from './tail.ts';

const VERSION = 1;

/** Packs ordered readings (at least one). About 5 to 9 bytes a reading for a fridge at one a minute. */
export function packReadings(kept: readonly Kept[]): Uint8Array {
  const numbers: number[] = [VERSION, kept.length];
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
  const body = varints(numbers);
  const json = Buffer.from(extras.length === 0 ? '' : JSON.stringify(extras));
  return deflateRawSync(Buffer.concat([varints([json.length]), json, body]), { level: 6 });
}

export function unpackReadings(blob: Uint8Array): Kept[] {
  const bytes = inflateRawSync(blob);
  const read = reader(bytes);
  const jsonLength = read.next();
  const json = bytes.toString('utf8', read.place(), read.place() + jsonLength);
  read.skip(jsonLength);
  const version = read.next();
  if (version !== VERSION) throw new Error(`Read packed readings: version ${version}, ${VERSION} expected`);
  const count = read.next();
  const ats: number[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    at += read.next();
    ats.push(at);
  }
  const received: number[] = [];
  for (let i = 0, lag = 0; i < count; i++) {
    lag += read.next();
    received.push((ats[i] as number) + lag);
  }
  const extras = new Map(json === '' ? [] : (JSON.parse(json) as [number, Extras][]));
  const out: Kept[] = [];
  for (let i = 0, milli = 0; i < count; i++) {
    const fault = read.next() === 1;
    if (!fault) milli += read.next();
    out.push({
      at: ats[i] as number,
      milli: fault ? null : milli,
      receivedAt: received[i] as number,
      extras: extras.get(i) ?? null,
    });
  }
  return out;
}

/** Integers within ±2^52, eight bytes at most; multiplication instead of shifts, for times do not fit 32 bits. */
function varints(numbers: readonly number[]): Buffer {
  const out = Buffer.allocUnsafe(numbers.length * 8 + 8);
  let i = 0;
  for (const n of numbers) {
    let z = n < 0 ? -2 * n - 1 : 2 * n;
    if (!Number.isSafeInteger(z)) throw new Error(`Pack readings: a step of ${n}, at most 2^52 possible`);
    for (; z >= 128; z = Math.floor(z / 128)) out[i++] = (z % 128) + 128;
    out[i++] = z;
  }
  return out.subarray(0, i);
}

function reader(bytes: Uint8Array) {
  let i = 0;
  return {
    place: () => i,
    skip: (n: number) => {
      i += n;
    },
    next: (): number => {
      let z = 0;
      let scale = 1;
      for (;;) {
        const b = bytes[i++];
        if (b === undefined) throw new Error('Read packed readings: the bytes end early');
        z += (b & 127) * scale;
        if (b < 128) break;
        scale *= 128;
      }
      return z % 2 === 1 ? -(z + 1) / 2 : z / 2;
    },
  };
}

/** Reads the first form of packed readings, as stores hold it from before there was a second: steps and JSON, nothing else. */
import type { Extras } from './measured.ts';
import type { Kept } from './tail.ts';
import type { VarintReader } from './varints.ts';

const VERSION = 1;

/** `json`: of the other channels, as [place, channels] each; the reader stands behind it. */
export function unpackFirst(read: VarintReader, json: string): Kept[] {
  const version = read.next();
  if (version !== VERSION) throw new Error(`Read packed readings: version ${version}, ${VERSION} expected`);
  const count = read.count();
  const at = read.many(count, 0, true);
  const lag = read.many(count, 0, true);
  const extras = new Map(json === '' ? [] : (JSON.parse(json) as [number, Extras][]));
  const out: Kept[] = [];
  for (let i = 0, milli = 0; i < count; i++) {
    const fault = read.next() === 1;
    if (!fault) milli += read.next();
    const measured = at[i] as number;
    out.push({
      at: measured,
      milli: fault ? null : milli,
      receivedAt: measured + (lag[i] as number),
      extras: extras.get(i) ?? null,
    });
  }
  return out;
}

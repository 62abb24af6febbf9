/**
 * How a closed stretch of one probe's readings is packed: column by column as what is unusual, as zigzag varints, then
 * deflated. A logger that is on time costs next to nothing for its times, and one that shows tenths is written in tenths.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { packChannels, unpackChannels } from './channels.ts';
import { unpackFirst } from './chunk-first.ts';
import { columnOf, putColumn, takeColumn } from './columns.ts';
import type { Kept } from './tail.ts';
import { VarintReader, VarintWriter } from './varints.ts';

/** What a chunk begins with. The first form began with a length, never below zero. */
const SECOND = -2;
/** Bytes of a reading's way on a network as it usually is. */
const USUAL_WIDTH = 2;

/** Packs ordered readings (at least one). About two bytes a reading for a fridge at one a minute. */
export function packReadings(kept: readonly Kept[]): Uint8Array {
  const out = new VarintWriter();
  out.put(SECOND);
  out.put(kept.length);
  putColumn(out, columnOf(kept.map((r) => r.at)));
  putReceived(out, kept);
  const faults = kept.flatMap((r, i) => (r.milli === null ? [i] : []));
  out.put(faults.length);
  putColumn(out, columnOf(faults));
  const values = kept.flatMap((r) => (r.milli === null ? [] : [r.milli]));
  const unit = values.reduce(divisor, 0) || 1;
  out.put(unit);
  putColumn(out, columnOf(values.map((milli) => milli / unit)));
  packChannels(out, kept);
  return deflateRawSync(out.bytes(), { level: 6 });
}

/** How long each was under way; or when it arrived, where many that were kept back arrived together. */
function putReceived(out: VarintWriter, kept: readonly Kept[]): void {
  const underWay = columnOf(kept.map((r) => r.receivedAt - r.at));
  const arrived =
    underWay.width <= USUAL_WIDTH * kept.length ? null : columnOf(kept.map((r) => r.receivedAt));
  const isUnderWay = arrived === null || underWay.width <= arrived.width;
  out.put(isUnderWay ? 1 : 0);
  putColumn(out, isUnderWay ? underWay : arrived);
}

/** Of every form there ever was. Throws when the bytes are none of them. */
export function unpackReadings(blob: Uint8Array): Kept[] {
  const read = new VarintReader(inflateRawSync(blob));
  const begins = read.next();
  if (begins >= 0) return unpackFirst(read, read.text(begins));
  if (begins !== SECOND) throw new Error(`Read packed readings: version ${-begins}, ${-SECOND} expected`);
  const count = read.count();
  const at = takeColumn(read, count);
  const isUnderWay = read.next() === 1;
  const received = takeColumn(read, count);
  const faults = takeColumn(read, read.count());
  const unit = read.next();
  const values = takeColumn(read, count - faults.length);
  const extras = unpackChannels(read, count);
  const out: Kept[] = [];
  for (let i = 0, faulty = 0; i < count; i++) {
    const measured = at[i] as number;
    const arrived = received[i] as number;
    const isFault = faulty < faults.length && faults[faulty] === i;
    out.push({
      at: measured,
      milli: isFault ? null : (values[i - faulty] as number) * unit,
      receivedAt: isUnderWay ? measured + arrived : arrived,
      extras: extras?.[i] ?? null,
    });
    if (isFault) faulty++;
  }
  return out;
}

/** The greatest number that divides both, either of which may be below zero. */
function divisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

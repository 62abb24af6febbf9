/**
 * The journal's record: how one committed batch of readings is written as bytes and read back. Columns of fixed width,
 * so that a thousand readings are one small blob in one row; other channels follow as JSON for the few that have them.
 */
import type { MilliCelsius, UtcMs } from '../thermal/types.ts';
import type { Extras } from './measured.ts';

/** One reading as stored. `milli: null` is a fault: it ended what stood before it. */
export type JournalReading = {
  readonly probe: number;
  readonly at: UtcMs;
  readonly milli: MilliCelsius | null;
  readonly receivedAt: UtcMs;
  readonly extras: Extras | null;
};
/** A message's counters, which show gaps; `probe` is any probe of its device. */
export type JournalCounter = {
  readonly probe: number;
  readonly boot: number;
  readonly seq: number;
  /** See print.ts; left out in what was written before there was one. */
  readonly print?: number;
};

const VERSION = 1;
const HEADER = 12;
const FIXED = 24;
const NO_VALUE = -0x8000_0000;

/** Layout: version, reading count, counter count (u32 each), then at, receivedAt (f64), probe (u32), milli (i32) as columns. */
export function encodeBatch(
  readings: readonly JournalReading[],
  counters: readonly JournalCounter[],
): Uint8Array {
  const n = readings.length;
  const extras: [number, Extras][] = [];
  const json = Buffer.from(tail(readings, counters, extras));
  const out = Buffer.allocUnsafe(HEADER + n * FIXED + json.length);
  out.writeUInt32LE(VERSION, 0);
  out.writeUInt32LE(n, 4);
  out.writeUInt32LE(json.length, 8);
  const view = new DataView(out.buffer, out.byteOffset);
  for (let i = 0; i < n; i++) {
    const r = readings[i] as JournalReading;
    view.setFloat64(HEADER + i * 8, r.at, true);
    view.setFloat64(HEADER + n * 8 + i * 8, r.receivedAt, true);
    view.setUint32(HEADER + n * 16 + i * 4, r.probe, true);
    view.setInt32(HEADER + n * 20 + i * 4, r.milli ?? NO_VALUE, true);
  }
  json.copy(out, HEADER + n * FIXED);
  return out;
}

function tail(
  readings: readonly JournalReading[],
  counters: readonly JournalCounter[],
  extras: [number, Extras][],
): string {
  for (let i = 0; i < readings.length; i++) {
    const r = readings[i] as JournalReading;
    if (r.extras !== null) extras.push([i, r.extras]);
  }
  if (extras.length === 0 && counters.length === 0) return '';
  return JSON.stringify({
    extras,
    counters: counters.map((c) =>
      c.print === undefined ? [c.probe, c.boot, c.seq] : [c.probe, c.boot, c.seq, c.print],
    ),
  });
}

/** How many readings a batch holds, without reading them. */
export const readingsIn = (blob: Uint8Array): number =>
  new DataView(blob.buffer, blob.byteOffset, blob.byteLength).getUint32(4, true);

/** Throws when the bytes are not a batch this version wrote. */
export function decodeBatch(blob: Uint8Array): { readings: JournalReading[]; counters: JournalCounter[] } {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const n = view.getUint32(4, true);
  const jsonLength = view.getUint32(8, true);
  if (view.getUint32(0, true) !== VERSION || HEADER + n * FIXED + jsonLength !== blob.byteLength)
    throw new Error(
      `Read a journal batch: ${blob.byteLength} bytes do not have the layout of version ${VERSION}`,
    );
  const text = Buffer.from(blob.buffer, blob.byteOffset + HEADER + n * FIXED, jsonLength).toString();
  const more = (text === '' ? { extras: [], counters: [] } : JSON.parse(text)) as {
    extras: [number, Extras][];
    counters: [number, number, number, number?][];
  };
  const extras = new Map(more.extras);
  const readings: JournalReading[] = [];
  for (let i = 0; i < n; i++) {
    const milli = view.getInt32(HEADER + n * 20 + i * 4, true);
    readings.push({
      at: view.getFloat64(HEADER + i * 8, true),
      receivedAt: view.getFloat64(HEADER + n * 8 + i * 8, true),
      probe: view.getUint32(HEADER + n * 16 + i * 4, true),
      milli: milli === NO_VALUE ? null : milli,
      extras: extras.get(i) ?? null,
    });
  }
  return { readings, counters: more.counters.map(counterOf) };
}

const counterOf = ([probe, boot, seq, print]: [number, number, number, number?]): JournalCounter =>
  print === undefined ? { probe, boot, seq } : { probe, boot, seq, print };

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
type Batch = { readings: JournalReading[]; counters: JournalCounter[] };

const VERSION = 2;
/** Of it the counters were written as JSON, behind the extras. */
const FORMER_VERSION = 1;
const FORMER_HEADER = 12;
const HEADER = 16;
const FIXED = 24;
const COUNTER = 24;
const NO_VALUE = -0x8000_0000;

/**
 * Layout: version, how many readings, bytes of JSON, how many counters (u32 each). Then readings as columns: at, receivedAt (f64),
 * probe (u32), milli (i32). Then counters as columns: boot, seq (f64), probe, print (u32; 0: none). Then the extras as JSON.
 */
export function encodeBatch(
  readings: readonly JournalReading[],
  counters: readonly JournalCounter[],
): Uint8Array {
  const n = readings.length;
  const m = counters.length;
  const extras: [number, Extras][] = [];
  for (let i = 0; i < n; i++) {
    const { extras: more } = readings[i] as JournalReading;
    if (more !== null) extras.push([i, more]);
  }
  const json = Buffer.from(extras.length === 0 ? '' : JSON.stringify(extras));
  const end = HEADER + n * FIXED;
  const out = Buffer.allocUnsafe(end + m * COUNTER + json.length);
  const view = new DataView(out.buffer, out.byteOffset);
  view.setUint32(0, VERSION, true);
  view.setUint32(4, n, true);
  view.setUint32(8, json.length, true);
  view.setUint32(12, m, true);
  for (let i = 0; i < n; i++) {
    const r = readings[i] as JournalReading;
    view.setFloat64(HEADER + i * 8, r.at, true);
    view.setFloat64(HEADER + n * 8 + i * 8, r.receivedAt, true);
    view.setUint32(HEADER + n * 16 + i * 4, r.probe, true);
    view.setInt32(HEADER + n * 20 + i * 4, r.milli ?? NO_VALUE, true);
  }
  for (let i = 0; i < m; i++) {
    const c = counters[i] as JournalCounter;
    view.setFloat64(end + i * 8, c.boot, true);
    view.setFloat64(end + m * 8 + i * 8, c.seq, true);
    view.setUint32(end + m * 16 + i * 4, c.probe, true);
    view.setUint32(end + m * 20 + i * 4, c.print ?? 0, true);
  }
  json.copy(out, end + m * COUNTER);
  return out;
}

/** How many readings a batch holds, without reading them. */
export const readingsIn = (blob: Uint8Array): number =>
  new DataView(blob.buffer, blob.byteOffset, blob.byteLength).getUint32(4, true);

/** Throws when the bytes are not a batch this version, or the one before it, wrote. */
export function decodeBatch(blob: Uint8Array): Batch {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const version = view.getUint32(0, true);
  const isFormer = version === FORMER_VERSION;
  const header = isFormer ? FORMER_HEADER : HEADER;
  const n = view.getUint32(4, true);
  const jsonLength = view.getUint32(8, true);
  const m = isFormer ? 0 : view.getUint32(12, true);
  const jsonAt = header + n * FIXED + m * COUNTER;
  if (!(isFormer || version === VERSION) || jsonAt + jsonLength !== blob.byteLength)
    throw new Error(
      `Read a journal batch: ${blob.byteLength} bytes do not have the layout of version ${VERSION}`,
    );
  const text = Buffer.from(blob.buffer, blob.byteOffset + jsonAt, jsonLength).toString();
  const json: unknown = text === '' ? null : JSON.parse(text);
  const former = isFormer ? (json as FormerJson | null) : null;
  const extras = new Map(isFormer ? former?.extras : (json as [number, Extras][] | null));
  const readings = readingsOf(view, header, n, extras);
  return { readings, counters: former?.counters.map(counterOf) ?? countersOf(view, header + n * FIXED, m) };
}

function readingsOf(
  view: DataView,
  begin: number,
  n: number,
  extras: ReadonlyMap<number, Extras>,
): JournalReading[] {
  const readings: JournalReading[] = [];
  for (let i = 0; i < n; i++) {
    const milli = view.getInt32(begin + n * 20 + i * 4, true);
    readings.push({
      at: view.getFloat64(begin + i * 8, true),
      receivedAt: view.getFloat64(begin + n * 8 + i * 8, true),
      probe: view.getUint32(begin + n * 16 + i * 4, true),
      milli: milli === NO_VALUE ? null : milli,
      extras: extras.get(i) ?? null,
    });
  }
  return readings;
}

function countersOf(view: DataView, begin: number, m: number): JournalCounter[] {
  const counters: JournalCounter[] = [];
  for (let i = 0; i < m; i++) {
    const print = view.getUint32(begin + m * 20 + i * 4, true);
    const probe = view.getUint32(begin + m * 16 + i * 4, true);
    const boot = view.getFloat64(begin + i * 8, true);
    const seq = view.getFloat64(begin + m * 8 + i * 8, true);
    counters.push(print === 0 ? { probe, boot, seq } : { probe, boot, seq, print });
  }
  return counters;
}

type FormerCounter = [number, number, number, number?];
type FormerJson = { extras: [number, Extras][]; counters: FormerCounter[] };

const counterOf = ([probe, boot, seq, print]: FormerCounter): JournalCounter =>
  print === undefined ? { probe, boot, seq } : { probe, boot, seq, print };

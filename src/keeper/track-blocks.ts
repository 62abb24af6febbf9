/**
 * How a kept track lies in the store: full blocks of its older stretches, written once, and a head with its terms, its newest
 * reading and its last stretches, written at every packing. Columns of fixed width, as in the journal.
 */
import type { TrackBlock } from '../store/store.ts';
import type { KeptTerms, KeptTrack } from '../thermal/kept-track.ts';
import type { MilliCelsius, Stretch, UtcMs } from '../thermal/types.ts';

export const HEAD = -1;
/** Stretches of a full block: 3 KB. The head has from none to as many. */
export const BLOCK = 128;
const FIXED = 24;

/** `lastAt` null: no reading. */
type Head = {
  readonly blocks: number;
  readonly lastAt: UtcMs | null;
  readonly lastValue: MilliCelsius | null;
  readonly limits: readonly (readonly ['above' | 'below', MilliCelsius])[];
  readonly maxGap: number;
  readonly placements: readonly (readonly [from: number, to: number | null])[];
  readonly corrected: string;
};

/** How many full blocks a track of so many stretches has: its last stretch, which may grow, is always in the head. */
export const blocksOf = (stretches: number): number => Math.floor(Math.max(0, stretches - 1) / BLOCK);

export function headOf({ stretches, lastAt, lastValue }: KeptTrack, terms: KeptTerms): string {
  const head: Head = {
    blocks: blocksOf(stretches.length),
    lastAt: Number.isFinite(lastAt) ? lastAt : null,
    lastValue,
    limits: terms.limits.map(({ side, value }) => [side, value] as const),
    maxGap: terms.maxGap,
    placements: terms.placements.map(({ from, to }) => [from, to] as const),
    corrected: terms.corrected,
  };
  return JSON.stringify(head);
}

/** The head, and the full blocks from number `from` on. */
export function blocksFrom({ stretches }: KeptTrack, head: string, from: number): TrackBlock[] {
  const full = blocksOf(stretches.length);
  const rows: TrackBlock[] = [
    { block: HEAD, head, stretches: encodeStretches(stretches.slice(full * BLOCK)) },
  ];
  for (let block = from; block < full; block++) {
    const part = stretches.slice(block * BLOCK, (block + 1) * BLOCK);
    rows.push({ block, head: '', stretches: encodeStretches(part) });
  }
  return rows;
}

/** A kept track of its rows, the head first; null when any is missing or does not fit. */
export function trackOf(rows: readonly TrackBlock[]): { track: KeptTrack; terms: KeptTerms } | null {
  const [first, ...full] = rows;
  if (first === undefined || first.block !== HEAD) return null;
  const head = JSON.parse(first.head) as Head;
  if (full.length !== head.blocks || full.some(({ block }, i) => block !== i)) return null;
  const stretches = [...full, first].flatMap((row) => decodeStretches(row.stretches));
  if (blocksOf(stretches.length) !== head.blocks || !areInOrder(stretches)) return null;
  const { lastAt, lastValue, maxGap, corrected } = head;
  return {
    track: { stretches, lastAt: lastAt ?? Number.NEGATIVE_INFINITY, lastValue },
    terms: {
      limits: head.limits.map(([side, value]) => ({ side, value })),
      placements: head.placements.map(([from, to]) => ({ from, to })),
      maxGap,
      corrected,
    },
  };
}

function encodeStretches(stretches: readonly Stretch[]): Uint8Array {
  const n = stretches.length;
  const out = new Uint8Array(n * FIXED);
  const view = new DataView(out.buffer);
  stretches.forEach(({ from, to, low, high }, i) => {
    view.setFloat64(i * 8, from, true);
    view.setFloat64((n + i) * 8, to, true);
    view.setInt32(n * 16 + i * 4, low, true);
    view.setInt32(n * 20 + i * 4, high, true);
  });
  return out;
}

function decodeStretches(blob: Uint8Array): Stretch[] {
  const n = Math.floor(blob.byteLength / FIXED);
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  return Array.from({ length: n }, (_, i) => ({
    from: view.getFloat64(i * 8, true),
    to: view.getFloat64((n + i) * 8, true),
    low: view.getInt32(n * 16 + i * 4, true),
    high: view.getInt32(n * 20 + i * 4, true),
  }));
}

const areInOrder = (stretches: readonly Stretch[]): boolean =>
  stretches.every((s, i) => s.from < s.to && s.from >= (stretches[i - 1]?.to ?? Number.NEGATIVE_INFINITY));

/**
 * What passes between the socket thread and the keeper's thread. A batch of telemetry travels as one transferred buffer:
 * cloning a small view would clone the whole socket chunk behind it.
 */
import type { UtcMs } from '../thermal/types.ts';
import type { GateQuestion, Written } from './gate-line.ts';
import type { Incoming } from './intake.ts';
import type { Mirror } from './keeper.ts';
import type { LiveChange } from './live.ts';
import type { Actor, Answer, Command, Query } from './protocol.ts';
import type { PackedTiles } from './told-tiles.ts';

export type PackedBatch = {
  readonly devices: readonly string[];
  readonly kinds: Uint8Array;
  readonly sizes: Uint32Array;
  /** Where each payload ends in `payloads`. */
  readonly ends: Uint32Array;
  readonly receivedAt: Float64Array;
  readonly payloads: Uint8Array;
  /** By position; all left out where no message of the batch has a topic or profile of its own. */
  readonly topics?: readonly (string | undefined)[];
  readonly profiles?: readonly (string | undefined)[];
  readonly waited?: readonly (boolean | undefined)[];
};

export type ToKeeper =
  | { type: 'ingest'; id: number; batch: PackedBatch }
  | { type: 'execute'; id: number; actor: Actor; command: Command }
  | { type: 'ask'; id: number; actor: Actor; query: Query }
  | { type: 'gate'; id: number; questions: readonly GateQuestion[] }
  | { type: 'watch'; on: boolean }
  | { type: 'close' };

export type FromKeeper =
  | { type: 'ready'; settings: Record<string, string | number> }
  | { type: 'ingested'; id: number }
  | { type: 'answer'; id: number; answer: Answer }
  | { type: 'verdicts'; id: number; answers: readonly Written[] }
  | { type: 'live'; tiles: PackedTiles; change: Omit<LiveChange, 'units'> }
  | { type: 'mirror'; mirror: Mirror }
  | { type: 'counts'; counts: Record<string, number | string> }
  | { type: 'failed'; message: string; code: string | null }
  | { type: 'closed' };

const KINDS = ['telemetry', 'status', 'oversize'] as const;

export function packBatch(batch: readonly Incoming[]): PackedBatch {
  const n = batch.length;
  const packed = {
    devices: batch.map((b) => b.device),
    kinds: new Uint8Array(n),
    sizes: new Uint32Array(n),
    ends: new Uint32Array(n),
    receivedAt: new Float64Array(n),
    payloads: new Uint8Array(batch.reduce((sum, b) => sum + b.payload.byteLength, 0)),
  };
  let plain = true;
  let end = 0;
  for (let i = 0; i < n; i++) {
    const b = batch[i] as Incoming;
    packed.kinds[i] = KINDS.indexOf(b.kind);
    packed.sizes[i] = b.size;
    packed.receivedAt[i] = b.receivedAt;
    packed.payloads.set(b.payload, end);
    end += b.payload.byteLength;
    packed.ends[i] = end;
    if (b.topic !== undefined || b.profile !== undefined) plain = false;
  }
  if (plain) return packed;
  return {
    ...packed,
    topics: batch.map((b) => b.topic),
    profiles: batch.map((b) => b.profile),
    waited: batch.map((b) => b.waited),
  };
}

export function unpackBatch(packed: PackedBatch): Incoming[] {
  const { topics, profiles, waited } = packed;
  const batch: Incoming[] = packed.devices.map((device, i) => ({
    device,
    kind: KINDS[packed.kinds[i] as number] ?? 'telemetry',
    size: packed.sizes[i] as number,
    receivedAt: packed.receivedAt[i] as UtcMs,
    payload: packed.payloads.subarray(i === 0 ? 0 : packed.ends[i - 1], packed.ends[i]),
  }));
  if (topics === undefined) return batch;
  return batch.map((incoming, i) => ({
    ...incoming,
    topic: topics[i],
    profile: profiles?.[i],
    waited: waited?.[i],
  }));
}

/**
 * How does a batch of telemetry lie in the one buffer in which it goes to the keeper's thread? Columns first, the payloads behind
 * them. Senders are numbers; the name of each travels once, so that both sides keep the same list of names.
 */
import type { UtcMs } from '../thermal/types.ts';
import type { Incoming } from './sorting.ts';

export type PackedBatch = {
  readonly length: number;
  /** Times of arrival (f64), senders, sizes and ends of payloads (u32 each), kinds (u8), then the payloads. */
  readonly bytes: ArrayBuffer;
  /** New names of senders: they get the numbers from `known` on, and whatever had those has them no more. */
  readonly known: number;
  readonly names: readonly string[];
  /** By position; all left out where no message of the batch has a topic or profile of its own. */
  readonly topics?: readonly (string | undefined)[];
  readonly profiles?: readonly (string | undefined)[];
  readonly waited?: readonly (boolean | undefined)[];
};

/** A payload, and where it lies. */
export type Lying = Pick<Incoming, 'payload' | 'source' | 'from' | 'to'>;

const KINDS = ['telemetry', 'status', 'oversize'] as const;
/** Senders beyond which both lists begin anew: no registry has so many, and names of foreign brokers must not fill the memory. */
const MOST_NAMES = 100_000;
/** Bytes of a message beside its payload. */
const FIXED = 8 + 3 * 4 + 1;

type Columns = {
  readonly receivedAt: Float64Array;
  readonly senders: Uint32Array;
  readonly sizes: Uint32Array;
  readonly ends: Uint32Array;
  readonly kinds: Uint8Array;
  readonly payloads: Uint8Array;
};

function columnsOf(bytes: ArrayBuffer, n: number): Columns {
  return {
    receivedAt: new Float64Array(bytes, 0, n),
    senders: new Uint32Array(bytes, 8 * n, n),
    sizes: new Uint32Array(bytes, 12 * n, n),
    ends: new Uint32Array(bytes, 16 * n, n),
    kinds: new Uint8Array(bytes, 20 * n, n),
    payloads: new Uint8Array(bytes, FIXED * n),
  };
}

/** The sockets' side. One for each keeper that is begun: it knows what that one was told. */
export class Packer {
  readonly #numbers = new Map<string, number>();
  readonly #mostNames: number;

  constructor(mostNames = MOST_NAMES) {
    this.#mostNames = mostNames;
  }

  pack(batch: readonly Incoming[]): PackedBatch {
    const n = batch.length;
    let size = 0;
    let isPlain = true;
    for (const one of batch) {
      size += lengthOf(one);
      if (one.topic !== undefined || one.profile !== undefined) isPlain = false;
    }
    if (this.#numbers.size >= this.#mostNames) this.#numbers.clear();
    const known = this.#numbers.size;
    const names: string[] = [];
    const bytes = new ArrayBuffer(FIXED * n + size);
    const { receivedAt, senders, sizes, ends, kinds, payloads } = columnsOf(bytes, n);
    let end = 0;
    for (let i = 0; i < n; i++) {
      const one = batch[i] as Incoming;
      let sender = this.#numbers.get(one.device);
      if (sender === undefined) {
        sender = known + names.push(one.device) - 1;
        this.#numbers.set(one.device, sender);
      }
      receivedAt[i] = one.receivedAt;
      senders[i] = sender;
      sizes[i] = one.size;
      kinds[i] = one.kind === 'telemetry' ? 0 : KINDS.indexOf(one.kind);
      if (one.source === undefined) payloads.set(one.payload, end);
      else one.source.copy(payloads, end, one.from, one.to);
      end += lengthOf(one);
      ends[i] = end;
    }
    const packed = { length: n, bytes, known, names };
    if (isPlain) return packed;
    return {
      ...packed,
      topics: batch.map((one) => one.topic),
      profiles: batch.map((one) => one.profile),
      waited: batch.map((one) => one.waited),
    };
  }
}

/** Bytes of a payload. Asks for no view of it where it lies among others. */
export const lengthOf = (one: Lying): number =>
  one.source === undefined ? one.payload.byteLength : (one.to ?? 0) - (one.from ?? 0);

/** A message as it came through. Whoever needs its payload as bytes of its own asks for `payload`; most are read where they lie. */
class Arrived implements Incoming {
  readonly device: string;
  readonly kind: Incoming['kind'];
  readonly size: number;
  readonly receivedAt: UtcMs;
  readonly source: Buffer;
  readonly from: number;
  readonly to: number;
  topic: string | undefined = undefined;
  profile: string | undefined = undefined;
  waited: boolean | undefined = undefined;

  constructor(device: string, columns: Columns, source: Buffer, i: number) {
    this.device = device;
    this.kind = KINDS[columns.kinds[i] as number] ?? 'telemetry';
    this.size = columns.sizes[i] as number;
    this.receivedAt = columns.receivedAt[i] as UtcMs;
    this.source = source;
    this.from = i === 0 ? 0 : (columns.ends[i - 1] as number);
    this.to = columns.ends[i] as number;
  }

  get payload(): Uint8Array {
    return this.source.subarray(this.from, this.to);
  }
}

/** The keeper's side. */
export class Unpacker {
  readonly #names: string[] = [];

  unpack({ length, bytes, known, names, topics, profiles, waited }: PackedBatch): Incoming[] {
    this.#names.length = known;
    for (const name of names) this.#names.push(name);
    const columns = columnsOf(bytes, length);
    const source = Buffer.from(bytes, FIXED * length);
    const batch: Incoming[] = [];
    for (let i = 0; i < length; i++) {
      const device = this.#names[columns.senders[i] as number];
      if (device === undefined)
        throw new Error(`Unpack a batch: its sender ${columns.senders[i]} has no name`);
      const one = new Arrived(device, columns, source, i);
      one.topic = topics?.[i];
      one.profile = profiles?.[i];
      one.waited = waited?.[i];
      batch.push(one);
    }
    return batch;
  }
}

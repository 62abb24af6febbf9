/**
 * Reads an export of the ledger once, line by line, and holds it against its own checkpoints and those of witnesses. Keeps a handful
 * of hashes, whatever the length. The first thing wrong is thrown as `Wrong`.
 */
import { isUtf8 } from 'node:buffer';
import { isRecord, readCanonical } from './canonical.ts';
import { type Checkpoint, trusted } from './checkpoint.ts';
import { Cosignatures, type SignedBack } from './cosignature.ts';
import type { TrustedKey } from './keys.ts';
import { leafHash, Tree } from './tree.ts';
import { Wrong } from './wrong.ts';

export type Found = {
  readonly events: number;
  readonly root: string;
  readonly newest: Checkpoint;
  readonly signedBack: readonly SignedBack[];
  /** Cosignatures of witnesses whose keys were not given. */
  readonly unchecked: number;
};

/** An event is a few hundred bytes, a recall of a large lot some hundred thousand. */
const LINE_BYTES_MOST = 16 * 1024 * 1024;
const FORMAT = 'giulanh-ledger-export';
const BEFORE_EVENT = '{"event":'.length;

/**
 * @param witnesses checkpoints from elsewhere, already found signed, in any order
 * @param witnessKeys of those whose cosignatures are to be in the export
 */
export async function checkExport(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  keys: readonly TrustedKey[],
  witnesses: readonly Checkpoint[],
  witnessKeys: readonly TrustedKey[] = [],
): Promise<Found> {
  const reader = new ExportReader(keys, witnesses, witnessKeys);
  let rest: Uint8Array = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes =
      rest.length === 0
        ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
        : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      reader.read(bytes.subarray(start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > LINE_BYTES_MOST)
      throw new Wrong('LINE_TOO_LONG', reader.next, `over ${LINE_BYTES_MOST} bytes`);
  }
  if (rest.length > 0) throw new Wrong('END_MISSING', reader.next, 'the line breaks off');
  return reader.end();
}

class ExportReader {
  readonly #keys: readonly TrustedKey[];
  readonly #witnesses: Checkpoint[];
  readonly #tree = new Tree();
  #lines = 0;
  #origin = '';
  #checkpoints = 0;
  #newest: Checkpoint | null = null;
  readonly #cosignatures: Cosignatures;
  /** What a cosignature in the next line would be of. */
  #signed: unknown = null;
  #signedText = '';
  #previous = '';
  #ended = false;

  constructor(
    keys: readonly TrustedKey[],
    witnesses: readonly Checkpoint[],
    witnessKeys: readonly TrustedKey[],
  ) {
    this.#keys = keys;
    this.#cosignatures = new Cosignatures(witnessKeys);
    this.#witnesses = witnesses.toSorted((a, b) => a.size - b.size);
  }

  get next(): string {
    return `line ${this.#lines + 1} of the export`;
  }

  read(bytes: Buffer): void {
    this.#lines++;
    if (this.#ended) throw this.#wrong('AFTER_END', 'something follows the end');
    if (!isUtf8(bytes)) throw this.#wrong('LINE_NOT_UTF8', 'not UTF-8');
    const text = bytes.toString();
    const line = readCanonical(text);
    if (line === undefined) throw this.#wrong('LINE_NOT_CANONICAL', 'not the canonical JSON of RFC 8785');
    if (this.#lines === 1) this.#header(line);
    else if (isRecord(line, 'event', 'seq')) this.#event(bytes, line.seq);
    else if (isRecord(line, 'checkpoint', 'signature')) this.#checkpoint(line, text);
    else if (isRecord(line, 'cosignature')) this.#cosignature(line.cosignature, text);
    else if (isRecord(line, 'end')) this.#end(line.end);
    else throw this.#wrong('LINE_UNKNOWN', 'neither an event, nor a checkpoint, a cosignature, nor the end');
    this.#previous = text;
  }

  #header(line: unknown): void {
    if (!isRecord(line, 'format', 'origin', 'version') || line.format !== FORMAT || line.version !== 1)
      throw this.#wrong('HEADER_WRONG', `not the first line of a ${FORMAT} of version 1`);
    this.#origin = String(line.origin);
    for (const { origin, place } of this.#witnesses)
      if (origin !== this.#origin) throw new Wrong('ORIGIN_WRONG', place, 'it is of another ledger');
  }

  #event(bytes: Buffer, seq: unknown): void {
    const wanted = this.#tree.size + 1;
    if (seq !== wanted) throw this.#wrong('SEQ_WRONG', `event ${JSON.stringify(seq)}, ${wanted} wanted`);
    // The line is canonical, so the event's text lies in it as it was hashed.
    const leaf = leafHash(bytes.subarray(BEFORE_EVENT, bytes.length - `,"seq":${wanted}}`.length));
    if (wanted === 1 && this.#origin !== `giulanh/${leaf.toString('hex')}`)
      throw this.#wrong('ORIGIN_WRONG', 'the ledger named in the header does not begin with this event');
    this.#tree.add(leaf);
    this.#signed = null;
    this.#signedText = '';
    for (let next = this.#witnesses[0]; next?.size === wanted; next = this.#witnesses[0]) {
      this.#hold(next);
      this.#witnesses.shift();
    }
  }

  #checkpoint(line: unknown, text: string): void {
    const checkpoint = trusted(line, this.#keys, `line ${this.#lines} of the export`);
    if (text === this.#signedText) throw this.#wrong('CHECKPOINT_TWICE', 'the same checkpoint as before');
    if (checkpoint.origin !== this.#origin) throw this.#wrong('ORIGIN_WRONG', 'it is of another ledger');
    if (checkpoint.size !== this.#tree.size)
      throw this.#wrong('CHECKPOINT_SIZE', `of ${checkpoint.size} events, after event ${this.#tree.size}`);
    this.#hold(checkpoint);
    this.#newest = checkpoint;
    this.#checkpoints++;
    this.#signed = (line as { checkpoint: unknown }).checkpoint;
    this.#signedText = text;
  }

  #cosignature(cosignature: unknown, text: string): void {
    if (this.#signed === null || text === this.#previous)
      throw this.#wrong('COSIGNATURE_PLACE', 'it does not follow the checkpoint it is of, or is there twice');
    this.#cosignatures.read(cosignature, this.#signed, this.#tree.size, `line ${this.#lines} of the export`);
  }

  /** What was signed of so many events must be what they are. */
  #hold({ root, size, place }: Checkpoint): void {
    if (this.#tree.root() !== root)
      throw new Wrong('CHECKPOINT_ROOT', place, `the first ${size} events are not those that were signed`);
  }

  #end(end: unknown): void {
    const { count } = this.#cosignatures;
    const named = { checkpoints: this.#checkpoints, ...(count > 0 ? { cosignatures: count } : {}) };
    if (JSON.stringify(end) !== JSON.stringify({ ...named, events: this.#tree.size }))
      throw this.#wrong(
        'END_WRONG',
        `${this.#tree.size} events, ${this.#checkpoints} checkpoints and ${count} cosignatures, others are named`,
      );
    this.#ended = true;
  }

  end(): Found {
    if (!this.#ended) throw new Wrong('END_MISSING', this.next, 'the export breaks off');
    const { size } = this.#tree;
    if (this.#newest?.size !== size || size === 0)
      throw new Wrong(
        'NOT_SIGNED',
        `event ${(this.#newest?.size ?? 0) + 1}`,
        'it and what follows is under no checkpoint',
      );
    const [ahead] = this.#witnesses;
    if (ahead !== undefined)
      throw new Wrong('BEHIND_WITNESS', ahead.place, `${ahead.size} events were signed, ${size} are left`);
    const found = { events: size, root: this.#tree.root(), newest: this.#newest };
    return { ...found, signedBack: this.#cosignatures.end(), unchecked: this.#cosignatures.unchecked };
  }

  #wrong(code: string, found: string): Wrong {
    return new Wrong(code, `line ${this.#lines} of the export`, found);
  }
}

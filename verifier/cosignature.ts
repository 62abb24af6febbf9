/** What witnesses signed back for the checkpoints of an export: held against the keys of witnesses that are given, counted otherwise. */
import { verify } from 'node:crypto';
import { isRecord } from './canonical.ts';
import type { TrustedKey } from './keys.ts';
import { Wrong } from './wrong.ts';

/** The most events that the witness with this key signed back, and when it did. */
export type SignedBack = { readonly key: string; readonly size: number; readonly time: string };

export class Cosignatures {
  count = 0;
  /** Of witnesses whose key was not given. */
  unchecked = 0;
  readonly #keys: readonly TrustedKey[];
  readonly #newest = new Map<string, SignedBack>();

  constructor(keys: readonly TrustedKey[]) {
    this.#keys = keys;
  }

  /** @param checkpoint what was read of the line that the cosignature stands after, `size` its size */
  read(cosignature: unknown, checkpoint: unknown, size: number, place: string): void {
    const shape = new Wrong('COSIGNATURE_SHAPE', place, 'not a cosignature of this format');
    if (!isRecord(cosignature, 'key', 'signature', 'time')) throw shape;
    const { key, signature, time } = cosignature;
    if (typeof key !== 'string' || !/^[0-9a-f]{16}$/.test(key)) throw shape;
    if (typeof signature !== 'string' || !/^[0-9a-f]{128}$/.test(signature)) throw shape;
    if (typeof time !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time)) throw shape;
    this.count++;
    const signer = this.#keys.find(({ id }) => id === key);
    if (signer === undefined) {
      this.unchecked++;
      return;
    }
    if (size > signer.sizeMost)
      throw new Wrong('COSIGNATURE_WRONG', place, `witness key ${key} may sign ${signer.sizeMost} events`);
    const signed = Buffer.from(`giulanh-cosignature-v1\n${JSON.stringify({ checkpoint, key, time })}`);
    if (!verify(null, signed, signer.key, Buffer.from(signature, 'hex')))
      throw new Wrong('COSIGNATURE_WRONG', place, `the signature is not that of witness key ${key}`);
    this.#newest.set(key, { key, size, time });
  }

  /** One for each key of a witness that was given: who gives one wants to know that it signed. */
  end(): SignedBack[] {
    return this.#keys.map(({ id }) => {
      const newest = this.#newest.get(id);
      if (newest === undefined)
        throw new Wrong('NOT_COSIGNED', 'the export', `nothing in it was signed back by witness key ${id}`);
      return newest;
    });
  }
}

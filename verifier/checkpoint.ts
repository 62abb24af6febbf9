/** Reads a signed checkpoint strictly, and says whether a trusted key signed it. */
import { verify } from 'node:crypto';
import { isRecord, readCanonical } from './canonical.ts';
import type { TrustedKey } from './keys.ts';
import { Wrong } from './wrong.ts';

export type Checkpoint = {
  readonly key: string;
  readonly origin: string;
  readonly root: string;
  readonly size: number;
  readonly time: string;
  readonly place: string;
};

const FORMS = {
  key: /^[0-9a-f]{16}$/,
  origin: /^giulanh\/[0-9a-f]{64}$/,
  root: /^[0-9a-f]{64}$/,
  time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
};

/** @param value what was read of canonical text; throws `Wrong` unless it is a checkpoint that a trusted key signed */
export function trusted(value: unknown, keys: readonly TrustedKey[], place: string): Checkpoint {
  const shape = new Wrong('CHECKPOINT_SHAPE', place, 'not a checkpoint of this format');
  if (!isRecord(value, 'checkpoint', 'signature')) throw shape;
  const { checkpoint, signature } = value;
  if (!isRecord(checkpoint, 'key', 'origin', 'root', 'size', 'time')) throw shape;
  const { key, origin, root, size, time } = checkpoint;
  const texts = { key, origin, root, time };
  for (const name of ['key', 'origin', 'root', 'time'] as const)
    if (typeof texts[name] !== 'string' || !FORMS[name].test(texts[name])) throw shape;
  if (!Number.isSafeInteger(size) || Number(size) < 1) throw shape;
  if (typeof signature !== 'string' || !/^[0-9a-f]{128}$/.test(signature)) throw shape;
  const read = { ...(texts as Record<keyof typeof texts, string>), size: Number(size), place };
  const signer = keys.find(({ id }) => id === read.key);
  if (signer === undefined)
    throw new Wrong('CHECKPOINT_KEY_UNKNOWN', place, `signed by key ${read.key}, not one of those given`);
  if (read.size > signer.sizeMost)
    throw new Wrong('CHECKPOINT_KEY_RETIRED', place, `key ${read.key} may sign ${signer.sizeMost} events`);
  // Names of an object that was read from canonical text come in their order again.
  const signed = Buffer.from(`giulanh-checkpoint-v1\n${JSON.stringify(checkpoint)}`);
  if (!verify(null, signed, signer.key, Buffer.from(signature, 'hex')))
    throw new Wrong('CHECKPOINT_SIGNATURE', place, `the signature is not that of key ${read.key}`);
  return read;
}

/** One checkpoint a line. */
export function readCheckpoints(text: string, keys: readonly TrustedKey[], place: string): Checkpoint[] {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0) throw new Wrong('CHECKPOINT_SHAPE', place, 'it is empty');
  return lines.map((line, i) => trusted(readCanonical(line), keys, `line ${i + 1} of ${place}`));
}

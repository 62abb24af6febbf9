/**
 * Checkpoints: what the service says of its ledger at one moment, `{ key, origin, root, size, time }`, under an Ed25519
 * signature. Whoever keeps one can tell later whether the ledger is still the one it was.
 */
import { canonicalJson } from './canonical.ts';
import { fromHex, toHex } from './merkle-hex.ts';

/**
 * - `origin`: which ledger, `giulanh/` and the leaf hash of its first event: two ledgers never share one
 * - `size`: how many events, at least 1; `root`: of the tree of those, 64 lower-case hex digits
 * - `time`: when it was signed, ISO 8601 UTC with milliseconds
 * - `key`: id of the key that signed (keyIdOf)
 */
export type Checkpoint = {
  readonly key: string;
  readonly origin: string;
  readonly root: string;
  readonly size: number;
  readonly time: string;
};

/** `signature`: 128 lower-case hex digits, of `signedBytes`. */
export type SignedCheckpoint = { readonly checkpoint: Checkpoint; readonly signature: string };

/** Ed25519 signature of bytes, 64 bytes, by one key. */
export type Signer = { readonly key: string; sign(bytes: Uint8Array): Uint8Array };
/** True when `signature` is that of the key with this id, and the key is one that is trusted. */
export type CheckSignature = (key: string, bytes: Uint8Array, signature: Uint8Array) => boolean;

/** A key signs other things too; this line keeps a signature of one from passing as one of another. */
const CONTEXT = 'giulanh-checkpoint-v1\n';

export const originOf = (firstLeaf: Uint8Array): string => `giulanh/${toHex(firstLeaf)}`;

/** What is signed: the context line, then the checkpoint's canonical JSON, as UTF-8. */
export const signedBytes = (checkpoint: Checkpoint): Uint8Array =>
  new TextEncoder().encode(CONTEXT + canonicalJson(checkpoint));

export function signCheckpoint(head: Omit<Checkpoint, 'key'>, signer: Signer): SignedCheckpoint {
  const { origin, root, size, time } = head;
  const checkpoint = { key: signer.key, origin, root, size, time };
  if (!isCheckpoint(checkpoint)) throw new Error(`not a checkpoint: ${JSON.stringify(checkpoint)}`);
  return { checkpoint, signature: toHex(signer.sign(signedBytes(checkpoint))) };
}

/** True when a trusted key signed exactly this. */
export function isSigned({ checkpoint, signature }: SignedCheckpoint, check: CheckSignature): boolean {
  const bytes = fromHex(signature, 64);
  return bytes !== null && check(checkpoint.key, signedBytes(checkpoint), bytes);
}

/** One line of canonical JSON, without a line break. */
export const checkpointText = ({ checkpoint, signature }: SignedCheckpoint): string =>
  canonicalJson({ checkpoint, signature });

/** Reads what `checkpointText` wrote; null for anything that is not exactly that. The signature is not checked. */
export function parseCheckpoint(text: string): SignedCheckpoint | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(read, ['checkpoint', 'signature'])) return null;
  const { checkpoint, signature } = read;
  if (!isCheckpoint(checkpoint) || typeof signature !== 'string') return null;
  const signed = { checkpoint, signature };
  return fromHex(signature, 64) !== null && checkpointText(signed) === text ? signed : null;
}

function isCheckpoint(value: unknown): value is Checkpoint {
  if (!isRecord(value, ['key', 'origin', 'root', 'size', 'time'])) return false;
  const { key, origin, root, size, time } = value;
  return (
    isText(key, /^[0-9a-f]{16}$/) &&
    isText(origin, /^giulanh\/[0-9a-f]{64}$/) &&
    isText(root, /^[0-9a-f]{64}$/) &&
    Number.isSafeInteger(size) &&
    Number(size) > 0 &&
    isText(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  );
}

const isText = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && form.test(value);

function isRecord<N extends string>(value: unknown, names: readonly N[]): value is Record<N, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const found = Object.keys(value);
  return found.length === names.length && names.every((name) => Object.hasOwn(value, name));
}

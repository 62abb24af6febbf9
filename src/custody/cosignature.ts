/** What a witness answers for a checkpoint that it keeps: its own signature over it, and when it took it. */
import { canonicalJson } from './canonical.ts';
import type { SignedCheckpoint, Signer } from './checkpoint.ts';
import { toHex } from './merkle-hex.ts';

/** `key` is the witness's, `time` when it took the checkpoint, ISO 8601 UTC; `signature` is of `cosignedBytes`, hex. */
export type Cosignature = { readonly key: string; readonly signature: string; readonly time: string };

/** Keeps a cosignature from passing as a checkpoint's signature, and the other way round. */
const CONTEXT = 'giulanh-cosignature-v1\n';

/** The context line, then the canonical JSON of `{ checkpoint, key, time }`, as UTF-8. */
export const cosignedBytes = (
  { checkpoint }: SignedCheckpoint,
  { key, time }: Omit<Cosignature, 'signature'>,
): Uint8Array => new TextEncoder().encode(CONTEXT + canonicalJson({ checkpoint, key, time }));

export function cosign(signed: SignedCheckpoint, time: string, signer: Signer): Cosignature {
  const { key } = signer;
  return { key, signature: toHex(signer.sign(cosignedBytes(signed, { key, time }))), time };
}

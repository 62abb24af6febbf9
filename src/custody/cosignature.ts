/** What a witness answers for a checkpoint that it keeps: its own signature over it, and when it took it. */
import { canonicalJson } from './canonical.ts';
import type { CheckSignature, SignedCheckpoint, Signer } from './checkpoint.ts';
import { fromHex, toHex } from './merkle-hex.ts';

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

/** True when the trusted key that it names signed it for exactly this checkpoint. */
export function isCosigned(
  signed: SignedCheckpoint,
  cosignature: Cosignature,
  check: CheckSignature,
): boolean {
  const bytes = fromHex(cosignature.signature, 64);
  return bytes !== null && check(cosignature.key, cosignedBytes(signed, cosignature), bytes);
}

/** What `cosign` made, come back as JSON from elsewhere; null for anything else. The signature is not checked. */
export function readCosignature(value: unknown): Cosignature | null {
  if (typeof value !== 'object' || value === null) return null;
  const { key, signature, time } = value as Record<string, unknown>;
  const well =
    isText(key, /^[0-9a-f]{16}$/) &&
    isText(signature, /^[0-9a-f]{128}$/) &&
    isText(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  return well ? { key, signature, time } : null;
}

const isText = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && form.test(value);

/**
 * Does a proof hold? Computed here, in the browser, from the event as it is, the path to the root and the service's key; the
 * service's own word counts for nothing but its signature.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalJson } from '../../../../src/custody/canonical.ts';
import { signedBytes } from '../../../../src/custody/checkpoint.ts';
import { hashOfText } from '../../../../src/custody/leaf.ts';
import { fromHex, toHex } from '../../../../src/custody/merkle-hex.ts';
import { isIncluded } from '../../../../src/custody/merkle-proof.ts';
import type { RecordProofView } from '../../../../src/keeper/custody-views.ts';
import { verifyEd25519 } from '../trip/keys.ts';
import { toBase64Url } from '../trip/sign.ts';

export type Proof = RecordProofView['events'][number];
/** A key of the service: its id, and `ed25519:` with 64 hex digits. */
export type TrustedKey = { readonly key: string; readonly publicKey: string };

/**
 * What is wrong: `leaf` the event is not the one with this hash; `path` it does not lead to the signed root; `key` signed by
 * a key that is not the service's; `signature` the checkpoint is not what was signed.
 */
export type Flaw = 'leaf' | 'path' | 'key' | 'signature';
export type Verdict =
  | { readonly kind: 'proven'; readonly size: number; readonly time: string }
  /** In the ledger by the service's word alone: no checkpoint is over it yet. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'false'; readonly flaw: Flaw };

const wrong = (flaw: Flaw): Verdict => ({ kind: 'false', flaw });

export async function verdictOf(
  { entry, checkpoint: signed, path }: Proof,
  keys: readonly TrustedKey[],
): Promise<Verdict> {
  const leaf = hashOfText(canonicalJson(entry.event), sha256);
  if (toHex(leaf) !== entry.hash) return wrong('leaf');
  if (signed === null) return { kind: 'pending' };
  const { checkpoint } = signed;
  const publicKey = keys.find(({ key }) => key === checkpoint.key)?.publicKey.replace(/^ed25519:/, '');
  const [key, signature] = [fromHex(publicKey ?? '', 32), fromHex(signed.signature, 64)];
  if (key === null) return wrong('key');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(key) } as const;
  if (signature === null) return wrong('signature');
  const isSigned = await verifyEd25519(
    jwk,
    new Uint8Array(signature),
    new Uint8Array(signedBytes(checkpoint)),
  ).catch(() => false);
  if (!isSigned) return wrong('signature');
  const root = fromHex(checkpoint.root, 32);
  const hashes = path.map((hash) => fromHex(hash, 32)).filter((hash) => hash !== null);
  const holds =
    root !== null &&
    hashes.length === path.length &&
    isIncluded({ leaf, index: entry.seq - 1, path: hashes }, { size: checkpoint.size, root }, sha256);
  return holds ? { kind: 'proven', size: checkpoint.size, time: checkpoint.time } : wrong('path');
}

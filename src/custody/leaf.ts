/** The leaf of an event in the ledger's Merkle tree: SHA-256(0x00 ‖ canonical JSON of the event), as in RFC 9162. */
import { canonicalJson } from './canonical.ts';
import type { LedgerEvent } from './events.ts';

/** SHA-256 of bytes: 32 bytes. Given by the caller, for this room imports nothing from the platform. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Tells leaves from nodes (0x01), so that no node can be passed off as an event (RFC 9162 section 2.1.1). */
const LEAF_PREFIX = 0x00;
const ENCODER = new TextEncoder();
/** Of one UTF-16 code unit in UTF-8. */
const BYTES_MOST = 3;
/** Where texts of usual length are encoded, one after the other; nobody keeps what lies there. */
const USUAL = new Uint8Array(16_384);

/** An event's canonical text, which the ledger stores, and its leaf hash, 32 bytes. */
export type Leaf = { readonly text: string; readonly hash: Uint8Array };

export function leafOf(event: LedgerEvent, sha256: Sha256): Leaf {
  const text = canonicalJson(event);
  return { text, hash: hashOfText(text, sha256) };
}

/** The leaf hash of an event's stored text: what a verifier computes again. */
export function hashOfText(text: string, sha256: Sha256): Uint8Array {
  const most = 1 + BYTES_MOST * text.length;
  const leaf = most <= USUAL.length ? USUAL : new Uint8Array(most);
  leaf[0] = LEAF_PREFIX;
  const { written } = ENCODER.encodeInto(text, leaf.subarray(1));
  return sha256(leaf.subarray(0, 1 + written));
}

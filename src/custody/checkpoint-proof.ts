/**
 * The proof that one event is in the ledger, as text that stands for itself: the event, where it is, the hashes that lead to the
 * root, and the signed checkpoint with that root. What a QR on a paper leads to; checked by `giulanh verify --proof`.
 */
import { canonicalJson } from './canonical.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import { toHex } from './merkle-hex.ts';

/**
 * One line of canonical JSON, without a line break.
 * @param event as the ledger holds it
 * @param index its number in the ledger, counted from 0 (its `seq` less one)
 * @param path of LedgerTree.inclusion, for the size that the checkpoint states
 */
export const inclusionProofText = (proof: {
  readonly event: unknown;
  readonly index: number;
  readonly path: readonly Uint8Array[];
  readonly signed: SignedCheckpoint;
}): string =>
  canonicalJson({
    checkpoint: proof.signed,
    event: proof.event,
    index: proof.index,
    path: proof.path.map(toHex),
  });

/**
 * This service as the witness of other ledgers: keeps the newest checkpoint of each, refuses what does not continue it, and
 * cosigns what it keeps. The first key seen for a ledger is the only one it trusts for it.
 */
import { canonicalJson } from '../custody/canonical.ts';
import { checkpointText, parseCheckpoint, type SignedCheckpoint } from '../custody/checkpoint.ts';
import { witness } from '../custody/checkpoint-witness.ts';
import { type Cosignature, cosign } from '../custody/cosignature.ts';
import { hashOfText } from '../custody/leaf.ts';
import { fromHex } from '../custody/merkle-hex.ts';
import { isIncluded } from '../custody/merkle-proof.ts';
import { checkText, keyIdOf } from '../ledger/keys.ts';
import { sha256 } from '../ledger/sha256.ts';
import type { Signing } from '../ledger/signing.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import type { Store, WitnessedRow } from '../store/store.ts';
import type { Draft } from './draft.ts';
import type { Submission } from './protocol.ts';
import { iso } from './show.ts';
import type { WitnessedView } from './views.ts';

export class Witnessing {
  readonly #store: Store;
  readonly #signing: Signing | null;

  constructor(store: Store, signing: Signing | null) {
    this.#store = store;
    this.#signing = signing;
  }

  /** What is kept last of a ledger. */
  async newest(origin: string): Promise<Decision<WitnessedView>> {
    const row = await this.#store.witnessed(origin);
    return row === null
      ? refuse('ORIGIN_UNKNOWN', 'No checkpoint of this ledger is kept', { origin })
      : accept(this.#show(row));
  }

  /**
   * Refuses WITNESS_SHAPE_INVALID, WITNESS_KEY_WRONG (not the key that signed), WITNESS_KEY_CHANGED (not the first one seen),
   * WITNESS_SIGNATURE_INVALID, WITNESS_OLDER, WITNESS_INCONSISTENT; the last two name what is kept.
   */
  async take(origin: string, submission: Submission, draft: Draft): Promise<Decision<WitnessedView>> {
    const offered = parseCheckpoint(canonicalJson(submission.signed));
    const path = submission.path.flatMap((hash) => fromHex(hash, 32) ?? []);
    if (this.#signing === null || offered === null || path.length !== submission.path.length)
      return refuse('WITNESS_SHAPE_INVALID', 'This is no signed checkpoint with a proof');
    const { key } = submission;
    if (offered.checkpoint.origin !== origin || keyIdOf(key) !== offered.checkpoint.key)
      return refuse('WITNESS_KEY_WRONG', 'The checkpoint is of another ledger, or not signed by this key');
    const row = await this.#store.witnessed(origin);
    if (row !== null && row.key !== key)
      return refuse('WITNESS_KEY_CHANGED', 'Another key was seen first for this ledger', { key: row.key });
    const held = row === null ? null : parseCheckpoint(row.signed);
    const check = checkText(key);
    const { outcome } = witness(held, offered, path, { check, sha256 });
    if (outcome === 'unsigned')
      return refuse('WITNESS_SIGNATURE_INVALID', 'The signature is not of this key');
    if (outcome !== 'kept' && !(held !== null && isAccepted(held, offered, submission)))
      return outcome === 'older'
        ? refuse('WITNESS_OLDER', 'A checkpoint with more events is kept', { held })
        : refuse('WITNESS_INCONSISTENT', 'It does not continue the checkpoint that is kept', { held });
    if (row !== null && row.signed === checkpointText(offered)) return accept(this.#show(row));
    const cosignature = cosign(offered, iso(draft.now), this.#signing.signer());
    const kept = { origin, key, signed: checkpointText(offered), cosigned: canonicalJson(cosignature) };
    draft.witnessed.push(kept);
    return accept(this.#show(kept));
  }

  #show({ key, signed, cosigned }: WitnessedRow): WitnessedView {
    const cosignature = JSON.parse(cosigned) as Cosignature;
    const witnessKey = this.#signing?.keys().find((one) => one.key === cosignature.key)?.publicText ?? '';
    return { ...(JSON.parse(signed) as SignedCheckpoint), publicKey: key, cosignature, witnessKey };
  }
}

/** The ledger says itself, in an event that is in it, that a person gave up the head that is kept here: both are kept from now on. */
function isAccepted(held: SignedCheckpoint, offered: SignedCheckpoint, { accepted }: Submission): boolean {
  if (accepted === null) return false;
  const { event, index } = accepted;
  const path = accepted.path.flatMap((hash) => fromHex(hash, 32) ?? []);
  const root = fromHex(offered.checkpoint.root, 32);
  const { type, witnessed } = event as { type?: unknown; witnessed?: unknown };
  if (type !== 'ledger.accepted' || !Array.isArray(witnessed) || root === null) return false;
  const names = witnessed.some(
    (head: { size?: unknown; root?: unknown } | null) =>
      head?.size === held.checkpoint.size && head.root === held.checkpoint.root,
  );
  const leaf = hashOfText(canonicalJson(event), sha256);
  return names && isIncluded({ leaf, index, path }, { size: offered.checkpoint.size, root }, sha256);
}

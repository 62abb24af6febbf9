/** What witnesses signed back for checkpoints of this ledger: the proof that somebody else saw it, and when. */
import { canonicalJson } from '../custody/canonical.ts';
import { checkpointText, isSigned, type SignedCheckpoint } from '../custody/checkpoint.ts';
import type { Cosignature } from '../custody/cosignature.ts';
import type { Signing } from '../ledger/signing.ts';
import type { CosignatureRow, Store } from '../store/store.ts';
import type { Draft } from './draft.ts';
import { iso } from './show.ts';
import type { CosignedView } from './views.ts';

export class Cosigned {
  readonly #signing: Signing | null;
  /** The newest of each witness, by its name. */
  readonly #newest = new Map<string, CosignatureRow>();

  constructor(signing: Signing | null) {
    this.#signing = signing;
  }

  async restore(store: Store): Promise<void> {
    for (const row of await store.cosignatures()) this.#newest.set(row.witness, row);
  }

  /** False for what is kept already, and for a checkpoint that this service did not sign. */
  keep(
    given: { readonly witness: string; readonly signed: SignedCheckpoint; readonly cosignature: Cosignature },
    draft: Draft,
  ): boolean {
    const { witness, signed } = given;
    if (this.#signing === null || !isSigned(signed, this.#signing.check)) return false;
    const row = {
      witness,
      takenAt: draft.now,
      signed: checkpointText(signed),
      cosigned: canonicalJson(given.cosignature),
    };
    const former = this.#newest.get(witness);
    if (former?.signed === row.signed && former.cosigned === row.cosigned) return false;
    draft.cosignatures.push(row);
    this.#newest.set(witness, row);
    return true;
  }

  show(): CosignedView[] {
    return [...this.#newest.values()].map(({ witness, takenAt, signed, cosigned }) => ({
      ...(JSON.parse(signed) as SignedCheckpoint),
      witness,
      takenAt: iso(takenAt),
      cosignature: JSON.parse(cosigned) as Cosignature,
    }));
  }
}

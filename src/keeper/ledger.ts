/**
 * The ledger as the keeper has it: the checkpoints it signs, and whether it is still the one that was signed before. While it is
 * not, nothing is signed and nothing is `allowed` (amnesia.ts).
 */
import {
  ledgerBehind,
  ledgerBehindKey,
  type Silent,
  witnessSilent,
  witnessSilentKey,
} from '../alerts/conditions.ts';
import type { Condition } from '../alerts/life.ts';
import { reconcileAlerts } from '../alerts/reconcile.ts';
import {
  type Checkpoint,
  checkpointText,
  parseCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
} from '../custody/checkpoint.ts';
import { isWhole, standingOf } from '../custody/checkpoint-standing.ts';
import { type HeadFact, ledgerAccepted } from '../custody/events.ts';
import { LedgerError } from '../ledger/refusals.ts';
import type { Signing } from '../ledger/signing.ts';
import type { Store } from '../store/store.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import {
  type AcceptedHead,
  type Amnesia,
  acceptedOf,
  amnesiaOf,
  writeAccepted,
  writeAmnesia,
} from './amnesia.ts';
import { Cosigned } from './cosigned.ts';
import type { Draft } from './draft.ts';
import { LedgerRoots, type WrongRoots, wrongRootsOf } from './ledger-roots.ts';
import type { CommittedTree } from './ledger-tree.ts';
import type { WitnessState } from './protocol.ts';
import type { Province } from './province.ts';
import { iso } from './show.ts';

/** A checkpoint is signed this long after the one before, when the ledger grew (RELIABILITY.md, section 5). */
export const SIGN_EVERY: DurationMs = 60_000;
/** No witness took a checkpoint for so long: somebody must look. */
export const SILENT_AFTER: DurationMs = 3_600_000;
/** How the file of checkpoints beside the database is called among the witnesses. */
const FILE = 'file';
const NOTHING = { origin: null, size: null, root: null, time: null } as const;

export class LedgerKeeping {
  readonly tree: CommittedTree;
  readonly signing: Signing | null;
  readonly cosigned: Cosigned;
  readonly #province: Province;
  readonly #roots: LedgerRoots;
  readonly #begun: UtcMs;
  #newest: SignedCheckpoint | null = null;
  #signAt: UtcMs = Number.NEGATIVE_INFINITY;
  /** Why nothing could be signed, in the platform's words. */
  #trouble: string | null = null;
  #witnesses: readonly WitnessState[] = [];

  constructor(province: Province, tree: CommittedTree, signing: Signing | null, now: UtcMs) {
    this.#province = province;
    this.tree = tree;
    this.#roots = new LedgerRoots(province, tree);
    this.signing = signing;
    this.cosigned = new Cosigned(signing);
    this.#begun = now;
  }

  get newest(): SignedCheckpoint | null {
    return this.#newest;
  }

  get witnesses(): readonly WitnessState[] {
    return this.#witnesses;
  }

  get amnesia(): Amnesia | null {
    return amnesiaOf(this.#province);
  }

  /** Null when each stored root was found to be that of its leaves. */
  get wrongRoots(): WrongRoots | null {
    return wrongRootsOf(this.#province);
  }

  async restore(store: Store): Promise<void> {
    await this.#roots.restore();
    await this.cosigned.restore(store);
    const newest = await store.checkpoint(null);
    this.#newest = newest === null ? null : parseCheckpoint(newest);
  }

  /** Is the ledger what this machine signed before? Asked at the start, before anything is `allowed`. */
  async begin(draft: Draft): Promise<void> {
    await this.#roots.spot(draft);
    await this.#compareWithFile(draft);
  }

  async #compareWithFile(draft: Draft): Promise<void> {
    if (this.signing === null) return;
    try {
      const kept = this.signing.newest();
      if (kept !== 'missing') await this.compare(FILE, kept, draft);
      else if (this.#newest !== null) this.#doubt({ ...NOTHING, witness: FILE, standing: 'missing' }, draft);
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      this.#doubt({ ...NOTHING, witness: FILE, standing: 'damaged' }, draft);
    }
  }

  /** Does this ledger continue what `witness` keeps of it, or did a person accept that it does not? */
  async compare(witness: string, { checkpoint }: SignedCheckpoint, draft: Draft): Promise<boolean> {
    const { origin, size, root, time } = checkpoint;
    const own = { origin: this.tree.origin, size: this.tree.size };
    const then = size <= own.size ? await this.tree.rootAt(size) : null;
    const standing = standingOf(own, checkpoint, then);
    if (isWhole(standing) || this.accepted(checkpoint) !== undefined) return true;
    this.#doubt({ witness, standing, origin, size, root, time }, draft);
    return false;
  }

  /** A head that a person accepted as lost. */
  accepted({ size, root }: Pick<Checkpoint, 'size' | 'root'>): AcceptedHead | undefined {
    return acceptedOf(this.#province).find((head) => head.size === size && head.root === root);
  }

  /** Signs the ledger as it is committed, unless that was done already or it is in doubt. */
  sign(draft: Draft): void {
    const { size, origin } = this.tree;
    const root = this.tree.root();
    if (this.signing === null || origin === null || root === null || this.amnesia !== null) return;
    if (this.#newest?.checkpoint.size === size) return;
    this.#signAt = draft.now + SIGN_EVERY;
    try {
      const signed = signCheckpoint({ origin, root, size, time: iso(draft.now) }, this.signing.signer());
      this.signing.keep(signed);
      draft.checkpoints.push({ size, signed: checkpointText(signed) });
      this.#newest = signed;
      this.#trouble = null;
    } catch (error) {
      // Readings must be taken in all the same; the next minute tries again.
      this.#trouble = String(error);
    }
  }

  /** Looks at its leaves, signs when a minute is over, and tells when no witness listens. */
  async tick(draft: Draft): Promise<void> {
    // Either the stored root was wrong, or the leaves are not those any more that were signed.
    if (await this.#roots.step(draft)) await this.#compareWithFile(draft);
    if (draft.now >= this.#signAt) this.sign(draft);
    const silent = this.#silent(draft.now);
    if (silent !== 'unknown')
      this.#alert(silent === null ? [] : [witnessSilent(silent)], witnessSilentKey, draft);
  }

  /** Kept in memory only. */
  report(witnesses: readonly WitnessState[]): void {
    this.#witnesses = witnesses;
  }

  /** A person goes on with the ledger as it is; the event that says so is the first of this draft. */
  async accept(by: string, reason: string, { found }: Amnesia, draft: Draft): Promise<void> {
    const { size } = this.tree;
    await this.signing?.putAside(`checkpoints-${String(draft.now)}.jsonl`, async ({ checkpoint }) => {
      if (checkpoint.size > size) return false;
      return (await this.tree.rootAt(checkpoint.size)) === checkpoint.root;
    });
    const root = this.tree.root();
    draft.write(by, (stamp) => ledgerAccepted(stamp, { reason, size, root, witnessed: found }));
    const heads = found.flatMap((head) =>
      head.size === null || head.root === null ? [] : [{ size: head.size, root: head.root, seq: size + 1 }],
    );
    writeAccepted(draft, [...acceptedOf(this.#province), ...heads]);
    writeAmnesia(draft, null);
    this.#alert([], ledgerBehindKey, draft);
    this.#signAt = Number.NEGATIVE_INFINITY;
  }

  counts(): Record<string, number | string> {
    return {
      ledgerSize: this.tree.size,
      ledgerSigned: this.#newest?.checkpoint.size ?? 0,
      ledgerInDoubt: this.amnesia === null ? 0 : 1,
      ledgerRootsWrong: this.wrongRoots?.count ?? 0,
      ...(this.#trouble === null ? {} : { ledgerTrouble: this.#trouble }),
    };
  }

  #doubt(head: HeadFact, draft: Draft): void {
    const former = this.amnesia;
    const known = former?.found.some((one) => one.witness === head.witness && one.root === head.root);
    if (known === true) return;
    const amnesia = { since: former?.since ?? draft.now, found: [...(former?.found ?? []), head] };
    writeAmnesia(draft, amnesia);
    const furthest = Math.max(...amnesia.found.map(({ size }) => size ?? 0));
    const { since } = amnesia;
    this.#alert([ledgerBehind({ since, size: this.tree.size, witnessed: furthest })], ledgerBehindKey, draft);
  }

  /** Unknown: too early to say, so that an open alert stays as it is. */
  #silent(now: UtcMs): Silent | null | 'unknown' {
    const early = now - this.#begun <= SILENT_AFTER;
    if (this.#witnesses.length === 0 || this.#newest === null) return early ? 'unknown' : null;
    const taken = Math.max(0, ...this.#witnesses.map(({ takenAt }) => takenAt ?? 0));
    if (taken === 0 && early) return 'unknown';
    // The alert goes on with what it began with, also over a restart.
    const former = this.#province.openAlerts.get(witnessSilentKey)?.happenedAt;
    const since = taken === 0 ? (former ?? this.#begun) : taken;
    return now - since > SILENT_AFTER ? { since, witnesses: this.#witnesses.map(({ name }) => name) } : null;
  }

  #alert(conditions: readonly Condition[], key: string, draft: Draft): void {
    for (const alert of reconcileAlerts(this.#province.openAlerts, conditions, [key], draft))
      draft.put('alert', alert.id, alert);
  }
}

/**
 * How a ledger stands to what it signed before: the question at the start of the service, before anything is `allowed`, and
 * the one before anything new is signed.
 */
import type { Checkpoint } from './checkpoint.ts';

/**
 * - `unwitnessed`: nothing was signed before that is known
 * - `level`, `ahead`: the ledger is the one that was signed, or that one continued
 * - `behind`: it has fewer events than were signed: an older world was restored
 * - `forked`: it has as many, but not the same ones: a history was rewritten
 * - `another`: it does not begin with the same event: it is another ledger
 */
export type Standing = 'unwitnessed' | 'level' | 'ahead' | 'behind' | 'forked' | 'another';

/** A ledger as it is; `origin` is null while it has no event. */
export type OwnLedger = { readonly origin: string | null; readonly size: number };

/**
 * @param rootThen the root of the ledger's first `witnessed.size` events, hex; null when it has fewer
 */
export function standingOf(
  { origin, size }: OwnLedger,
  witnessed: Checkpoint | null,
  rootThen: string | null,
): Standing {
  if (witnessed === null) return 'unwitnessed';
  if (origin !== null && origin !== witnessed.origin) return 'another';
  if (size < witnessed.size) return 'behind';
  if (rootThen !== witnessed.root) return 'forked';
  return size === witnessed.size ? 'level' : 'ahead';
}

/** Whether the service remembers all that it once signed. While it does not, nothing may be `allowed` and nothing signed. */
export const isWhole = (standing: Standing): boolean =>
  standing === 'unwitnessed' || standing === 'level' || standing === 'ahead';

/** What the keeper signs its ledger with, and what this machine remembers of it beside the database. */
import type { CheckSignature, SignedCheckpoint, Signer } from '../custody/checkpoint.ts';
import { keepCheckpoint, newestCheckpoint, putCheckpointsAside } from './checkpoints.ts';
import { checkWith, type LedgerKey, readKeys, signingKey } from './keys.ts';

export type Signing = {
  /** The key that signs now, made at its first use. */
  signer(): Signer & { readonly publicText: string };
  /** All public keys, the one that signs last. */
  keys(): readonly { readonly key: string; readonly publicText: string }[];
  check: CheckSignature;
  /** The newest checkpoint in the file beside the database. Throws LedgerError CHECKPOINTS_DAMAGED. */
  newest(): SignedCheckpoint | 'missing';
  /** On disk when this returns. */
  keep(signed: SignedCheckpoint): void;
  /** Goes on with those checkpoints that still hold; the file as it was keeps its evidence under `name`. */
  putAside(name: string, holds: (signed: SignedCheckpoint) => Promise<boolean>): Promise<void>;
};

export function ledgerSigning(data: string): Signing {
  const keys = (): readonly LedgerKey[] => readKeys(data);
  const check: CheckSignature = (...claim) => checkWith(keys())(...claim);
  return {
    signer: () => signingKey(data),
    keys,
    check,
    newest: () => newestCheckpoint(data, checkWith(keys())),
    keep: (signed) => keepCheckpoint(data, signed),
    putAside: (name, holds) => putCheckpointsAside(data, name, check, holds),
  };
}

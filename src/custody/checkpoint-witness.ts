/**
 * What a witness does with a checkpoint: keep it when it continues the one kept before, else keep the evidence. The same rule on a
 * second host, in a mailbox's reader, and in a test.
 */
import { type CheckSignature, isSigned, type SignedCheckpoint } from './checkpoint.ts';
import type { Sha256 } from './leaf.ts';
import { fromHex } from './merkle-hex.ts';
import { isConsistent } from './merkle-proof.ts';

/** `older` is no accusation: it was overtaken, and the newer one is answered. `inconsistent` is. */
export type Witnessed =
  | { readonly outcome: 'kept'; readonly newest: SignedCheckpoint }
  | {
      readonly outcome: 'unsigned' | 'another' | 'older' | 'inconsistent';
      readonly newest: SignedCheckpoint | null;
    };

/**
 * @param newest what this witness kept last; the first checkpoint it sees is taken as it is
 * @param path consistency proof from `newest` to `offered`; empty for the first, and where the sizes are equal
 */
export function witness(
  newest: SignedCheckpoint | null,
  offered: SignedCheckpoint,
  path: readonly Uint8Array[],
  parts: { readonly check: CheckSignature; readonly sha256: Sha256 },
): Witnessed {
  if (!isSigned(offered, parts.check)) return { outcome: 'unsigned', newest };
  if (newest === null) return { outcome: 'kept', newest: offered };
  const [was, is] = [newest.checkpoint, offered.checkpoint];
  if (was.origin !== is.origin) return { outcome: 'another', newest };
  if (is.size < was.size) return { outcome: 'older', newest };
  const [before, after] = [fromHex(was.root, 32), fromHex(is.root, 32)];
  if (before === null || after === null) return { outcome: 'inconsistent', newest };
  const heads = [
    { size: was.size, root: before },
    { size: is.size, root: after },
  ] as const;
  const continues = isConsistent(...heads, path, parts.sha256);
  return continues ? { outcome: 'kept', newest: offered } : { outcome: 'inconsistent', newest };
}

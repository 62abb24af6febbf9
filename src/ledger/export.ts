/**
 * Writes the ledger as text that anybody can check: a header, a line for each event with its canonical text, the signed checkpoints at
 * their places, the end. The format is described in verifier/README.md. Nothing is signed that contradicts what was signed before.
 */
import { canonicalJson } from '../custody/canonical.ts';
import {
  type Checkpoint,
  checkpointText,
  originOf,
  type SignedCheckpoint,
  type Signer,
  signCheckpoint,
} from '../custody/checkpoint.ts';
import { type Standing, standingOf } from '../custody/checkpoint-standing.ts';
import { hashOfText } from '../custody/leaf.ts';
import { append, NO_LEAVES, rootOf } from '../custody/merkle.ts';
import { sameBytes, toHex } from '../custody/merkle-hex.ts';
import type { StoredRow } from '../store/ledger-rows.ts';
import { LedgerError } from './refusals.ts';
import { sha256 } from './sha256.ts';

export type ExportParts = {
  readonly rows: Iterable<StoredRow>;
  /** What was signed before, by size. */
  readonly kept: readonly SignedCheckpoint[];
  /** What witnesses signed back, as text: each follows the checkpoint that it is of. Default: nothing. */
  readonly cosignatures?: readonly { readonly signed: string; readonly cosigned: string }[];
  /** Who signs the head: one key, or the old and the new one when a key is replaced. */
  readonly signers: readonly Signer[];
  /** ISO 8601 UTC with milliseconds, asked when all rows were read. */
  now(): string;
  /** Called with each new checkpoint before it is handed out. */
  keep(signed: SignedCheckpoint): void;
};

/** The lines, each with its line break; returns the newest checkpoint. Throws LedgerError. */
export function* exportLines(parts: ExportParts): Generator<string, Checkpoint> {
  const kept = parts.kept[Symbol.iterator]();
  let next = kept.next();
  let written = 0;
  let cosigned = 0;
  let tree = NO_LEAVES;
  let origin: string | null = null;
  const back = new Map<string, Set<string>>();
  for (const { signed, cosigned } of parts.cosignatures ?? [])
    back.set(signed, (back.get(signed) ?? new Set()).add(cosigned));
  const whole = (standing: Standing, { size, time }: Checkpoint): void => {
    const code = REFUSED[standing];
    if (code !== undefined)
      throw new LedgerError(code, `Sign ${tree.size} events: ${size} others were signed at ${time}`);
  };
  for (const row of parts.rows) {
    const leaf = hashOfText(row.event, sha256);
    if (row.seq !== tree.size + 1)
      throw new LedgerError('LEDGER_DAMAGED', `Read the ledger: entry ${tree.size + 1} is missing`);
    if (!sameBytes(leaf, row.leaf))
      throw new LedgerError(
        'LEDGER_DAMAGED',
        `Read the ledger: the leaf of entry ${row.seq} is not that of its event`,
      );
    if (origin === null) {
      origin = originOf(leaf);
      yield `${canonicalJson({ format: 'giulanh-ledger-export', origin, version: 1 })}\n`;
    }
    tree = append(tree, leaf, sha256);
    yield `{"event":${row.event},"seq":${row.seq}}\n`;
    for (; next.done !== true && next.value.checkpoint.size === tree.size; next = kept.next()) {
      const before = next.value.checkpoint;
      whole(standingOf({ origin, size: tree.size }, before, toHex(rootOf(tree, sha256))), before);
      const text = checkpointText(next.value);
      yield `${text}\n`;
      written++;
      for (const cosignature of back.get(text) ?? []) {
        yield `{"cosignature":${cosignature}}\n`;
        cosigned++;
      }
    }
  }
  if (next.done !== true) {
    const before = next.value.checkpoint;
    whole(standingOf({ origin, size: tree.size }, before, null), before);
  }
  if (origin === null) throw new LedgerError('LEDGER_EMPTY', 'Export the ledger: it has no event yet');
  const head = { origin, root: toHex(rootOf(tree, sha256)), size: tree.size, time: parts.now() };
  let newest: Checkpoint | null = null;
  for (const signer of parts.signers) {
    const signed = signCheckpoint(head, signer);
    parts.keep(signed);
    yield `${checkpointText(signed)}\n`;
    written++;
    newest = signed.checkpoint;
  }
  if (newest === null) throw new Error('an export that nobody signs');
  const counted = cosigned === 0 ? {} : { cosignatures: cosigned };
  yield `${canonicalJson({ end: { checkpoints: written, ...counted, events: tree.size } })}\n`;
  return newest;
}

const REFUSED: Partial<Record<Standing, LedgerError['code']>> = {
  behind: 'LEDGER_BEHIND',
  forked: 'LEDGER_FORKED',
  another: 'LEDGER_ANOTHER',
};

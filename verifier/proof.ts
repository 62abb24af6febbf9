/** Checks the proof that one event is in the ledger: the event's own text leads by the path to a root that was signed. */
import { isRecord, readCanonical } from './canonical.ts';
import { type Checkpoint, trusted } from './checkpoint.ts';
import type { TrustedKey } from './keys.ts';
import { leafHash, rootFrom } from './tree.ts';
import { Wrong } from './wrong.ts';

const BEFORE_EVENT = ',"event":';

/** @param text one line; throws `Wrong`, else answers the checkpoint that it rests on and the event's number, from 1 */
export function checkProof(
  text: string,
  keys: readonly TrustedKey[],
  place: string,
): Checkpoint & { seq: number } {
  const line = text.endsWith('\n') ? text.slice(0, -1) : text;
  const proof = readCanonical(line);
  const shape = new Wrong('PROOF_SHAPE', place, 'not a proof of this format');
  if (!isRecord(proof, 'checkpoint', 'event', 'index', 'path')) throw shape;
  const { index, path, checkpoint } = proof;
  if (!Number.isSafeInteger(index) || Number(index) < 0 || !Array.isArray(path)) throw shape;
  if (!path.every((one) => typeof one === 'string' && /^[0-9a-f]{64}$/.test(one))) throw shape;
  const head = trusted(checkpoint, keys, place);
  // The line is canonical, so the event's text lies in it as it was hashed, between what is known to stand around it.
  const start = JSON.stringify({ checkpoint }).length - 1 + BEFORE_EVENT.length;
  const end = line.length - JSON.stringify({ index, path }).length;
  const leaf = leafHash(Buffer.from(line.slice(start, end)));
  const hashes = path.map((one) => Buffer.from(String(one), 'hex'));
  if (Number(index) >= head.size || rootFrom(leaf, Number(index), head.size, hashes) !== head.root)
    throw new Wrong(
      'PROOF_PATH',
      place,
      `event ${Number(index) + 1} with its path does not lead to the signed root`,
    );
  return { ...head, seq: Number(index) + 1 };
}

/** Are the roots that are stored of the ledger's blocks those of its leaves? Found out beside another reading of all rows. */
import { append, NO_LEAVES, rootOf } from '../custody/merkle.ts';
import { BLOCK } from '../custody/merkle-blocks.ts';
import { sameBytes } from '../custody/merkle-hex.ts';
import type { StoredRow } from '../store/ledger-rows.ts';
import type { RootRow } from '../store/store.ts';
import { sha256 } from './sha256.ts';

/**
 * Hands the rows on as they are. When all were read `wrong` has the places of the blocks whose stored root is not theirs, and of
 * stored roots that belong to no block.
 * @param stored read before the rows were: blocks that were filled since then are not looked at
 */
export function* besideRoots(
  rows: Iterable<StoredRow>,
  stored: readonly RootRow[],
  wrong: number[],
): Generator<StoredRow> {
  const left = new Map(stored.map(({ place, root }) => [place, root]));
  let block = NO_LEAVES;
  let place = 0;
  for (const row of rows) {
    yield row;
    block = append(block, row.leaf, sha256);
    if (block.size < BLOCK) continue;
    const known = left.get(place);
    if (known !== undefined && !sameBytes(known, rootOf(block, sha256))) wrong.push(place);
    left.delete(place++);
    block = NO_LEAVES;
  }
  wrong.push(...left.keys());
}

/** Does a proof hold? The algorithms of RFC 9162 sections 2.1.3.2 (inclusion) and 2.1.4.2 (consistency), step by step. */
import type { Sha256 } from './leaf.ts';
import { nodeOf } from './merkle.ts';
import { sameBytes } from './merkle-hex.ts';

/** A root of the ledger's first `size` leaves. */
export type TreeHead = { readonly size: number; readonly root: Uint8Array };

/**
 * That `leaf` is leaf number `index`, counted from 0, of the tree with this head. The head must be trusted as a whole: a
 * root alone does not bind the size (the path of leaf 0 of 3 also fits a tree of 4 with that root), its signature does.
 */
export function isIncluded(
  claim: { readonly leaf: Uint8Array; readonly index: number; readonly path: readonly Uint8Array[] },
  { size, root }: TreeHead,
  sha256: Sha256,
): boolean {
  const { leaf, index, path } = claim;
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...path])) return false;
  const walk = { first: index, second: size - 1 };
  let hash = leaf;
  for (const beside of path) {
    if (walk.second === 0) return false;
    const fromLeft = isOdd(walk.first) || walk.first === walk.second;
    hash = fromLeft ? nodeOf(beside, hash, sha256) : nodeOf(hash, beside, sha256);
    if (fromLeft) skipEven(walk);
    up(walk);
  }
  return walk.second === 0 && sameBytes(hash, root);
}

/** That the tree of `later` begins with all leaves of the tree of `earlier`, unchanged. An empty tree proves nothing. */
export function isConsistent(
  earlier: TreeHead,
  later: TreeHead,
  path: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  if (!isCount(earlier.size) || !isCount(later.size)) return false;
  if (earlier.size === 0 || earlier.size > later.size) return false;
  if (!areHashes([earlier.root, later.root, ...path])) return false;
  if (earlier.size === later.size) return path.length === 0 && sameBytes(earlier.root, later.root);
  const [start, ...rest] = isPowerOfTwo(earlier.size) ? [earlier.root, ...path] : path;
  if (start === undefined || path.length === 0) return false;
  const walk = { first: earlier.size - 1, second: later.size - 1 };
  while (isOdd(walk.first)) up(walk);
  let [was, is] = [start, start];
  for (const beside of rest) {
    if (walk.second === 0) return false;
    if (isOdd(walk.first) || walk.first === walk.second) {
      was = nodeOf(beside, was, sha256);
      is = nodeOf(beside, is, sha256);
      skipEven(walk);
    } else is = nodeOf(is, beside, sha256);
    up(walk);
  }
  return walk.second === 0 && sameBytes(was, earlier.root) && sameBytes(is, later.root);
}

/** The places of a node and of the last node, on the level that the walk has reached. */
type Walk = { first: number; second: number };

/** Up to where the node is a right child, or the only one of its level. */
function skipEven(walk: Walk): void {
  while (!isOdd(walk.first) && walk.first !== 0) up(walk);
}

/** Shifts by division: counts may be larger than the 32 bits that shifting knows. */
function up(walk: Walk): void {
  walk.first = Math.floor(walk.first / 2);
  walk.second = Math.floor(walk.second / 2);
}

const isOdd = (n: number): boolean => n % 2 === 1;
const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every(({ length }) => length === 32);

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}

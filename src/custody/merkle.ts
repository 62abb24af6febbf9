/**
 * The ledger's Merkle tree as in RFC 9162 section 2.1: how it grows a leaf at a time, and its root. What is kept of a tree
 * of n leaves is at most log2(n) + 1 hashes, its peaks; see merkle-proof.ts for proofs.
 */
import type { Sha256 } from './leaf.ts';

/** Tells nodes from leaves (0x00), so that no node can be passed off as an event (RFC 9162 section 2.1.1). */
const NODE_PREFIX = 0x01;
const HASH_BYTES = 32;

/**
 * A tree by its peaks: the roots of the complete subtrees it falls into, from the left, their sizes the powers of two
 * that make up `size` (7 leaves: 4, 2, 1).
 */
export type Peaks = { readonly size: number; readonly hashes: readonly Uint8Array[] };

export const NO_LEAVES: Peaks = { size: 0, hashes: [] };

/** Filled anew for each node: making a million arrays takes longer than hashing them. */
const node = new Uint8Array(1 + 2 * HASH_BYTES);
node[0] = NODE_PREFIX;

/** SHA-256(0x01 ‖ left ‖ right). `sha256` must not keep what it is given. */
export function nodeOf(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
    throw new RangeError(`Hash a node of ${left.length} and ${right.length} bytes: 32 wanted`);
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return sha256(node);
}

/** The tree with one leaf hash more. Hashes as often as complete subtrees merge: once for a leaf on average. */
export function append({ size, hashes }: Peaks, leaf: Uint8Array, sha256: Sha256): Peaks {
  const peaks = [...hashes];
  let hash = leaf;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = peaks.pop();
    if (left === undefined) throw new Error(`a tree of ${size} leaves with ${hashes.length} peaks`);
    hash = nodeOf(left, hash, sha256);
  }
  peaks.push(hash);
  return { size: size + 1, hashes: peaks };
}

/** The root (the Merkle Tree Hash); that of an empty tree is the hash of nothing. */
export function rootOf({ hashes }: Pick<Peaks, 'hashes'>, sha256: Sha256): Uint8Array {
  const last = hashes.at(-1);
  if (last === undefined) return sha256(new Uint8Array());
  return hashes.slice(0, -1).reduceRight((right, left) => nodeOf(left, right, sha256), last);
}

/** The tree of these leaf hashes, in order. */
export function treeOf(leaves: Iterable<Uint8Array>, sha256: Sha256): Peaks {
  let tree = NO_LEAVES;
  for (const leaf of leaves) tree = append(tree, leaf, sha256);
  return tree;
}

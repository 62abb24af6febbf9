/** The Merkle tree of RFC 9162: leaves go in one by one, the root comes out at any moment; and the check of a path. */
import { hash } from 'node:crypto';

/** Four times as fast as asking for a buffer (Node 24). */
const sha256 = (bytes: Uint8Array): Buffer => Buffer.from(hash('sha256', bytes, 'hex'), 'hex');

/** SHA-256(0x00 ‖ text). */
export function leafHash(text: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(1 + text.length);
  bytes[0] = 0;
  bytes.set(text, 1);
  return sha256(bytes);
}

const scratch = Buffer.alloc(65, 1);
/** SHA-256(0x01 ‖ left ‖ right). */
function nodeHash(left: Buffer, right: Buffer): Buffer {
  left.copy(scratch, 1);
  right.copy(scratch, 33);
  return sha256(scratch);
}

export class Tree {
  size = 0;
  /** At place k the complete subtree of 2^k leaves that waits for its right neighbour, or null. */
  readonly #waiting: (Buffer | null)[] = [];

  add(leaf: Buffer): void {
    let carried = leaf;
    let level = 0;
    for (let left = this.#waiting[0]; left; left = this.#waiting[level]) {
      carried = nodeHash(left, carried);
      this.#waiting[level++] = null;
    }
    this.#waiting[level] = carried;
    this.size++;
  }

  /** In lower-case hex; the size must not be 0. */
  root(): string {
    let root: Buffer | null = null;
    for (const left of this.#waiting) if (left) root = root === null ? left : nodeHash(left, root);
    if (root === null) throw new Error('an empty tree has no root here');
    return root.toString('hex');
  }
}

/**
 * The root, in hex, that a leaf at `index` of `size` and the path beside it lead to; null when the path is too long or too
 * short. Walks down from the root first to learn on which side each hash stands (section 2.1.3.1).
 */
export function rootFrom(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): string | null {
  const leftSiblings: boolean[] = [];
  for (let first = 0, count = size; count > 1; ) {
    let half = 1;
    while (half * 2 < count) half *= 2;
    const goesRight = index - first >= half;
    leftSiblings.push(goesRight);
    first += goesRight ? half : 0;
    count = goesRight ? count - half : half;
  }
  if (leftSiblings.length !== path.length) return null;
  leftSiblings.reverse();
  return path
    .reduce((node, beside, i) => (leftSiblings[i] ? nodeHash(beside, node) : nodeHash(node, beside)), leaf)
    .toString('hex');
}

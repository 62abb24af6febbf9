/**
 * Makes proofs without holding the leaves: keeps the hash of each full block of 1,024 leaves (a million leaves: 976 hashes,
 * 31 kB) and reads at most a block of leaf hashes for any subtree. Begun from stored hashes of blocks and the leaves after them.
 */
import type { Sha256 } from './leaf.ts';
import { append, NO_LEAVES, type Peaks, rootOf, treeOf } from './merkle.ts';
import { consistencySpans, inclusionSpans, type Span } from './merkle-path.ts';

/** A power of two, so that a block is a complete subtree. */
export const BLOCK = 1024;

/** The root of the leaves of block `place`, counted from 0. */
export type BlockRoot = { readonly place: number; readonly root: Uint8Array };

/** Reads the leaf hashes of a stretch, all of them, in order; never asked for more than `BLOCK`. */
export type ReadLeaves = (span: Span) => Promise<readonly Uint8Array[]>;

export class LedgerTree {
  readonly #sha256: Sha256;
  /** The tree of the full blocks' hashes; its peaks and those of the last block are the peaks of the whole. */
  #top: Peaks = NO_LEAVES;
  #block: Peaks = NO_LEAVES;
  readonly #blocks: Uint8Array[] = [];

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  get size(): number {
    return this.#top.size * BLOCK + this.#block.size;
  }

  /** How many blocks are full. */
  get blocks(): number {
    return this.#blocks.length;
  }

  append(leaf: Uint8Array): void {
    this.#block = append(this.#block, leaf, this.#sha256);
    if (this.#block.size < BLOCK) return;
    const hash = rootOf(this.#block, this.#sha256);
    this.#block = NO_LEAVES;
    this.appendBlock(hash);
  }

  /** A whole block at once. Throws Error within a block. */
  appendBlock(root: Uint8Array): void {
    if (this.#block.size > 0) throw new Error(`a block after ${this.#block.size} leaves of another`);
    this.#blocks.push(root);
    this.#top = append(this.#top, root, this.#sha256);
  }

  /** The blocks that these leaves would fill, were they appended. */
  filledBy(leaves: readonly Uint8Array[]): BlockRoot[] {
    if (this.#block.size + leaves.length < BLOCK) return [];
    const filled: BlockRoot[] = [];
    let block = this.#block;
    for (const leaf of leaves) {
      block = append(block, leaf, this.#sha256);
      if (block.size < BLOCK) continue;
      filled.push({ place: this.blocks + filled.length, root: rootOf(block, this.#sha256) });
      block = NO_LEAVES;
    }
    return filled;
  }

  /** The hash of a full block as it is held here. Throws RangeError. */
  blockAt(place: number): Uint8Array {
    const root = this.#blocks[place];
    if (root === undefined) throw new RangeError(`Block ${place} of ${this.blocks}`);
    return root;
  }

  /** Goes on with another hash for a block: the one held was not that of its leaves. */
  correct({ place, root }: BlockRoot): void {
    this.blockAt(place);
    this.#blocks[place] = root;
    this.#top = treeOf(this.#blocks, this.#sha256);
  }

  root(): Uint8Array {
    return rootOf({ hashes: [...this.#top.hashes, ...this.#block.hashes] }, this.#sha256);
  }

  /** The root when the ledger had `size` leaves. Throws RangeError unless 0 < size <= the present size. */
  async rootAt(size: number, read: ReadLeaves): Promise<Uint8Array> {
    if (!Number.isSafeInteger(size) || size < 1 || size > this.size)
      throw new RangeError(`Look up the root of ${size} leaves: 1 to ${this.size} wanted`);
    return this.#hashOf({ from: 0, to: size }, read);
  }

  /** The path from leaf `index`, counted from 0, to the root of the first `size` leaves. */
  inclusion(index: number, size: number, read: ReadLeaves): Promise<Uint8Array[]> {
    if (size > this.size) throw new RangeError(`Prove within ${size} leaves: at most ${this.size} are there`);
    return Promise.all(inclusionSpans(index, size).map((span) => this.#hashOf(span, read)));
  }

  /** The proof that the first `earlier` of the first `size` leaves are what they were. */
  consistency(earlier: number, size: number, read: ReadLeaves): Promise<Uint8Array[]> {
    if (size > this.size) throw new RangeError(`Prove within ${size} leaves: at most ${this.size} are there`);
    return Promise.all(consistencySpans(earlier, size).map((span) => this.#hashOf(span, read)));
  }

  /** Subtrees of a block or more begin with a block; smaller ones lie within one. */
  async #hashOf({ from, to }: Span, read: ReadLeaves): Promise<Uint8Array> {
    const blocks = this.#blocks.slice(Math.ceil(from / BLOCK), Math.floor(to / BLOCK));
    const rest = { from: from + blocks.length * BLOCK, to };
    const leaves = rest.from < to ? await read(rest) : [];
    if (leaves.length !== to - rest.from)
      throw new Error(`read ${leaves.length} leaves of ${rest.from} to ${to}`);
    const peaks = [...treeOf(blocks, this.#sha256).hashes, ...treeOf(leaves, this.#sha256).hashes];
    return rootOf({ hashes: peaks }, this.#sha256);
  }
}

/** The tree over the committed ledger: begun from the stored roots of its blocks and the leaves after them, grown by each commit. */
import { originOf } from '../custody/checkpoint.ts';
import { rootOf, treeOf } from '../custody/merkle.ts';
import { BLOCK, type BlockRoot, LedgerTree } from '../custody/merkle-blocks.ts';
import { sameBytes, toHex } from '../custody/merkle-hex.ts';
import type { Span } from '../custody/merkle-path.ts';
import { sha256 } from '../ledger/sha256.ts';
import type { LeafRow, Store, Transaction } from '../store/store.ts';

export class CommittedTree {
  readonly #store: Store;
  readonly #tree = new LedgerTree(sha256);
  readonly #read = ({ from, to }: Span) => this.#store.leaves(from, to);
  #origin: string | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  get size(): number {
    return this.#tree.size;
  }

  /** How many full blocks it has. */
  get blocks(): number {
    return this.#tree.blocks;
  }

  /** Null while there is no event. */
  get origin(): string | null {
    return this.#origin;
  }

  /** Answers the blocks of which no root was stored: their leaves were read. */
  async restore(): Promise<BlockRoot[]> {
    const stored = new Map((await this.#store.ledgerRoots()).map(({ place, root }) => [place, root]));
    const full = Math.floor((await this.#store.ledgerSize()) / BLOCK);
    const made: BlockRoot[] = [];
    const [first] = await this.#store.leaves(0, 1);
    if (first !== undefined) this.#origin = originOf(first);
    for (let place = 0; ; place++) {
      const known = place < full ? stored.get(place) : undefined;
      if (known !== undefined) {
        this.#tree.appendBlock(known);
        continue;
      }
      const leaves = await this.#leavesOf(place);
      // A ledger of which something in between is missing ends there: it is behind what was signed.
      for (const leaf of leaves) this.#tree.append(leaf);
      if (leaves.length < BLOCK) return made;
      made.push({ place, root: this.#tree.blockAt(place) });
    }
  }

  /** The same with the roots of the blocks that it fills. */
  filling(transaction: Transaction): Transaction {
    const filled = this.#tree.filledBy(transaction.ledger.map(({ leaf }) => leaf));
    return { ...transaction, roots: [...(transaction.roots ?? []), ...filled] };
  }

  committed(rows: readonly LeafRow[]): void {
    for (const { leaf } of rows) {
      this.#origin ??= originOf(leaf);
      this.#tree.append(leaf);
    }
  }

  /** Reads the leaves of a full block; where another root was believed of them, goes on with theirs and answers it. */
  async recount(place: number): Promise<BlockRoot | null> {
    const root = rootOf(treeOf(await this.#leavesOf(place), sha256), sha256);
    if (sameBytes(root, this.#tree.blockAt(place))) return null;
    this.#tree.correct({ place, root });
    return { place, root };
  }

  /** Hex; null while there is no event. */
  root(): string | null {
    return this.size === 0 ? null : toHex(this.#tree.root());
  }

  /** The root when the ledger had `size` events, hex. Throws RangeError unless 0 < size <= the present size. */
  async rootAt(size: number): Promise<string> {
    return toHex(await this.#tree.rootAt(size, this.#read));
  }

  async inclusion(index: number, size: number): Promise<string[]> {
    return (await this.#tree.inclusion(index, size, this.#read)).map(toHex);
  }

  async consistency(earlier: number, size: number): Promise<string[]> {
    return (await this.#tree.consistency(earlier, size, this.#read)).map(toHex);
  }

  #leavesOf(place: number): Promise<Uint8Array[]> {
    return this.#store.leaves(place * BLOCK, (place + 1) * BLOCK);
  }
}

/** The tree over the committed ledger: rebuilt at the start by one pass over the leaf hashes, grown by each commit. */
import { originOf } from '../custody/checkpoint.ts';
import { LedgerTree } from '../custody/merkle-blocks.ts';
import { toHex } from '../custody/merkle-hex.ts';
import type { Span } from '../custody/merkle-path.ts';
import { sha256 } from '../ledger/sha256.ts';
import type { LeafRow, Store } from '../store/store.ts';

const LEAVES_PER_READ = 16_384;

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

  /** Null while there is no event. */
  get origin(): string | null {
    return this.#origin;
  }

  async restore(): Promise<void> {
    for (let more = true; more; ) {
      const from = this.size;
      const leaves = await this.#store.leaves(from, from + LEAVES_PER_READ);
      for (const leaf of leaves) this.#append(leaf);
      more = leaves.length === LEAVES_PER_READ;
    }
  }

  committed(rows: readonly LeafRow[]): void {
    for (const { leaf } of rows) this.#append(leaf);
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

  #append(leaf: Uint8Array): void {
    this.#origin ??= originOf(leaf);
    this.#tree.append(leaf);
  }
}

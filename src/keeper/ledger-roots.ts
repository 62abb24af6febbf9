/**
 * The stored roots of the ledger's blocks spare a start the reading of all leaves; they prove nothing. Some are held against the leaves
 * at the start, then one after the other while the service runs. One that is wrong gives way to the leaves, and is told of.
 */
import type { BlockRoot } from '../custody/merkle-blocks.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { CommittedTree } from './ledger-tree.ts';
import type { Province } from './province.ts';

/** So many blocks are looked at before a start is over, beside the last one: some milliseconds each. */
const SPOTS = 16;
/** One block is looked at so often: a million events in under three hours. */
export const LOOK_EVERY: DurationMs = 10_000;
/** Roots that an older program did not store, written at once: below a millisecond. */
const WRITTEN_AT_ONCE = 64;
/** So many places are named, the last ones. */
const NAMED_MOST = 20;
const KEY = 'ledger-roots-wrong';

/** When a stored root was last found wrong; how many were in all; the last such blocks, counted from 0. */
export type WrongRoots = { readonly at: UtcMs; readonly count: number; readonly blocks: readonly number[] };

export const wrongRootsOf = ({ meta }: Province): WrongRoots | null =>
  JSON.parse(meta.get(KEY) ?? 'null') as WrongRoots | null;

export class LedgerRoots {
  readonly #province: Province;
  readonly #tree: CommittedTree;
  #unwritten: BlockRoot[] = [];
  #next = 0;
  #lookAt: UtcMs = Number.NEGATIVE_INFINITY;

  constructor(province: Province, tree: CommittedTree) {
    this.#province = province;
    this.#tree = tree;
  }

  async restore(): Promise<void> {
    this.#unwritten = await this.#tree.restore();
  }

  /** At the start. Where one is wrong all are made anew: somebody or something wrote there. */
  async spot(draft: Draft): Promise<void> {
    const { blocks } = this.#tree;
    if (blocks <= this.#unwritten.length) return;
    const places = Array.from({ length: SPOTS }, () => Math.floor(Math.random() * blocks));
    if (!(await this.#recount([blocks - 1, ...places], draft))) return;
    await this.#recount([...Array(blocks).keys()], draft);
  }

  /** Writes what is missing, looks at the next block when it is time; true when that was not what was believed of it. */
  async step(draft: Draft): Promise<boolean> {
    draft.roots.push(...this.#unwritten.splice(0, WRITTEN_AT_ONCE));
    if (draft.now < this.#lookAt || this.#tree.blocks === 0) return false;
    this.#lookAt = draft.now + LOOK_EVERY;
    this.#next = this.#next % this.#tree.blocks;
    return this.#recount([this.#next++], draft);
  }

  async #recount(places: readonly number[], draft: Draft): Promise<boolean> {
    const wrong: BlockRoot[] = [];
    for (const place of places) {
      const right = await this.#tree.recount(place);
      if (right !== null) wrong.push(right);
    }
    if (wrong.length === 0) return false;
    draft.roots.push(...wrong);
    const former = wrongRootsOf(this.#province);
    const told: WrongRoots = {
      at: draft.now,
      count: (former?.count ?? 0) + wrong.length,
      blocks: [...(former?.blocks ?? []), ...wrong.map(({ place }) => place)].slice(-NAMED_MOST),
    };
    draft.put('meta', KEY, { key: KEY, value: JSON.stringify(told) });
    return true;
  }
}

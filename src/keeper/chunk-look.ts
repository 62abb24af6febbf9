/** Looks through the packed chunks for damage, a little at a time: nobody else may ask for some of them for years. */
import type { Store } from '../store/store.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { History } from './history.ts';

/** In one pass: some 2 ms of work for full ones. */
const CHUNKS_A_PASS = 200;
/** From the end of one round to the next. */
const REST: DurationMs = 86_400_000;

export class ChunkLook {
  readonly #history: History;
  readonly #store: Store;
  #after = 0;
  #restsUntil: UtcMs = Number.NEGATIVE_INFINITY;

  constructor({ history, store }: { readonly history: History; readonly store: Store }) {
    this.#history = history;
    this.#store = store;
  }

  /** To be called about once a second. */
  async pass(now: UtcMs): Promise<void> {
    if (now >= this.#restsUntil && !(await this.next(CHUNKS_A_PASS))) this.#restsUntil = now + REST;
  }

  /** Looks at some more, and has the history meet what is damaged. False: these were the last. */
  async next(most: number): Promise<boolean> {
    const { last, damaged } = await this.#store.lookAtChunks(this.#after, most);
    for (const { id, probe, firstAt, lastAt } of damaged) {
      const log = this.#history.byNumber(probe);
      // One in whose place a merged one stands is not read, and not missed.
      if (log !== undefined && !this.#history.setAside.has(id))
        await this.#history.load(log, firstAt, lastAt + 1);
    }
    this.#after = last ?? 0;
    return last !== null;
  }
}

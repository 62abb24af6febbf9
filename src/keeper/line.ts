/**
 * In what order is the keeper's work done, and when is it answered? One transaction after the other, each answered and told only
 * when it is on the disk. A commit that fails ends the line, for then memory is ahead of the disk.
 */
import type { UtcMs } from '../thermal/types.ts';
import { Draft } from './draft.ts';
import { uuidv7Source } from './ids.ts';
import type { Mirroring } from './mirror.ts';
import type { Rooms } from './rooms.ts';

export class Line {
  /** Since the start. */
  commits = 0;
  /** Service wall clock. */
  readonly now: () => UtcMs;
  readonly #rooms: Rooms;
  readonly #mirror: Mirroring;
  readonly #ids: () => string;
  #last: Promise<unknown> = Promise.resolve();
  #failed: Error | null = null;

  constructor(rooms: Rooms, clock: () => UtcMs, mirror: Mirroring) {
    this.#rooms = rooms;
    this.now = clock;
    this.#mirror = mirror;
    this.#ids = uuidv7Source(clock);
  }

  /** Memory may be ahead of the disk: nothing more is answered, begin anew from the store. */
  get hasFailed(): boolean {
    return this.#failed !== null;
  }

  /** Does the work when its turn comes; resolves after the commit of what it drafted. */
  do<T>(work: (draft: Draft) => Promise<T>): Promise<T> {
    const next = this.#last.then(async () => {
      if (this.#failed !== null) throw this.#failed;
      const draft = new Draft(this.#rooms.province, this.now(), this.#ids);
      try {
        const value = await work(draft);
        await this.#settle(draft);
        await this.#rooms.alarming.pass(draft);
        await this.#commit(draft);
        this.#rooms.live.tell(draft);
        this.#mirror.committed();
        return value;
      } catch (error) {
        // What drafted nothing changed nothing: a question that failed must not take the keeper with it.
        if (draft.begun || !draft.empty)
          this.#failed = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        this.#rooms.history.forget();
      }
    });
    this.#last = next.catch(() => {});
    return next;
  }

  /** Finishes what is in line; whatever comes after is refused. */
  async end(): Promise<void> {
    await this.#last;
    this.#failed ??= new Error('the keeper is closed');
  }

  /** What was found damaged while the work was done is told with it, and so is what follows. */
  async #settle(draft: Draft): Promise<void> {
    const { damage, silence } = this.#rooms;
    if (!damage.isMet) return;
    draft.begun = true;
    for (const device of await damage.settle(draft, this.#rooms.asOf(draft.now))) silence.look(device, draft);
  }

  async #commit(draft: Draft): Promise<void> {
    const { store, ledger, packing } = this.#rooms;
    if (!draft.empty) {
      const transaction = ledger.tree.filling(draft.transaction());
      await store.commit(transaction);
      ledger.tree.committed(transaction.ledger);
      this.commits++;
    }
    if (draft.journal !== null) packing.committed(draft.journal);
  }
}

/** How does a long question let others go first? It is answered in turns, and the keeper's line moves on between them. */
import { setImmediate } from 'node:timers/promises';
import type { Decision } from '../../lots/refusal.ts';

/** Each step is a turn; what it holds in its hands may be older than what the province says by the next one. */
export type InTurns<T> = AsyncGenerator<undefined, T>;
/** What a question comes to: its answer, or the turns that lead to it. */
export type Asked = Decision<unknown> | InTurns<Decision<unknown>>;

/** A turn ends at the first rest after this. What is done between two rests comes on top. */
const TURN_MS = 5;

export class Pace {
  #since = performance.now();

  /** Has the turn lasted long enough? Asked of things too small and too many to rest at each. */
  get isOver(): boolean {
    return performance.now() - this.#since >= TURN_MS;
  }

  /** Ends the turn when it has lasted long enough. */
  async *rest(): InTurns<void> {
    if (!this.isOver) return;
    yield;
    this.#since = performance.now();
  }
}

/** @param inLine does a turn when everything that was asked for before it is done */
export async function inTurns<V>(
  asked: Decision<V> | InTurns<Decision<V>>,
  inLine: <T>(turn: () => Promise<T>) => Promise<T>,
): Promise<Decision<V>> {
  if ('ok' in asked) return asked;
  for (;;) {
    // Messages come in between tasks only: without one, nothing could stand in line before the next turn.
    await setImmediate();
    const step = await inLine(() => asked.next());
    if (step.done === true) return step.value;
  }
}

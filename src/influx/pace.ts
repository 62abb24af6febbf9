/** How does long work leave a thread free for others? It asks here often; now and then the rest has its turn. */
import { setImmediate as turn } from 'node:timers/promises';
import type { DurationMs } from '../thermal/types.ts';

/** Longer in one go would be felt by what shares the thread. */
const WORK_MOST: DurationMs = 10;

/** To be awaited between small pieces of work. Rejects with the signal's reason once it is aborted. */
export function breather(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    signal.throwIfAborted();
    if (performance.now() - since < WORK_MOST) return;
    await turn();
    since = performance.now();
    signal.throwIfAborted();
  };
}

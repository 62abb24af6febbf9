/** Papers for a thread that has no time: a worker sets one at a time. */
import { SideThread, SideThreadError } from '../workers/side-thread.ts';
import type { PaperKind, Papers } from './kinds.ts';
import type { PaperDone, PaperOrder } from './wire.ts';

/** Each takes about a fifth of a second: who comes last still has the paper in a few. */
const ORDERS_MOST = 24;
/** Far beyond the largest paper of a real handoff. */
const WITHIN_MS = 20_000;
/** Its typeface and layout code are some tens of MiB. */
const HEAP_MIB_MOST = 384;

/** `PAPERS_BUSY`: too many are waiting, ask again; `PAPERS_FAILED`: this one cannot be made; `PAPERS_CLOSED`: the service ends. */
export class PaperError extends Error {
  readonly code: 'PAPERS_BUSY' | 'PAPERS_FAILED' | 'PAPERS_CLOSED';

  constructor(code: PaperError['code'], message: string) {
    super(message);
    this.name = 'PaperError';
    this.code = code;
  }
}

export class Press {
  readonly #thread: SideThread<PaperOrder, PaperDone>;

  /** `withinMs`: how long one paper may take. */
  constructor({ withinMs = WITHIN_MS }: { readonly withinMs?: number } = {}) {
    const program = new URL('./worker.ts', import.meta.url);
    this.#thread = new SideThread({
      ...{ program, withinMs, ordersMost: ORDERS_MOST, heapMibMost: HEAP_MIB_MOST },
    });
  }

  /** The paper as PDF. Rejects with a `PaperError`. */
  async renderPaper<K extends PaperKind>(kind: K, data: Papers[K]): Promise<Uint8Array<ArrayBuffer>> {
    const { pdf, reason } = await this.#thread
      .ask((id) => ({ id, kind, data }) as PaperOrder)
      .catch((error: unknown) => {
        throw error instanceof SideThreadError ? new PaperError(`PAPERS_${error.why}`, error.message) : error;
      });
    if (pdf === null) throw new PaperError('PAPERS_FAILED', reason);
    return pdf;
  }

  /** What waits is rejected; done when the worker has ended. */
  close(): Promise<void> {
    return this.#thread.close();
  }
}

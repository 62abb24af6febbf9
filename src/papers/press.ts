/**
 * Papers for a thread that has no time: orders wait in a short queue, a worker sets one at a time. The worker begins with the
 * first order, ends when there was none for a while, and is replaced when it dies or takes too long over one.
 */
import { Worker } from 'node:worker_threads';
import type { PaperKind, Papers } from './kinds.ts';
import type { PaperDone, PaperOrder } from './wire.ts';

/** Each takes about a fifth of a second: who comes last still has the paper in a few. */
const ORDERS_MOST = 24;
/** Far beyond the largest paper of a real handoff; what takes longer is a defect, and ends the worker instead of the wait. */
const WITHIN_MS = 20_000;
/** Its typeface and layout code are some tens of MiB that a quiet service has no need of. */
const IDLE_MS = 60_000;
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

type Waiting = {
  readonly order: PaperOrder;
  readonly resolve: (pdf: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: PaperError) => void;
};

export class Press {
  readonly #queue: Waiting[] = [];
  readonly #withinMs: number;
  #worker: Worker | null = null;
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | null = null;
  #nextId = 1;
  #closed = false;

  /** `withinMs`: how long one paper may take. */
  constructor(options: { readonly withinMs?: number } = {}) {
    this.#withinMs = options.withinMs ?? WITHIN_MS;
  }

  /** The paper as PDF. Rejects with a `PaperError`. */
  renderPaper<K extends PaperKind>(kind: K, data: Papers[K]): Promise<Uint8Array<ArrayBuffer>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new PaperError('PAPERS_CLOSED', 'the press is closed'));
      if (this.#queue.length >= ORDERS_MOST)
        return reject(new PaperError('PAPERS_BUSY', `${ORDERS_MOST} papers are waiting`));
      const order = { id: this.#nextId++, kind, data } as PaperOrder;
      this.#queue.push({ order, resolve, reject });
      this.#next();
    });
  }

  /** What waits is rejected; done when the worker has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    const left = this.#queue.splice(0);
    for (const { reject } of left) reject(new PaperError('PAPERS_CLOSED', 'the press is closed'));
    await this.#end(new PaperError('PAPERS_CLOSED', 'the press is closed'));
  }

  #next(): void {
    if (this.#current !== null || this.#closed) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) {
      this.#after(IDLE_MS, () => void this.#end(null));
      return;
    }
    this.#current = waiting;
    this.#worker ??= this.#begin();
    this.#worker.ref();
    this.#after(this.#withinMs, () => this.#lost(this.#worker, `not made within ${this.#withinMs} ms`));
    this.#worker.postMessage(waiting.order);
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB_MOST },
    });
    worker.on('message', (done: PaperDone) => this.#done(done));
    worker.on('error', (error) => this.#lost(worker, error.message));
    worker.on('exit', () => this.#lost(worker, 'the worker has ended'));
    return worker;
  }

  #done({ id, pdf, reason }: PaperDone): void {
    const waiting = this.#current;
    if (waiting?.order.id !== id) return;
    this.#current = null;
    // An idle worker keeps no process alive.
    this.#worker?.unref();
    if (pdf === null) waiting.reject(new PaperError('PAPERS_FAILED', reason));
    else waiting.resolve(pdf);
    this.#next();
  }

  /** A worker that is no longer the press's own says nothing more. */
  #lost(worker: Worker | null, reason: string): void {
    if (worker === null || worker !== this.#worker) return;
    void this.#end(new PaperError('PAPERS_FAILED', reason));
    this.#next();
  }

  async #end(error: PaperError | null): Promise<void> {
    const [worker, waiting] = [this.#worker, this.#current];
    this.#worker = null;
    this.#current = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (waiting !== null && error !== null) waiting.reject(error);
    await worker?.terminate();
  }

  #after(ms: number, act: () => void): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(act, ms).unref();
  }
}

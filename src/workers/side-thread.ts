/**
 * Work for a thread that has no time: orders wait in a short queue, a worker does one at a time. The worker begins with the
 * first order, ends when there was none for a while, and is replaced when it dies or takes too long over one.
 */
import { Worker } from 'node:worker_threads';

export type SideThreadTerms = {
  /** What the worker runs; it answers each order with a message of the same `id`. */
  readonly program: URL;
  /** Orders that may wait; whoever comes then is sent away. */
  readonly ordersMost: number;
  /** What takes longer is a defect, and ends the worker instead of the wait. */
  readonly withinMs: number;
  readonly heapMibMost: number;
};

/** `BUSY`: too many are waiting, ask again. `FAILED`: this one cannot be done. `CLOSED`: the service ends. */
export class SideThreadError extends Error {
  readonly why: 'BUSY' | 'FAILED' | 'CLOSED';

  constructor(why: SideThreadError['why'], message: string) {
    super(message);
    this.name = 'SideThreadError';
    this.why = why;
  }
}

type Numbered = { readonly id: number };
type Waiting<Order, Done> = {
  readonly order: Order;
  readonly resolve: (done: Done) => void;
  readonly reject: (error: SideThreadError) => void;
};

/** A worker's code and memory that a quiet service has no need of. */
const IDLE_MS = 60_000;

export class SideThread<Order extends Numbered, Done extends Numbered> {
  readonly #terms: SideThreadTerms;
  readonly #queue: Waiting<Order, Done>[] = [];
  #worker: Worker | null = null;
  #current: Waiting<Order, Done> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #nextId = 1;
  #closed = false;

  constructor(terms: SideThreadTerms) {
    this.#terms = terms;
  }

  /** What the worker answers to the order that `make` gives the number. Rejects with a `SideThreadError`. */
  ask(make: (id: number) => Order): Promise<Done> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new SideThreadError('CLOSED', 'the service is ending'));
      if (this.#queue.length >= this.#terms.ordersMost)
        return reject(new SideThreadError('BUSY', `${this.#terms.ordersMost} are waiting`));
      this.#queue.push({ order: make(this.#nextId++), resolve, reject });
      this.#next();
    });
  }

  /** What waits is rejected; done when the worker has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    const error = new SideThreadError('CLOSED', 'the service is ending');
    for (const { reject } of this.#queue.splice(0)) reject(error);
    await this.#end(error);
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
    const { withinMs } = this.#terms;
    this.#after(withinMs, () => this.#lost(this.#worker, `not done within ${withinMs} ms`));
    this.#worker.postMessage(waiting.order);
  }

  #begin(): Worker {
    const { program, heapMibMost } = this.#terms;
    const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: heapMibMost } });
    worker.on('message', (done: Done) => this.#done(done));
    worker.on('error', (error) => this.#lost(worker, error.message));
    worker.on('exit', () => this.#lost(worker, 'the worker has ended'));
    return worker;
  }

  #done(done: Done): void {
    const waiting = this.#current;
    if (waiting?.order.id !== done.id) return;
    this.#current = null;
    // An idle worker keeps no process alive.
    this.#worker?.unref();
    waiting.resolve(done);
    this.#next();
  }

  /** A worker that is no longer the one at work says nothing more. */
  #lost(worker: Worker | null, reason: string): void {
    if (worker === null || worker !== this.#worker) return;
    void this.#end(new SideThreadError('FAILED', reason));
    this.#next();
  }

  async #end(error: SideThreadError | null): Promise<void> {
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

/**
 * Files for a thread that has no time: orders wait in a short queue, a worker reads one at a time. The worker begins with the
 * first order, ends when there was none for a while, and is replaced when it dies or takes too long over one.
 */
import { Worker } from 'node:worker_threads';
import type { ReadOptions } from '../../devices/loggers/types.ts';
import type { Letter } from './letter.ts';
import type { ReadDone, ReadOrder } from './reader-wire.ts';
import type { ReadFile } from './reading.ts';

/** Each may hold 32 MiB. */
const ORDERS_MOST = 8;
/** A file of 32 MiB takes some five seconds; what takes longer is a defect, and ends the worker instead of the wait. */
const WITHIN_MS = 60_000;
const IDLE_MS = 60_000;
/** Half a million rows are some 200 MiB while they are read. */
const HEAP_MIB_MOST = 768;

/** `READER_BUSY`: too many are waiting, ask again; `READER_FAILED`: this one cannot be read; `READER_CLOSED`: the service ends. */
export class ReaderError extends Error {
  readonly code: 'READER_BUSY' | 'READER_FAILED' | 'READER_CLOSED';

  constructor(code: ReaderError['code'], message: string) {
    super(message);
    this.name = 'ReaderError';
    this.code = code;
  }
}

type Order = ReadOrder extends infer O ? (O extends ReadOrder ? Omit<O, 'id'> : never) : never;
type Waiting = {
  readonly order: ReadOrder;
  readonly resolve: (done: ReadDone) => void;
  readonly reject: (error: ReaderError) => void;
};

export class Reader {
  readonly #queue: Waiting[] = [];
  #worker: Worker | null = null;
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | null = null;
  #nextId = 1;
  #closed = false;

  /** Rejects with a `ReaderError`; what the file itself forbids is in the answer. */
  async file(bytes: Uint8Array, options: ReadOptions): Promise<ReadFile> {
    const done = await this.#order({ kind: 'file', bytes, options });
    if (done.kind !== 'file') throw new ReaderError('READER_FAILED', 'another answer was given');
    return done.file;
  }

  async letter(bytes: Uint8Array): Promise<Letter> {
    const done = await this.#order({ kind: 'letter', bytes });
    if (done.kind !== 'letter') throw new ReaderError('READER_FAILED', 'another answer was given');
    return done.letter;
  }

  /** What waits is rejected; done when the worker has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    const error = new ReaderError('READER_CLOSED', 'the service is ending');
    for (const { reject } of this.#queue.splice(0)) reject(error);
    await this.#end(error);
  }

  #order(order: Order): Promise<ReadDone> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new ReaderError('READER_CLOSED', 'the service is ending'));
      if (this.#queue.length >= ORDERS_MOST)
        return reject(new ReaderError('READER_BUSY', `${ORDERS_MOST} files are waiting`));
      this.#queue.push({ order: { ...order, id: this.#nextId++ }, resolve, reject });
      this.#next();
    });
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
    this.#after(WITHIN_MS, () => this.#lost(this.#worker, `not read within ${WITHIN_MS} ms`));
    this.#worker.postMessage(waiting.order);
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./reader-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB_MOST },
    });
    worker.on('message', (done: ReadDone) => this.#done(done));
    worker.on('error', (error) => this.#lost(worker, error.message));
    worker.on('exit', () => this.#lost(worker, 'the worker has ended'));
    return worker;
  }

  #done(done: ReadDone): void {
    const waiting = this.#current;
    if (waiting?.order.id !== done.id) return;
    this.#current = null;
    // An idle worker keeps no process alive.
    this.#worker?.unref();
    if (done.kind === 'failed') waiting.reject(new ReaderError('READER_FAILED', done.reason));
    else waiting.resolve(done);
    this.#next();
  }

  /** A worker that is no longer the reader's own says nothing more. */
  #lost(worker: Worker | null, reason: string): void {
    if (worker === null || worker !== this.#worker) return;
    void this.#end(new ReaderError('READER_FAILED', reason));
    this.#next();
  }

  async #end(error: ReaderError | null): Promise<void> {
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

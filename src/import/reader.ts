/** Files for a thread that has no time: a worker reads one at a time. */
import type { ReadOptions } from '../../devices/loggers/types.ts';
import { SideThread, SideThreadError } from '../workers/side-thread.ts';
import type { Letter } from './letter.ts';
import type { ReadDone, ReadOrder } from './reader-wire.ts';
import type { ReadFile } from './reading.ts';

/** Each may hold 32 MiB. */
const ORDERS_MOST = 8;
/** A file of 32 MiB takes some five seconds. */
const WITHIN_MS = 60_000;
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

export class Reader {
  readonly #thread = new SideThread<ReadOrder, ReadDone>({
    program: new URL('./reader-worker.ts', import.meta.url),
    ...{ ordersMost: ORDERS_MOST, withinMs: WITHIN_MS, heapMibMost: HEAP_MIB_MOST },
  });

  /** Rejects with a `ReaderError`; what the file itself forbids is in the answer. */
  async file(bytes: Uint8Array, options: ReadOptions): Promise<ReadFile> {
    const done = await this.#ask((id) => ({ id, kind: 'file', bytes, options }));
    if (done.kind !== 'file') throw new ReaderError('READER_FAILED', reasonOf(done));
    return done.file;
  }

  async letter(bytes: Uint8Array): Promise<Letter> {
    const done = await this.#ask((id) => ({ id, kind: 'letter', bytes }));
    if (done.kind !== 'letter') throw new ReaderError('READER_FAILED', reasonOf(done));
    return done.letter;
  }

  /** What waits is rejected; done when the worker has ended. */
  close(): Promise<void> {
    return this.#thread.close();
  }

  #ask(make: (id: number) => ReadOrder): Promise<ReadDone> {
    return this.#thread.ask(make).catch((error: unknown) => {
      throw error instanceof SideThreadError ? new ReaderError(`READER_${error.why}`, error.message) : error;
    });
  }
}

const reasonOf = (done: ReadDone): string =>
  done.kind === 'failed' ? done.reason : 'another answer was given';

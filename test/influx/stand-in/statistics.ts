/** What the stand-in saw of its clients' writing. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Statistics = {
  /** Requests to write, also those that failed. */
  readonly writes: number;
  readonly queries: number;
  /** Bodies of writes as they came over the wire, bytes. */
  readonly bytes: number;
  readonly gzipped: number;
  /** The largest body of a write, unpacked, bytes. */
  readonly largest: number;
  /** Lines of writes that were stored, also the same point again. */
  readonly points: number;
  /** Points that were rejected, also the same point again. */
  readonly rejected: number;
  /** The most writes in flight at one time. */
  readonly overlap: number;
  /** Answers to writes by status; 0 where none was given. */
  readonly answers: Readonly<Record<number, number>>;
};

export class Counter {
  readonly #numbers = {
    writes: 0,
    queries: 0,
    bytes: 0,
    gzipped: 0,
    largest: 0,
    points: 0,
    rejected: 0,
    overlap: 0,
  };
  readonly #answers: Record<number, number> = {};
  #inFlight = 0;

  add(name: 'queries' | 'points' | 'rejected' | 'gzipped' | 'bytes', count = 1): void {
    this.#numbers[name] += count;
  }

  body(unpacked: number): void {
    this.#numbers.largest = Math.max(this.#numbers.largest, unpacked);
  }

  /** From its headers until it is answered or its connection is gone. */
  write(request: IncomingMessage, response: ServerResponse): void {
    this.#numbers.writes += 1;
    this.#inFlight += 1;
    response.once('close', () => {
      this.#inFlight -= 1;
      const status = response.writableFinished ? response.statusCode : 0;
      this.#answers[status] = (this.#answers[status] ?? 0) + 1;
    });
    // A client that gave up and asks anew may be seen in that order in one turn: count when both were seen.
    setImmediate(() => {
      if (!request.socket.destroyed) this.#numbers.overlap = Math.max(this.#numbers.overlap, this.#inFlight);
    });
  }

  read(): Statistics {
    return { ...this.#numbers, answers: { ...this.#answers } };
  }
}

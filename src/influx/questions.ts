/** Questions about the past that wait for InfluxDB: a few at a time, each for a while, and never more than a bounded number. */
import type { DurationMs } from '../thermal/types.ts';
import type { HistoryAnswer, HistoryRequest } from './history-reader.ts';
import { InfluxError } from './types.ts';

/** From being asked to being answered, waiting included. */
export const ANSWER_WITHIN: DurationMs = 10_000;
/** A chart of years is work for a server that is also written to. */
export const AT_ONCE_MOST = 2;
export const WAITING_MOST = 32;

type Question = {
  readonly id: number;
  readonly request: HistoryRequest;
  readonly resolve: (answer: HistoryAnswer) => void;
  readonly reject: (error: InfluxError) => void;
  readonly timer: NodeJS.Timeout;
};

export class Questions {
  readonly #send: (id: number, request: HistoryRequest) => void;
  /** Those that are being answered come first. */
  readonly #open = new Map<number, Question>();
  readonly #waiting: Question[] = [];
  #nextId = 0;

  constructor(send: (id: number, request: HistoryRequest) => void) {
    this.#send = send;
  }

  ask(request: HistoryRequest): Promise<HistoryAnswer> {
    if (this.#waiting.length >= WAITING_MOST)
      return Promise.reject(
        new InfluxError('INFLUX_OVERLOADED', `Read the past: ${WAITING_MOST} questions wait already`),
      );
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const late = new InfluxError('INFLUX_TIMEOUT', `Read the past: no answer within ${ANSWER_WITHIN} ms`);
      const timer = setTimeout(() => this.refused(id, late), ANSWER_WITHIN);
      this.#waiting.push({ id, request, resolve, reject, timer });
      this.#next();
    });
  }

  answered(id: number, answer: HistoryAnswer): void {
    this.#take(id)?.resolve(answer);
  }

  refused(id: number, error: InfluxError): void {
    this.#take(id)?.reject(error);
  }

  /** Nobody is there to answer any more. */
  refuseAll(error: InfluxError): void {
    for (const { id } of [...this.#waiting, ...this.#open.values()]) this.refused(id, error);
  }

  #take(id: number): Question | undefined {
    const waiting = this.#waiting.findIndex((q) => q.id === id);
    const question = waiting < 0 ? this.#open.get(id) : this.#waiting.splice(waiting, 1)[0];
    this.#open.delete(id);
    clearTimeout(question?.timer);
    this.#next();
    return question;
  }

  #next(): void {
    while (this.#open.size < AT_ONCE_MOST) {
      const question = this.#waiting.shift();
      if (question === undefined) return;
      this.#open.set(question.id, question);
      this.#send(question.id, question.request);
    }
  }
}

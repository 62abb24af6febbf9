/**
 * Brings points into InfluxDB for somebody who waits at a terminal: like the sender, a batch is searched for what the
 * server will not have and the server is given time, but patience has an end.
 */
import type { RefusedPoint } from '../keeper/protocol.ts';
import type { DurationMs } from '../thermal/types.ts';
import { Backoff } from './backoff.ts';
import { Bisection, type Server } from './bisect.ts';
import { checkPoint } from './point.ts';
import { InfluxError, type Point, type Target, type Trouble } from './types.ts';

/** A server that has been away for so long is somebody's business. */
export const PATIENCE: DurationMs = 10 * 60_000;

export type DeliveryParts = {
  readonly target: Pick<Target, 'write' | 'create'>;
  /** A point that the server is known to take, for telling a bad point from a bad server. */
  readonly control: () => Point;
  readonly signal: AbortSignal;
  /** ms that have passed, from any beginning. */
  readonly elapsed: () => DurationMs;
  readonly random: () => number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  readonly wait: (ms: DurationMs, signal: AbortSignal) => Promise<void>;
  /** Before each wait. */
  readonly waiting: (why: { readonly code: Trouble; readonly reason: string }, ms: DurationMs) => void;
};

type Why = {
  readonly code: InfluxError['code'];
  readonly reason: string;
  readonly retryAfterMs: number | null;
};

export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #backoff: Backoff;
  readonly #server: Server;
  #created = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts.random);
    this.#server = {
      write: (points) => parts.target.write(points),
      control: () => parts.target.write([parts.control()]),
    };
  }

  /**
   * Answers what the server, or the encoder, would not take; the rest is stored. Throws InfluxError when it cannot be
   * reached for longer than PATIENCE or will not have us at all, and the signal's reason once that is aborted.
   */
  async deliver(points: readonly Point[]): Promise<RefusedPoint[]> {
    const refused: RefusedPoint[] = [];
    const good: Point[] = [];
    for (const point of points) {
      const reason = checkPoint(point);
      if (reason === null) good.push(point);
      else refused.push({ point, reason });
    }
    const search = new Bisection(good);
    const stopped = () => this.#parts.signal.aborted;
    await this.#patiently(() => search.run(this.#server, stopped));
    return [...refused, ...search.setAside];
  }

  /** The same patience with a question. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    const answers: T[] = [];
    await this.#patiently(async () => {
      try {
        answers.push(await question());
        return null;
      } catch (error) {
        if (!(error instanceof InfluxError)) throw error;
        return { code: error.code, reason: error.message, retryAfterMs: null };
      }
    });
    return answers[0] as T;
  }

  /** Tries until it answers null: nothing is in the way any more. */
  async #patiently(attempt: () => Promise<Why | null>): Promise<void> {
    const { signal, elapsed, wait, waiting } = this.#parts;
    const began = elapsed();
    for (;;) {
      const why = await attempt();
      if (why === null) return this.#backoff.succeeded();
      signal.throwIfAborted();
      const { code, reason } = why;
      if (code === 'INFLUX_MISSING') {
        if (this.#created || !(await this.#parts.target.create())) throw new InfluxError(code, reason);
        this.#created = true;
        continue;
      }
      if (isHopeless(code) || elapsed() - began > PATIENCE) throw new InfluxError(code, reason);
      const ms = this.#backoff.failed(why.retryAfterMs);
      waiting({ code, reason }, ms);
      await wait(ms, signal);
      signal.throwIfAborted();
    }
  }
}

/** Waiting changes nothing: a person must. */
const isHopeless = (code: InfluxError['code']): code is 'INFLUX_UNAUTHORIZED' | 'INFLUX_QUERY_REFUSED' =>
  code === 'INFLUX_UNAUTHORIZED' || code === 'INFLUX_QUERY_REFUSED';

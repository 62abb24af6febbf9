/**
 * The way of the outbox into InfluxDB: slice by slice, one write in flight, and the cursor moved only when all before it is
 * stored or set aside. While a write is in flight the next slice is made and the last page is settled; nothing is read
 * further ahead, so that memory is bounded however long the server is away.
 */
import type { RefusedPoint } from '../keeper/protocol.ts';
import { BEGINNING, type Cursor, type Outbox } from '../store/outbox.ts';
import type { DurationMs } from '../thermal/types.ts';
import { Backoff } from './backoff.ts';
import { Bisection, type Server } from './bisect.ts';
import { Feed, type Slice, sameCursor } from './feed.ts';
import { Telling, type TellingParts } from './telling.ts';
import { InfluxError, type Point, type Target, type Trouble, type WriteResult } from './types.ts';

/** With nothing to send, how often the outbox is looked at. */
export const POLL: DurationMs = 500;
/** After a page that was not full, what comes is gathered for so long: no request for every single reading. */
export const GATHER: DurationMs = 1_000;
/** The ledger's first events, by which a copy is known: they are sent first, and never change. */
const FIRST_EVENTS = [1, 10] as const;
/** Between two points of the service's own health, which also tell whether the server is there when nothing is to be sent. */
export const PULSE: DurationMs = 10_000;

export type SenderParts = Omit<TellingParts, 'target'> & {
  readonly outbox: Outbox;
  readonly target: Pick<Target, 'name' | 'write' | 'create' | 'events'>;
  /** Where the copy in this target ends, as last settled. */
  readonly cursor: Cursor;
  /** Commits both in one transaction. False: not now, ask again. */
  readonly settle: (cursor: Cursor, setAside: readonly RefusedPoint[]) => Promise<boolean>;
  /** The service's health now, as a point known to be good. */
  readonly health: () => Point;
  readonly random: () => number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  readonly wait: (ms: DurationMs, signal: AbortSignal) => Promise<void>;
  /** Lets the rest of the thread have its turn. */
  readonly breathe: () => Promise<void>;
};

/** Since the sender began; `cursor` is the last one settled. */
export type SenderCounts = {
  readonly pointsStored: number;
  readonly pointsSetAside: number;
  readonly requests: number;
  readonly failures: number;
  readonly cursor: Cursor;
};

type Why = { readonly code: Trouble; readonly reason: string; readonly retryAfterMs: number | null };

export class Sender {
  readonly #parts: SenderParts;
  readonly #feed: Feed;
  readonly #backoff: Backoff;
  readonly #server: Server;
  readonly #telling: Telling;
  readonly #end = new AbortController();
  #running: Promise<void> | null = null;
  /** Made while the last one was written. */
  #ahead: Slice | null = null;
  /** Of the page that is being written. */
  #setAside: RefusedPoint[] = [];
  #settling: Promise<void> = Promise.resolve();
  /**
   * Is what was settled still in there? `start`: it may have been replaced while nobody looked. `missing`: the server said
   * that there is no such database; a new one may have come since, or an answer went astray on the way.
   */
  #doubt: 'start' | 'missing' | null;
  /** All is to be told again, when the slice that is being made is made. */
  #anew = false;
  #created = false;
  #pulsedAt = Number.NEGATIVE_INFINITY;
  #counts: { -readonly [K in keyof SenderCounts]: SenderCounts[K] };

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#feed = new Feed(parts.outbox, parts.cursor, parts.breathe);
    this.#backoff = new Backoff(parts.random);
    this.#server = {
      write: (points) => this.#write(points),
      control: () => this.#write([parts.health()]),
    };
    this.#telling = new Telling({ ...parts, target: parts.target.name });
    this.#doubt = sameCursor(parts.cursor, BEGINNING) ? null : 'start';
    this.#counts = { pointsStored: 0, pointsSetAside: 0, requests: 0, failures: 0, cursor: parts.cursor };
  }

  get counts(): SenderCounts {
    return { ...this.#counts };
  }

  /** Resolves after `stop`. Rejects when the outbox cannot be read: nothing is lost, begin anew. */
  run(): Promise<void> {
    this.#running ??= this.#loop();
    return this.#running;
  }

  /** Resolves when the write in flight, if any, has its answer and what was settled is known. */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#running?.catch(() => {});
  }

  /** To be called now and then, so that a state is told also while nothing is heard of the server. */
  tell(): void {
    this.#telling.tell();
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      if (this.#doubt !== null) await this.#ask();
      if (this.#anew) await this.#fromTheBeginning();
      const pause = await this.#turn();
      await this.#pulse();
      if (pause > 0) await this.#wait(pause);
    }
    await this.#settling;
  }

  /** Asks until it is known: a copy that lacks even the ledger's first events begins anew. */
  async #ask(): Promise<void> {
    await this.#settling;
    while (this.#doubt !== null && !this.#stopped) {
      const same = await this.#hasFirstEvents(this.#doubt);
      if (same === null) continue;
      this.#doubt = null;
      this.#anew = !same;
    }
  }

  /** Null: not to be told now. */
  async #hasFirstEvents(doubt: 'start' | 'missing'): Promise<boolean | null> {
    // None was sent yet: nothing to know it by.
    if (this.#counts.cursor.ledger === 0) return doubt === 'start';
    try {
      return (await this.#parts.target.events(...FIRST_EVENTS)).length > 0;
    } catch (error) {
      const { code, message } = error instanceof InfluxError ? error : { code: null, message: String(error) };
      // A token that may write and not read: the safe guess after a database was away, too much at every start.
      if (code === 'INFLUX_UNAUTHORIZED' || code === 'INFLUX_QUERY_REFUSED') return doubt === 'start';
      await this.#trouble({ code: code ?? 'INFLUX_FAILED', reason: message, retryAfterMs: null });
      return null;
    }
  }

  /** One slice. Answers how long to wait before the next. */
  async #turn(): Promise<DurationMs> {
    const slice = this.#ahead ?? (await this.#feed.next());
    this.#ahead = null;
    if (slice === null) return POLL;
    const search = new Bisection(slice.points);
    const [done, ahead] = await Promise.all([this.#deliver(search), slice.more ? this.#feed.next() : null]);
    if (!done) return 0;
    this.#ahead = ahead;
    this.#setAside.push(...slice.setAside, ...search.setAside);
    if (slice.cursor !== null) await this.#settle(slice.cursor);
    return slice.more ? 0 : GATHER;
  }

  /** True: everything is stored or set aside. False: stopped, or all must be sent again. */
  async #deliver(search: Bisection): Promise<boolean> {
    for (;;) {
      const why = await search.run(this.#server, () => this.#stopped);
      if (why === null) return true;
      if (this.#stopped) return false;
      await this.#trouble(why);
      if (this.#doubt !== null) await this.#ask();
      if (this.#anew) return false;
    }
  }

  async #write(points: readonly Point[]): Promise<WriteResult> {
    this.#counts.requests++;
    const result = await this.#parts.target.write(points);
    if (result.kind === 'stored') {
      this.#counts.pointsStored += points.length;
      this.#created = false;
      this.#backoff.succeeded();
      this.#telling.stored();
    }
    return result;
  }

  /** Waits as long as the server is to be left alone. */
  async #trouble({ code, reason, retryAfterMs }: Why): Promise<void> {
    this.#counts.failures++;
    this.#telling.failed(code, reason);
    if (code === 'INFLUX_MISSING') {
      this.#doubt = 'missing';
      if (!this.#created && (await this.#parts.target.create().catch(() => false))) {
        this.#created = true;
        return;
      }
    }
    await this.#wait(this.#backoff.failed(retryAfterMs));
  }

  /** Nothing of what was stored is there any more. */
  async #fromTheBeginning(): Promise<void> {
    this.#anew = false;
    this.#ahead = null;
    this.#setAside = [];
    if (!sameCursor(this.#counts.cursor, BEGINNING)) {
      await this.#settle(BEGINNING);
      await this.#settling;
    }
    this.#feed.rewind(BEGINNING);
  }

  /** Settles after what was settled before, beside the next page's writes; so at most one page is ever unsettled behind it. */
  async #settle(cursor: Cursor): Promise<void> {
    await this.#settling;
    const setAside = this.#setAside;
    this.#setAside = [];
    this.#settling = this.#settleUntilDone(cursor, setAside);
  }

  async #settleUntilDone(cursor: Cursor, setAside: readonly RefusedPoint[]): Promise<void> {
    const backoff = new Backoff(this.#parts.random);
    while (!(await this.#parts.settle(cursor, setAside))) {
      if (this.#stopped) return;
      await this.#wait(backoff.failed(null));
    }
    this.#counts.cursor = cursor;
    this.#counts.pointsSetAside += setAside.length;
  }

  async #pulse(): Promise<void> {
    if (this.#stopped || this.#parts.elapsed() - this.#pulsedAt < PULSE) return;
    this.#pulsedAt = this.#parts.elapsed();
    const result = await this.#write([this.#parts.health()]);
    if (result.kind !== 'unavailable' || this.#stopped) return;
    await this.#trouble(result);
    // With nothing else to send, only this tells when the server is back.
    this.#pulsedAt = Number.NEGATIVE_INFINITY;
  }

  get #stopped(): boolean {
    return this.#end.signal.aborted;
  }

  #wait(ms: DurationMs): Promise<void> {
    return this.#stopped ? Promise.resolve() : this.#parts.wait(ms, this.#end.signal);
  }
}

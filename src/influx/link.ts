/**
 * The copy in InfluxDB as the socket thread has it: starts the thread that sends, starts another when it dies, passes its
 * settlements to the keeper, and its answers to whoever asked. No trouble with InfluxDB or in that thread touches the service.
 */
import { Worker } from 'node:worker_threads';
import {
  type Actor,
  type Answer,
  type Command,
  type InfluxLink as Link,
  type Query,
  SYSTEM,
} from '../keeper/protocol.ts';
import type { InfluxView } from '../keeper/views.ts';
import { BEGINNING, type Cursor } from '../store/outbox.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { Backoff } from './backoff.ts';
import type {
  BucketsRequest,
  HistoryAnswer,
  HistoryReader,
  HistoryRequest,
  ReadingsRequest,
} from './history-reader.ts';
import { influxLines, NOTHING_SENT } from './lines.ts';
import type { ServiceHealth } from './points.ts';
import { Questions } from './questions.ts';
import type { SenderCounts } from './sender.ts';
import { targetName } from './settings.ts';
import { InfluxError, type StoredBucket, type StoredReading, type TargetSettings } from './types.ts';
import type { Beginning, FromInflux, ToInflux } from './wire.ts';

/** How often the thread is told of the service's health. */
const HEALTH_EVERY: DurationMs = 10_000;
/** A thread that lived for so long is started again as if it were the first. */
const LIVED_LONG: DurationMs = 60_000;
/** Of the service's orderly end; a thread that takes longer has a server that does not answer, and nothing to lose. */
const STOP_WITHIN: DurationMs = 1_000;
/** A huge journal entry is decoded as a whole; more than this is a defect, and ends the thread instead of the service. */
const HEAP_MIB_MOST = 1_024;

export type Counted = Omit<ServiceHealth, 'backlogEntries' | 'backlogAgeSeconds' | 'setAside'>;
export type LinkOptions = {
  readonly directory: string;
  readonly settings: TargetSettings;
  readonly keeper: {
    execute(actor: Actor, command: Command): Promise<Answer>;
    ask(actor: Actor, query: Query): Promise<Answer>;
  };
  readonly counts: () => Counted;
  readonly clock: () => UtcMs;
  readonly log: {
    info(facts: object, text: string): void;
    warn(facts: object, text: string): void;
    error(facts: object, text: string): void;
  };
};

export class InfluxLink implements HistoryReader {
  readonly #options: LinkOptions;
  readonly #backoff = new Backoff(Math.random);
  readonly #questions = new Questions((id, request) => this.#post({ type: 'read', id, request }));
  readonly #health: NodeJS.Timeout;
  #worker: Worker | null = null;
  #begunAt = 0;
  #again: NodeJS.Timeout | null = null;
  #closing: (() => void) | null = null;
  #link: Link;
  #view: InfluxView | null = null;
  #counts: SenderCounts = NOTHING_SENT;
  /** Of the threads before this one. */
  #before: SenderCounts = NOTHING_SENT;

  /** Begins at once, and waits for nothing. */
  constructor(options: LinkOptions) {
    this.#options = options;
    const target = targetName(options.settings);
    this.#link = { target, state: 'unknown', reason: '', since: options.clock(), lastStoredAt: null };
    this.#health = setInterval(() => void this.#look(), HEALTH_EVERY).unref();
    void this.#begin();
  }

  read(request: BucketsRequest): Promise<StoredBucket[]>;
  read(request: ReadingsRequest): Promise<StoredReading[]>;
  read(request: HistoryRequest): Promise<HistoryAnswer> {
    return this.#worker === null ? Promise.reject(NOBODY) : this.#questions.ask(request);
  }

  /** Prometheus text lines. */
  metrics(): string[] {
    return influxLines(this.#link, this.#sent, this.#service(), this.#worker !== null);
  }

  /** Shown on `/readyz`; never a reason for it to fail. */
  health(): Record<string, unknown> {
    const { target, state, reason } = this.#link;
    const { backlogEntries, backlogAgeSeconds, setAside } = this.#service();
    return { influx: { target, state, reason, backlogEntries, backlogAgeSeconds, setAside } };
  }

  /** Lets the write in flight end, for a moment. Before the keeper is closed, which has the last settlement. */
  async close(): Promise<void> {
    clearInterval(this.#health);
    if (this.#again !== null) clearTimeout(this.#again);
    const stopped = new Promise<void>((resolve) => {
      this.#closing = resolve;
      setTimeout(resolve, STOP_WITHIN).unref();
    });
    const worker = this.#worker;
    if (worker === null) return;
    this.#post({ type: 'stop' });
    await stopped;
    await worker.terminate();
    this.#questions.refuseAll(NOBODY);
  }

  /** The keeper knows where the copy in this target ends. */
  async #begin(): Promise<void> {
    const cursor = await this.#cursor();
    if (this.#closing !== null) return;
    if (cursor === null) return this.#beginLater();
    await this.#look();
    if (this.#closing !== null) return;
    const { directory, settings } = this.#options;
    const beginning: Beginning = { directory, settings, cursor, health: this.#service() };
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: beginning,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB_MOST },
    });
    this.#begunAt = performance.now();
    this.#worker = worker;
    // What a thread that was given up still says must not touch its successor.
    worker.on('message', (message: FromInflux) => {
      if (this.#worker === worker) this.#hear(message);
    });
    worker.on('error', (error) => {
      if (this.#worker === worker) this.#fail(String(error));
    });
    worker.on('exit', (status) => {
      if (this.#worker === worker && this.#closing === null) this.#fail(`Its thread ended with ${status}`);
    });
  }

  async #cursor(): Promise<Cursor | null> {
    const answer = await this.#options.keeper.execute(SYSTEM, { type: 'influx.report', link: this.#link });
    return answer.ok ? (answer.value as { cursor: Cursor }).cursor : null;
  }

  #beginLater(): void {
    const wait = this.#backoff.failed(null);
    this.#again = setTimeout(() => void this.#begin(), wait).unref();
  }

  #hear(message: FromInflux): void {
    switch (message.type) {
      case 'settle':
        void this.#settle(message.id, message.cursor, message.setAside);
        break;
      case 'report':
        this.#report(message.link);
        break;
      case 'counts':
        this.#counts = message.counts;
        break;
      case 'verified':
        void this.#options.keeper.execute(SYSTEM, { type: 'influx.verified', result: message.result });
        break;
      case 'read':
        this.#questions.answered(message.id, message.answer);
        break;
      case 'unread':
        this.#questions.refused(message.id, new InfluxError(message.code, message.message));
        break;
      case 'stopped':
        this.#closing?.();
        break;
      default:
        throw new Error(`No message ${JSON.stringify(message satisfies never)}`);
    }
  }

  /** A keeper that is just beginning again commits it later: the thread keeps it and asks once more. */
  async #settle(
    id: number,
    cursor: Cursor,
    setAside: Extract<FromInflux, { type: 'settle' }>['setAside'],
  ): Promise<void> {
    const worker = this.#worker;
    const answer = await this.#options.keeper.execute(SYSTEM, {
      type: 'influx.settle',
      target: this.#link.target,
      cursor,
      setAside: [...setAside],
    });
    if (this.#worker !== worker) return;
    if (answer.ok) this.#post({ type: 'settled', id, done: true });
    else if (answer.refusal.code === 'INFLUX_CURSOR_AHEAD') this.#fail(answer.refusal.message);
    else this.#post({ type: 'settled', id, done: false });
  }

  #report(link: Link): void {
    const { log, keeper } = this.#options;
    // A first success is what was expected.
    const isNews =
      link.state !== this.#link.state && !(link.state === 'ok' && this.#link.state === 'unknown');
    if (isNews)
      log[link.state === 'ok' ? 'info' : 'warn'](
        { ...link },
        link.state === 'ok' ? 'InfluxDB stores again' : 'InfluxDB stores nothing; it is sent later',
      );
    this.#link = link;
    void keeper.execute(SYSTEM, { type: 'influx.report', link });
  }

  /** What is behind and what was set aside, and with it the health that is sent. */
  async #look(): Promise<void> {
    const answer = await this.#options.keeper.ask(SYSTEM, { type: 'influx' });
    if (answer.ok) this.#view = answer.value as InfluxView;
    this.#post({ type: 'health', health: this.#service() });
  }

  #service(): ServiceHealth {
    const { backlog, setAside } = this.#view ?? { backlog: NO_BACKLOG, setAside: 0 };
    const age = backlog.oldestAt === null ? 0 : this.#options.clock() - Date.parse(backlog.oldestAt);
    return {
      ...this.#options.counts(),
      backlogEntries: backlog.journal + backlog.chunks + backlog.ledger + backlog.excursions,
      backlogAgeSeconds: Math.max(0, age) / 1000,
      setAside,
    };
  }

  get #sent(): SenderCounts {
    const [a, b] = [this.#before, this.#counts];
    return {
      pointsStored: a.pointsStored + b.pointsStored,
      pointsSetAside: a.pointsSetAside + b.pointsSetAside,
      requests: a.requests + b.requests,
      failures: a.failures + b.failures,
      cursor: BEGINNING,
    };
  }

  /** Nothing is lost with it: the next one begins at the cursor. */
  #fail(reason: string): void {
    this.#options.log.error({ reason }, 'The thread that speaks with InfluxDB failed; another is started');
    void this.#worker?.terminate();
    this.#worker = null;
    this.#before = this.#sent;
    this.#counts = NOTHING_SENT;
    this.#questions.refuseAll(NOBODY);
    this.#closing?.();
    if (this.#closing !== null) return;
    if (performance.now() - this.#begunAt > LIVED_LONG) this.#backoff.succeeded();
    this.#beginLater();
  }

  #post(message: ToInflux): void {
    this.#worker?.postMessage(message);
  }
}

const NO_BACKLOG = { journal: 0, chunks: 0, ledger: 0, excursions: 0, oldestAt: null };
const NOBODY = new InfluxError(
  'INFLUX_UNREACHABLE',
  'Read the past: the thread that speaks with InfluxDB is down',
);

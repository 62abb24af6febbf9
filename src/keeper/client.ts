/**
 * The keeper as the socket thread has it: telemetry goes to it in batches (telemetry-line.ts), commands and questions as
 * promises, and a small mirror of who may connect and sign in.
 * When the keeper fails, what was not committed is refused, and a new keeper begins from the disk.
 */
import { Worker } from 'node:worker_threads';
import type { ShownCertificate } from '../fleet/identity.ts';
import { isWithin, siteTree } from '../fleet/places.ts';
import type { Person } from '../fleet/types.ts';
import type { KeeperDelta, KeeperPort } from '../http/ports.ts';
import type { Credentials, Delivery, Intake } from '../mqtt/ports.ts';
import type { UtcMs } from '../thermal/types.ts';
import { GateLine, type Written, writtenOf } from './gate-line.ts';
import { packQuestions, unpackAnswers } from './gate-message.ts';
import type { Lane } from './lanes.ts';
import type { Mirror } from './mirror.ts';
import { degradedAnswer, metricLines } from './outside.ts';
import { type Actor, type Answer, type Command, type Query, SYSTEM } from './protocol.ts';
import { SignIn } from './sign-in.ts';
import { TelemetryLine } from './telemetry-line.ts';
import { unpackTiles } from './told-tiles.ts';
import type { FromKeeper, ToKeeper } from './wire.ts';

const DISK_FAILED = /^SQLITE_(IOERR|CORRUPT|NOTADB)/;
const RESTART_AFTER = 1_000;

export type ClientOptions = {
  readonly directory: string;
  readonly clock: () => UtcMs;
  readonly log: { info(facts: object, text: string): void; error(facts: object, text: string): void };
  /**
   * The disk itself failed, or the file is damaged: what the kernel still shows of it may not be what is written, so
   * nobody may go on with it. The process must end and begin again from what is really there.
   */
  readonly onDiskFailed?: (code: string) => void;
  /** A device left the registry, was retired or got another secret: cut its connection. */
  readonly onDeviceGone?: (device: string) => void;
  /** Unpacked readings beyond which packing begins. */
  readonly packAfter?: number;
  /** The connections to foreign brokers, by name: what a description may name as a gateway. */
  readonly connections?: readonly string[];
};

export class KeeperClient implements Intake, Credentials {
  readonly #options: ClientOptions;
  #worker: Worker | null = null;
  #ready = false;
  #degraded: string | null = 'starting';
  #closing: (() => void) | null = null;
  #settings: Record<string, string | number> = {};
  #counts: Record<string, number | string> = {};
  readonly #telemetry = new TelemetryLine({
    post: (message, transfer) => this.#post(message, transfer),
    nextId: () => this.#nextId++,
    isReady: () => this.#ready,
    clock: () => performance.now(),
  });
  readonly #waiting = new Map<number, { resolve: (a: Answer) => void }>();
  readonly #gate = new GateLine((questions) => {
    const id = this.#nextId++;
    this.#post({ type: 'gate', id, questions: packQuestions(questions) });
    return id;
  });
  readonly #listeners = new Set<(delta: KeeperDelta) => void>();
  #nextId = 1;
  readonly #signIn: SignIn;
  #people = new Map<string, Person>();
  readonly #sessions = new Map<string, Mirror['sessions'][number]>();
  #tree = siteTree(new Map());
  #amnesia: string | null = null;
  #begun: { resolve: () => void; reject: (error: Error) => void } | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#signIn = new SignIn(options.clock, (device, fingerprint) => {
      void this.execute(SYSTEM, { type: 'device.confirm', device, fingerprint });
    });
  }

  /** Resolves when the keeper is ready; rejects when the store cannot be opened at all. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#begun = { resolve, reject };
      this.#launch();
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) {
      // It failed and would begin again.
      this.#closing = () => {};
      return;
    }
    await new Promise<void>((resolve) => {
      this.#closing = resolve;
      this.#post({ type: 'close' });
    });
    await worker.terminate();
    this.#worker = null;
  }

  // --- telemetry -------------------------------------------------------------------------------------------------

  offer(delivery: Delivery): boolean {
    return this.#telemetry.offer(delivery);
  }

  holdsBacklogOnly(): boolean {
    return this.#telemetry.holdsBacklogOnly();
  }

  whenDrained(resume: () => void, whom?: Lane): void {
    this.#telemetry.whenDrained(resume, whom);
  }

  verify(device: string, secret: Uint8Array): boolean {
    return this.#signIn.verify(device, secret);
  }

  verifyCertificate(device: string, shown: ShownCertificate): boolean {
    return this.#signIn.verifyCertificate(device, shown);
  }

  knows(device: string): boolean {
    return this.#signIn.knows(device);
  }

  profileOf(device: string): string | null {
    return this.#signIn.profileOf(device);
  }

  hasRoom(): boolean {
    return this.#telemetry.hasRoom();
  }

  speaksForeign(device: string): boolean {
    return this.#signIn.speaksForeign(device);
  }

  // --- people ----------------------------------------------------------------------------------------------------

  async execute(actor: Actor, command: Command): Promise<Answer> {
    const answer = await this.#request((id) => ({ type: 'execute', id, actor, command }));
    if (!answer.ok) return answer;
    if (command.type === 'session.open') {
      const { tokenHash, username, expiresAt } = command;
      this.#sessions.set(tokenHash, { tokenHash, username, expiresAt });
    }
    if (command.type === 'session.close') this.#sessions.delete(command.tokenHash);
    return answer;
  }

  ask(actor: Actor, query: Query): Promise<Answer> {
    return this.#request((id) => ({ type: 'ask', id, actor, query }));
  }

  /** What the scan gate says: the same as `ask` with an `eligibility`, as text. */
  verdict(actor: Actor, barcode: string, site: string): Promise<Written> {
    if (!this.#ready) return Promise.resolve(writtenOf(degradedAnswer(this.#degraded)));
    return this.#gate.ask({ actor, barcode, site });
  }

  hasPeople(): boolean {
    return this.#people.size > 0;
  }

  /** What the keeper counted, and how many deliveries wait for it. */
  counts(): Record<string, number | string> {
    return { ...this.#counts, queued: this.#telemetry.length };
  }

  /** This client as the HTTP edge wants it; `more` are other Prometheus lines, `detail` is shown beside the keeper's own. */
  port(more: () => string, detail: () => Record<string, unknown> = () => ({})): KeeperPort {
    return {
      execute: (actor, command) => this.execute(actor, command),
      ask: (actor, query) => this.ask(actor, query),
      verdict: (actor, barcode, site) => this.verdict(actor, barcode, site),
      onDelta: (listener) => this.#listen(listener),
      person: (username) => {
        const person = this.#people.get(username);
        return person === undefined ? null : { person };
      },
      sessionsAtStart: () => [...this.#sessions.values()],
      siteTree: () => ({
        isWithin: (site, root) => root === null || (site !== null && isWithin(this.#tree, site, root)),
      }),
      health: () => ({ ready: this.#ready, degraded: this.#degraded, amnesia: this.#amnesia }),
      detail: () => ({ ...this.#settings, ...this.counts(), ...detail() }),
      metrics: () =>
        [...metricLines(this.#counts), `giulanh_queue_length ${this.#telemetry.length}`, more()].join('\n'),
    };
  }

  #listen(listener: (delta: KeeperDelta) => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#post({ type: 'watch', on: true });
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#post({ type: 'watch', on: false });
    };
  }

  #request(make: (id: number) => ToKeeper): Promise<Answer> {
    if (!this.#ready) return Promise.resolve(degradedAnswer(this.#degraded));
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, { resolve });
      this.#post(make(id));
    });
  }

  // --- the thread ------------------------------------------------------------------------------------------------

  #launch(): void {
    const { directory, packAfter, connections } = this.#options;
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: { directory, packAfter, connections },
    });
    this.#worker = worker;
    // What a thread that was given up still says must not touch its successor.
    const hear = (message: FromKeeper) => {
      if (this.#worker === worker) this.#hear(message);
    };
    worker.on('message', hear);
    worker.on('error', (error) => hear({ type: 'failed', message: String(error), code: null }));
    worker.on('exit', (status) => {
      if (this.#closing === null)
        hear({ type: 'failed', message: `Its thread ended with ${status}`, code: null });
    });
  }

  #post(message: ToKeeper, transfer: ArrayBuffer[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  #hear(message: FromKeeper): void {
    switch (message.type) {
      case 'ready':
        this.#settings = message.settings;
        this.#ready = true;
        this.#degraded = null;
        if (this.#listeners.size > 0) this.#post({ type: 'watch', on: true });
        this.#begun?.resolve();
        this.#begun = null;
        this.#telemetry.flush();
        break;
      case 'ingested':
        this.#telemetry.ingested(message.id, message.workMs);
        break;
      case 'answer': {
        const waiting = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        waiting?.resolve(message.answer);
        break;
      }
      case 'verdicts':
        this.#gate.hear(message.id, unpackAnswers(message.answers));
        break;
      case 'live':
        this.#tell({ ...message.change, units: unpackTiles(message.tiles) });
        break;
      case 'mirror':
        this.#reflect(message.mirror);
        break;
      case 'counts':
        this.#counts = message.counts;
        break;
      case 'failed':
        this.#fail(message.message, message.code);
        break;
      case 'closed':
        this.#ready = false;
        this.#closing?.();
        break;
      default:
        throw new Error(`No message ${JSON.stringify(message satisfies never)}`);
    }
  }

  #tell(delta: KeeperDelta): void {
    for (const listener of this.#listeners) listener(delta);
  }

  #reflect(mirror: Mirror): void {
    this.#amnesia = mirror.amnesia;
    this.#people = new Map(mirror.people.map((p) => [p.username, p]));
    this.#sessions.clear();
    for (const s of mirror.sessions) this.#sessions.set(s.tokenHash, s);
    this.#tree = siteTree(new Map(mirror.sites.map((s) => [s.id, s])));
    for (const id of this.#signIn.replace(mirror.devices)) this.#options.onDeviceGone?.(id);
  }

  /** Nothing in flight was acknowledged: devices resend it, people are told, and the next keeper starts from the disk. */
  #fail(text: string, code: string | null): void {
    const error = new Error(text);
    this.#ready = false;
    this.#degraded = text;
    this.#options.log.error(
      { code, reason: text },
      'The keeper failed; nothing is acknowledged until it is back',
    );
    if (code !== null && DISK_FAILED.test(code)) this.#options.onDiskFailed?.(code);
    void this.#worker?.terminate();
    this.#worker = null;
    this.#telemetry.refuse(error);
    for (const { resolve } of this.#waiting.values()) resolve(degradedAnswer(text));
    this.#waiting.clear();
    this.#gate.refuse(writtenOf(degradedAnswer(text)));
    if (this.#begun !== null) {
      this.#begun.reject(Object.assign(error, { code }));
      this.#begun = null;
    } else if (this.#closing !== null) this.#closing();
    else
      setTimeout(() => {
        if (this.#closing === null) this.#launch();
      }, RESTART_AFTER).unref();
  }
}

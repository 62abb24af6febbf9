/**
 * One connection to a broker, from CONNECT to its end: signs in, subscribes, hands on each message and acknowledges it once its commit
 * is on the disk. The MQTT client library keeps the session; PUBLISHes and their acknowledgements are taken past it (`Wire`), because
 * it would answer each before it reads the next.
 */
import type { IConnackPacket, MqttClient } from 'mqtt';
import { Backlog } from './backlog.ts';
import { dial } from './dial.ts';
import type { PublishHead } from './publish.ts';
import { type BridgeSettings, filterOf } from './settings.ts';
import type { TlsFiles } from './tls-files.ts';
import { type Trouble, troubleIn, troubleOf } from './trouble.ts';
import { Unacknowledged, type Waiting } from './unacknowledged.ts';
import type { Receiver, Wire } from './wire.ts';

/** How long what is on its way may still be kept and acknowledged at an orderly end. */
const END_WITHIN = 700;
const BYTES_MOST = 4 * 1024 * 1024;

/** `late`: it may have waited for us at the broker. */
export type Kept = { readonly waiting: Waiting; readonly session: Session; readonly late: boolean };
export type SessionParts = {
  readonly settings: BridgeSettings;
  readonly tls: TlsFiles | null;
  /** Filters that the broker may still keep for us and that are wanted no more. */
  readonly unwanted: readonly string[];
  /** A clock that nobody sets, ms. */
  uptime(): number;
  /** Answers false when the service has no room for more: then `hasRoom` is to be called. */
  take(head: PublishHead, payload: Buffer | null, size: number, kept: Kept): boolean;
  /** All is subscribed. `hadSession`: the broker kept what came meanwhile. `denied`: what it does not let us read. */
  ready(hadSession: boolean, denied: readonly string[]): void;
  /** Once. */
  closed(trouble: Trouble): void;
};

export class Session implements Receiver {
  readonly version;
  readonly #parts: SessionParts;
  readonly #wire: Wire;
  readonly #client: MqttClient;
  readonly #unacknowledged = new Unacknowledged();
  readonly #backlog = new Backlog();
  #trouble: Trouble | null = null;
  #full = false;
  #crowded = false;
  #ending = false;
  #flushing = false;
  #whenQuiet: (() => void) | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const { settings, tls } = parts;
    this.version = settings.version;
    const { wire, client } = dial(settings, tls, this);
    this.#wire = wire;
    this.#client = client;
    this.#client.on('connect', (connack) => void this.#subscribe(connack));
    this.#client.on('disconnect', ({ reasonCode }) => {
      this.#trouble ??= troubleOf('closed', `DISCONNECT ${reasonCode ?? 0}`);
    });
    this.#client.on('error', (error) => {
      this.#trouble ??= troubleIn(error);
      this.#wire.destroy();
    });
    this.#wire.on('close', () => {
      this.#whenQuiet?.();
      parts.closed(this.#trouble ?? troubleOf('closed', 'the connection was closed'));
    });
  }

  get blocked(): boolean {
    return this.#full || this.#crowded || this.#ending;
  }

  get inFlight(): number {
    return this.#unacknowledged.length;
  }

  publish(head: PublishHead, payload: Buffer): void {
    this.#take(head, payload, payload.length);
  }

  oversize(head: PublishHead, size: number): void {
    this.#take(head, null, size);
  }

  /** A message of this connection is kept, or nothing of it is to be. */
  settle(waiting: Waiting): void {
    waiting.done = true;
    if (this.#flushing) return;
    this.#flushing = true;
    process.nextTick(() => this.#flush());
  }

  hasRoom(): void {
    this.#full = false;
    this.#readOn();
  }

  /** Gives the connection up: the broker sends again what was not acknowledged. */
  fail(trouble: Trouble): void {
    this.#trouble ??= trouble;
    this.#wire.destroy();
  }

  /** Reads nothing more, acknowledges what is being kept, and says goodbye. The broker keeps the session. */
  async end(): Promise<void> {
    this.#ending = true;
    if (this.inFlight > 0 && !this.#wire.destroyed) {
      const quiet = new Promise<void>((resolve) => {
        this.#whenQuiet = resolve;
      });
      const timer = setTimeout(() => this.#whenQuiet?.(), END_WITHIN);
      await quiet;
      clearTimeout(timer);
    }
    if (this.#wire.destroyed) return;
    const closed = new Promise<void>((resolve) => this.#wire.once('close', () => resolve()));
    const late = setTimeout(() => this.#wire.destroy(), END_WITHIN);
    if (this.#client.connected) this.#client.end();
    else this.#wire.destroy();
    await closed;
    clearTimeout(late);
  }

  #take(head: PublishHead, payload: Buffer | null, size: number): void {
    const { qos, packetId } = head;
    const waiting = { qos, packetId, bytes: payload?.length ?? 0, done: false };
    const late = this.#backlog.isLate(this.inFlight, this.#parts.uptime());
    this.#unacknowledged.add(waiting);
    const { length, bytes } = this.#unacknowledged;
    if (length >= this.#parts.settings.receiveMaximum || bytes >= BYTES_MOST) this.#crowded = true;
    if (!this.#parts.take(head, payload, size, { waiting, session: this, late })) this.#full = true;
    if (this.blocked) this.#backlog.blocked(this.#parts.uptime());
  }

  #readOn(): void {
    if (this.blocked) return;
    this.#backlog.unblocked(this.#parts.uptime());
    this.#wire.resumeReading();
  }

  #flush(): void {
    this.#flushing = false;
    if (this.#wire.destroyed) return;
    const acknowledgements = this.#unacknowledged.take();
    if (acknowledgements !== null) {
      this.#wire.write(acknowledgements);
      this.#backlog.acknowledged(this.#parts.uptime());
    }
    if (this.inFlight === 0) this.#whenQuiet?.();
    const { length, bytes } = this.#unacknowledged;
    if (!this.#crowded || length * 2 > this.#parts.settings.receiveMaximum || bytes * 2 > BYTES_MOST) return;
    this.#crowded = false;
    this.#readOn();
  }

  async #subscribe({ sessionPresent }: IConnackPacket): Promise<void> {
    const { settings, unwanted, ready } = this.#parts;
    const denied: string[] = [];
    const { uptime } = this.#parts;
    this.#backlog.begun(sessionPresent);
    try {
      if (sessionPresent && unwanted.length > 0) await this.#client.unsubscribeAsync([...unwanted]);
      for (const filter of settings.subscriptions.map(filterOf)) {
        // What the broker kept comes with a new subscription alone (version 5); it is marked as kept, what is told now is not.
        const options =
          this.version === 5 ? { qos: 1 as const, rh: 1, nl: false, rap: false } : { qos: 1 as const };
        const askedAt = uptime();
        await this.#client.subscribeAsync(filter, options).catch((error: Error) => {
          denied.push(`${filter}: ${error.message}`);
        });
        this.#backlog.answered(uptime() - askedAt);
      }
    } catch (error) {
      this.fail(troubleIn(error instanceof Error ? error : new Error(String(error))));
    }
    this.#backlog.subscribed(uptime());
    if (!this.#wire.destroyed) ready(sessionPresent, denied);
  }
}

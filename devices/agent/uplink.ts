/**
 * Sends what is kept to the service, oldest first, over MQTT 3.1.1 at QoS 1 with a window, and frees only what the service has
 * receipted. It sends nothing before the service has told the time, and begins again at the oldest round without a receipt
 * whenever the connection breaks or receipts stay out: sending twice does no harm, the service knows its rounds.
 */
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { AgentClock } from './clock.ts';
import type { DiskLog } from './disk-log.ts';
import type { Keeping } from './keeping.ts';
import { readReceipt } from './receipt.ts';
import { isAfter, messageOf } from './round.ts';
import type { RoundReader } from './round-reader.ts';
import type { Time } from './time.ts';
import { UnderWay } from './under-way.ts';

/** Messages without a PUBACK, and rounds without a receipt (which come once a second) that may be on the way. */
const WINDOW = 20;
const AHEAD_MOST = 4_000;
const BACKOFF_FIRST = 1_000;
const BACKOFF_MOST = 120_000;
/** Receipts come within seconds of a commit; when they stay out for so long, something between has stopped. */
const RECEIPT_WITHIN = 60_000;
const KEEPALIVE_SECONDS = 60;
const GOODBYE_WITHIN = 1_000;

export type UplinkParts = {
  readonly device: string;
  readonly url: string;
  readonly options: Pick<IClientOptions, 'password' | 'ca' | 'cert' | 'key'>;
  readonly log: DiskLog;
  readonly keeping: Keeping;
  readonly clock: AgentClock;
  readonly time: Time;
  readonly random: () => number;
  readonly tell: (what: string, facts: object) => void;
  readonly receiptWithin?: number;
  readonly backoffFirst?: number;
};

export class Uplink {
  readonly #parts: UplinkParts;
  #client: MqttClient | null = null;
  #reader: RoundReader | null = null;
  #inflight = 0;
  readonly #underWay = new UnderWay();
  /** When the message was sent whose receipt tells the time; null: it came. */
  #asked: number | null = null;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;
  #patience: NodeJS.Timeout | null = null;
  #stopped = false;
  #idle: (() => void)[] = [];
  /** Since the start. */
  messages = 0;
  receipts = 0;

  constructor(parts: UplinkParts) {
    this.#parts = parts;
  }

  get online(): boolean {
    return this.#reader !== null;
  }

  start(): void {
    if (this.#stopped || this.#client !== null) return;
    const { device, url, options } = this.#parts;
    const topic = `giulanh/v1/${device}`;
    const client = mqtt.connect(url, {
      ...options,
      ...{ clientId: device, username: device, protocolVersion: 4, clean: true, reconnectPeriod: 0 },
      ...{ keepalive: KEEPALIVE_SECONDS, connectTimeout: 30_000 },
      will: { topic: `${topic}/status`, payload: Buffer.from('offline'), qos: 1, retain: false },
    });
    this.#client = client;
    client.on('connect', () => {
      client.subscribe(`${topic}/command`, { qos: 0 }, (error) => {
        if (client !== this.#client) return;
        if (error) return void client.end(true);
        client.publish(`${topic}/status`, 'online', { qos: 1 }, () => {});
        this.#ask(client);
      });
    });
    client.on('message', (_topic, payload) => this.#hear(client, payload));
    client.on('error', (error) => this.#parts.tell('The service cannot be reached', { why: error.message }));
    client.on('close', () => this.#closed(client));
  }

  /** There is something new to send. */
  nudge(): void {
    this.#pump();
  }

  /** Resolves when the service has receipted everything that is kept. */
  async drained(): Promise<void> {
    while (!this.#isDrained()) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    if (this.#patience !== null) clearTimeout(this.#patience);
    const client = this.#client;
    this.#client = null;
    this.#reader = null;
    if (client === null) return;
    // What is under way is sent again after the next start: nobody has to wait long for a goodbye.
    const { promise, resolve } = Promise.withResolvers<void>();
    const patience = setTimeout(resolve, GOODBYE_WITHIN);
    client.end(!client.connected, () => resolve());
    await promise;
    clearTimeout(patience);
  }

  #isDrained(): boolean {
    const { last } = this.#parts.log;
    const { receipted } = this.#parts.keeping;
    return last === null || (receipted !== null && !isAfter(last, receipted));
  }

  /** A message without readings: its receipt tells the time. */
  #ask(client: MqttClient): void {
    this.#asked = this.#parts.time.mono();
    this.#await();
    const { device } = this.#parts;
    client.publish(`giulanh/v1/${device}/telemetry`, '{"readings":[]}', { qos: 1 }, () => {});
  }

  #hear(client: MqttClient, payload: Buffer): void {
    const receipt = readReceipt(payload);
    if (client !== this.#client || receipt === null) return;
    const { clock, keeping, log, time } = this.#parts;
    const { place, at } = receipt;
    this.receipts++;
    if (place === null) {
      if (this.#asked !== null && clock.heard(at, this.#asked, time.mono())) keeping.remember();
      if (this.#asked === null) return;
      this.#asked = null;
      this.#failures = 0;
      this.#reader = log.reader(keeping.receipted);
    } else {
      // One that names what was not sent here would free what nobody has.
      const named = this.#underWay.receipted(place);
      if (named === null) return;
      if (clock.heard(at, named.mono, time.mono())) keeping.remember();
      keeping.release(named.place);
    }
    this.#await();
    this.#pump();
    if (this.#isDrained()) for (const resolve of this.#idle.splice(0)) resolve();
  }

  #pump(): void {
    const client = this.#client;
    const { clock, device, time } = this.#parts;
    while (
      client !== null &&
      this.#reader !== null &&
      this.#inflight < WINDOW &&
      this.#underWay.size < AHEAD_MOST
    ) {
      const round = this.#reader.next();
      if (round === null) return;
      const said = this.#underWay.send(round, time.mono(), (machine) => clock.baseOf(machine));
      if (this.#underWay.size === 1) this.#await();
      this.#inflight++;
      this.messages++;
      const sentAt = clock.quality === 'untrusted' ? null : clock.now();
      const payload = messageOf(round, said, sentAt);
      client.publish(`giulanh/v1/${device}/telemetry`, payload, { qos: 1 }, (error) => {
        if (client !== this.#client || error) return;
        this.#inflight--;
        this.#pump();
      });
    }
  }

  /** Something is under way whose receipt must come. */
  #await(): void {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
    if (this.#asked === null && this.#underWay.size === 0) return;
    this.#patience = setTimeout(() => {
      this.#parts.tell('Receipts stay out; connecting anew', { waiting: this.#underWay.size });
      this.#client?.end(true);
    }, this.#parts.receiptWithin ?? RECEIPT_WITHIN);
  }

  #closed(client: MqttClient): void {
    if (client !== this.#client) return;
    this.#client = null;
    this.#reader = null;
    this.#asked = null;
    this.#inflight = 0;
    this.#underWay.broken();
    this.#await();
    client.end(true);
    if (this.#stopped) return;
    const first = this.#parts.backoffFirst ?? BACKOFF_FIRST;
    const pause = Math.min(BACKOFF_MOST, first * 2 ** this.#failures++) * (0.75 + this.#parts.random() / 2);
    this.#retry = setTimeout(() => this.start(), pause);
  }
}

/**
 * One simulated logger on the wire: MQTT 3.1.1 over TCP, QoS 1, client id = user name = device id. It keeps what
 * it measured while it has no signal, sends the backlog in pieces when it is back, and frees only what was
 * acknowledged: a piece that was under way when the connection broke is sent again, byte for byte.
 */
import mqtt, { type MqttClient } from 'mqtt';
import type { BacklogOrder } from './faults.ts';
import type { Sample } from './logger.ts';
import type { Random } from './random.ts';

export type DeviceOptions = {
  readonly id: string;
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  readonly draw: Random;
  /** How often it had started before; default: the time, so that no two runs under one id count alike. */
  readonly boot?: number;
  /** Told once for every reading, when the PUBACK of the message that holds it has come. */
  readonly onAcknowledged?: (samples: readonly Sample[]) => void;
  /** A connection that was refused or broke, in the words of the MQTT client. */
  readonly onProblem?: (device: string, problem: string) => void;
};

/** About 100 bytes a reading: 300 stay far below the 64 KiB of a message. */
export const READINGS_PER_MESSAGE = 300;
const UNACKNOWLEDGED_MAX = 8;
const BACKOFF_MS_FIRST = 250;
const BACKOFF_MS_MAX = 30_000;
const KEEPALIVE_SECONDS = 60;

type Piece = { readonly payload: string; readonly samples: readonly Sample[]; readonly copy: boolean };

export class SimulatedDevice {
  readonly id: string;
  readonly #options: DeviceOptions;
  #measured: Sample[] = [];
  #pieces: Piece[] = [];
  #underWay = new Set<Piece>();
  #client: MqttClient | null = null;
  #online = false;
  #signal = true;
  #stopped = false;
  #boot: number;
  #seq = 0;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;
  #waiting: (() => void)[] = [];
  /** Readings that were acknowledged, each counted once. */
  acknowledged = 0;
  /** This share of messages goes out twice. */
  duplicateShare = 0;
  /** Readings leave in any order. */
  reorder = false;

  constructor(options: DeviceOptions) {
    this.id = options.id;
    this.#options = options;
    this.#boot = options.boot ?? Date.now();
  }

  /** Readings that no PUBACK has freed yet. */
  get pending(): number {
    let count = this.#measured.length;
    for (const piece of [...this.#pieces, ...this.#underWay]) if (!piece.copy) count += piece.samples.length;
    return count;
  }

  /** Opens the connection and keeps it open, with growing pauses between tries. */
  connect(): void {
    if (this.#stopped || !this.#signal || this.#client !== null) return;
    const { id, secret, host, port } = this.#options;
    const client = mqtt.connect({
      host,
      port,
      protocolVersion: 4,
      clientId: id,
      username: id,
      password: secret,
      keepalive: KEEPALIVE_SECONDS,
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: 10_000,
      will: { topic: `giulanh/v1/${id}/status`, payload: Buffer.from('offline'), qos: 1, retain: false },
    });
    this.#client = client;
    client.on('connect', () => {
      this.#online = true;
      this.#failures = 0;
      client.publish(`giulanh/v1/${id}/status`, 'online', { qos: 1 }, () => {});
      client.subscribe(`giulanh/v1/${id}/command`, { qos: 1 }, () => {});
      this.#pump();
    });
    client.on('error', (error) => this.#options.onProblem?.(id, error.message));
    client.on('close', () => this.#closed(client));
  }

  /** Takes readings that were measured; they leave as soon as there is signal. */
  enqueue(samples: readonly Sample[]): void {
    for (const sample of samples) this.#measured.push(sample);
    this.#pump();
  }

  /** The signal is gone from one moment to the next: no DISCONNECT, so the service sees the last will. */
  loseSignal(): void {
    this.#signal = false;
    this.#client?.stream.destroy();
  }

  /** The signal is back; what was kept leaves in this order. */
  regainSignal(order: BacklogOrder): void {
    if (order === 'newest-first') this.#measured.reverse();
    if (order === 'shuffled') this.#measured = this.#options.draw.shuffle(this.#measured);
    this.#signal = true;
    this.connect();
  }

  /** Restarts: the connection breaks, `boot` goes up and `seq` begins again. What was kept is in flash and stays. */
  reboot(): void {
    this.#boot++;
    this.#seq = 0;
    this.#client?.stream.destroy();
  }

  /** Resolves when nothing waits for an acknowledgement, not even a copy. */
  async drained(): Promise<void> {
    if (this.#idle()) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Ends for good. `abrupt`: the socket is cut instead of a DISCONNECT. */
  async stop(abrupt = false): Promise<void> {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const client = this.#client;
    if (client !== null) await new Promise<void>((resolve) => client.end(abrupt, () => resolve()));
  }

  #idle(): boolean {
    return this.#measured.length === 0 && this.#pieces.length === 0 && this.#underWay.size === 0;
  }

  #pump(): void {
    const client = this.#client;
    if (client === null || !this.#online) return;
    while (this.#underWay.size < UNACKNOWLEDGED_MAX) {
      const piece = this.#pieces.shift() ?? this.#form();
      if (piece === null) return;
      this.#send(client, piece);
    }
  }

  #form(): Piece | null {
    if (this.#measured.length === 0) return null;
    const taken = this.#measured.splice(0, READINGS_PER_MESSAGE);
    const samples = this.reorder ? this.#options.draw.shuffle(taken) : taken;
    this.#seq++;
    const payload = telemetry(this.#boot, this.#seq, samples);
    if (this.#options.draw.chance(this.duplicateShare)) this.#pieces.push({ payload, samples, copy: true });
    return { payload, samples, copy: false };
  }

  #send(client: MqttClient, piece: Piece): void {
    this.#underWay.add(piece);
    client.publish(`giulanh/v1/${this.id}/telemetry`, piece.payload, { qos: 1 }, (error) => {
      // After a break `#closed` has taken the piece back already; an error before it leaves that to it too.
      if (client !== this.#client || error) return;
      this.#underWay.delete(piece);
      if (!piece.copy) {
        this.acknowledged += piece.samples.length;
        this.#options.onAcknowledged?.(piece.samples);
      }
      this.#pump();
      if (this.#idle()) for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }

  #closed(client: MqttClient): void {
    if (client !== this.#client) return;
    this.#client = null;
    this.#online = false;
    this.#pieces.unshift(...this.#underWay);
    this.#underWay.clear();
    client.end(true);
    if (this.#stopped || !this.#signal) return;
    const pause = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_FIRST * 2 ** this.#failures++);
    this.#retry = setTimeout(() => this.connect(), pause * this.#options.draw.between(0.75, 1.25));
  }
}

/** The payload of DESIGN.md section 7. A reading that is not a number goes out as JSON's only word for it, null. */
function telemetry(boot: number, seq: number, samples: readonly Sample[]): string {
  const readings = samples.map(({ at, celsius, battery, door, power }) => ({
    at: new Date(at).toISOString(),
    celsius,
    battery,
    door,
    power,
  }));
  return JSON.stringify({ boot, seq, readings });
}

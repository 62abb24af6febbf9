/**
 * Another system's gateway: sends what its loggers measure to a broker at QoS 1, with a record of its own. What was not acknowledged
 * when its connection broke it sends again, and, because a broker acknowledges before it has written, what was acknowledged shortly before.
 */
import { appendFileSync } from 'node:fs';
import { connect, type MqttClient } from 'mqtt';
import type { Oracle } from '../oracle.ts';
import type { Message } from '../story.ts';

/** As long as a broker may take until what it acknowledged is on its disk. */
const AGAIN = 15_000;
const RECONNECT_AFTER = 100;

type Sent = { readonly device: string; readonly message: Message; acknowledgedAt: number | null };

export class BridgeSender {
  readonly #port: number;
  readonly #oracle: Oracle;
  readonly #record: string;
  #recent: Sent[] = [];
  #client: MqttClient | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closing = false;
  /** Messages, and how many times one was sent once more. */
  messages = 0;
  again = 0;

  constructor(port: number, oracle: Oracle, record: string) {
    this.#port = port;
    this.#oracle = oracle;
    this.#record = record;
  }

  get waiting(): number {
    return this.#recent.filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
  }

  open(): void {
    const client = connect({ host: '127.0.0.1', port: this.#port, protocol: 'mqtt', reconnectPeriod: 0 });
    client.on('connect', () => {
      this.#client = client;
      this.again += this.#recent.length;
      for (const sent of this.#recent) this.#publish(client, sent);
    });
    client.on('close', () => {
      const lostAt = performance.now();
      this.#recent = this.#recent.filter(
        ({ acknowledgedAt }) => acknowledgedAt === null || acknowledgedAt > lostAt - AGAIN,
      );
      this.#client = null;
      if (!this.#closing) this.#timer = setTimeout(() => this.open(), RECONNECT_AFTER);
    });
  }

  /** Written down before it leaves. */
  tell(device: string, message: Message): void {
    this.messages++;
    this.#oracle.send(device, message);
    appendFileSync(this.#record, `${device} ${message.payload}\n`);
    const sent = { device, message, acknowledgedAt: null };
    this.#recent.push(sent);
    if (this.#client !== null) this.#publish(this.#client, sent);
    this.#forget();
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    await this.#client?.endAsync(true);
  }

  #publish(client: MqttClient, sent: Sent): void {
    client.publish(`giulanh/v1/${sent.device}/telemetry`, sent.message.payload, { qos: 1 }, (error) => {
      if (error == null && client === this.#client) sent.acknowledgedAt = performance.now();
    });
  }

  #forget(): void {
    const [oldest] = this.#recent;
    if (oldest?.acknowledgedAt == null || oldest.acknowledgedAt > performance.now() - AGAIN) return;
    this.#recent = this.#recent.filter(
      ({ acknowledgedAt }) => acknowledgedAt === null || acknowledgedAt > performance.now() - AGAIN,
    );
  }
}

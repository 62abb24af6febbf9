/** A box as its firmware works: it keeps what its claim gave it, connects with it, and sends readings at QoS 1. */
import { connectAsync, type MqttClient } from 'mqtt';
import type { DeviceKey } from '../../identity/device-key.ts';

type Kept = {
  readonly device: string;
  readonly secret: string | null;
  readonly certificate: string | null;
  readonly authority: string | null;
  readonly own: DeviceKey | null;
  readonly port: number;
};

export class Box {
  readonly kept: Kept;
  readonly commands: Record<string, unknown>[] = [];
  #client: MqttClient | null = null;
  #seq = 0;

  constructor(kept: Kept) {
    this.kept = kept;
  }

  /** The same box with something else in its flash. */
  with = (other: Partial<Kept>): Box => new Box({ ...this.kept, ...other });

  /** Rejects when it is turned away. */
  async connect(): Promise<this> {
    const { device, secret, certificate, authority, own, port } = this.kept;
    const tls =
      authority === null ? { protocol: 'mqtt' as const } : { protocol: 'mqtts' as const, ca: authority };
    const shown = certificate === null ? {} : { cert: certificate, key: own?.key ?? '' };
    const login = secret === null ? {} : { username: device, password: secret };
    const client = await connectAsync({
      ...{ host: '127.0.0.1', port, clientId: device, reconnectPeriod: 0, protocolVersion: 4 as const },
      ...{ ...tls, ...shown, ...login },
    });
    client.on('error', () => {});
    client.on('message', (_topic, payload) => this.commands.push(JSON.parse(payload.toString())));
    this.#client = client;
    return this;
  }

  async listen(): Promise<void> {
    await this.#client?.subscribeAsync(`giulanh/v1/${this.kept.device}/command`, { qos: 1 });
  }

  /** Resolves once it is kept. */
  async measure(celsius: number, counted: { boot: number; seq: number } | null = null): Promise<void> {
    const counters = counted ?? { boot: 1, seq: ++this.#seq };
    const message = { ...counters, readings: [{ at: Date.now(), celsius }] };
    await this.#client?.publishAsync(`giulanh/v1/${this.kept.device}/telemetry`, JSON.stringify(message), {
      qos: 1,
    });
  }

  /** Resolves when the service ends the connection; at once when it has. */
  ended(): Promise<void> {
    const client = this.#client;
    if (client === null || client.disconnecting || !client.connected) return Promise.resolve();
    return new Promise((resolve) => client.once('close', () => resolve()));
  }

  async close(): Promise<void> {
    await this.#client?.endAsync(true);
  }
}

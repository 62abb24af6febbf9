/** A connection to a broker with an intake that the test commits by hand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type IClientPublishOptions, type MqttClient } from 'mqtt';
import { Link } from '../../src/bridge/link.ts';
import { Remembered } from '../../src/bridge/remembered.ts';
import { readBridges } from '../../src/bridge/settings.ts';
import type { Delivery, Intake } from '../../src/mqtt/ports.ts';

/** Takes what comes; nothing is kept before the test says so, or at once where it is told to. */
export class HandIntake implements Intake {
  readonly taken: Delivery[] = [];
  room = Number.POSITIVE_INFINITY;
  atOnce: boolean;
  #drained: (() => void)[] = [];

  constructor(atOnce: boolean) {
    this.atOnce = atOnce;
  }

  offer(delivery: Delivery): boolean {
    this.taken.push(delivery);
    if (this.atOnce) setImmediate(() => delivery.settle(null));
    return this.taken.length < this.room;
  }

  whenDrained(resume: () => void): void {
    if (this.taken.length < this.room) resume();
    else this.#drained.push(resume);
  }

  makeRoom(): void {
    this.room = Number.POSITIVE_INFINITY;
    for (const resume of this.#drained.splice(0)) resume();
  }

  /** The texts that came, in their order. */
  get texts(): string[] {
    return this.taken.map(({ payload }) => Buffer.from(payload).toString());
  }
}

export type LinkHouse = ReturnType<typeof linkHouse>;

/** `connection`: as the file says it, without its name. */
export function linkHouse(
  connection: object,
  { atOnce = true, directory }: { atOnce?: boolean; directory?: string } = {},
) {
  const folder = directory ?? mkdtempSync(join(tmpdir(), 'giulanh-bridge-'));
  const file = join(folder, 'bridges.json-settings');
  writeFileSync(file, JSON.stringify({ connections: [{ name: 'ngoai', host: '127.0.0.1', ...connection }] }));
  const [settings] = readBridges(file, {});
  if (settings === undefined) throw new Error('no connection');
  const intake = new HandIntake(atOnce);
  const said: { facts: object; text: string }[] = [];
  const log = {
    info: () => {},
    warn: (facts: object, text: string) => void said.push({ facts, text }),
  };
  const link = new Link({
    settings,
    folder,
    intake,
    remembered: new Remembered(folder),
    clock: Date.now,
    uptime: () => performance.now(),
    random: () => 0.1,
    log,
  });
  return {
    folder,
    intake,
    link,
    said,
    async close(): Promise<void> {
      await link.close();
      if (directory === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Another system that sends to the broker. */
export class Publisher {
  readonly client: MqttClient;

  private constructor(client: MqttClient) {
    this.client = client;
  }

  static async to(port: number, more: object = {}): Promise<Publisher> {
    return new Publisher(await connectAsync({ host: '127.0.0.1', port, protocol: 'mqtt', ...more }));
  }

  async send(
    topic: string,
    payload: string | Buffer,
    options: IClientPublishOptions = { qos: 1 },
  ): Promise<void> {
    await this.client.publishAsync(topic, payload, options);
  }

  async close(): Promise<void> {
    await this.client.endAsync(true);
  }
}

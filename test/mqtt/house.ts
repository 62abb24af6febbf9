/** An MQTT edge with known devices and an intake in the test's hands. */
import { pino } from 'pino';
import { type MqttEdge, type MqttOptions, startMqtt } from '../../src/mqtt/broker.ts';
import type { Delivery, Intake } from '../../src/mqtt/ports.ts';

/** Keeps what it is offered; settles at once, or when the test says so. */
export class MemoryIntake implements Intake {
  readonly taken: Delivery[] = [];
  mode: 'keep' | 'hold' | 'fail' = 'keep';
  /** Deliveries it takes before it says that it is full. */
  room = Number.POSITIVE_INFINITY;
  drains = 0;
  #resume: (() => void) | null = null;
  #watchers: (() => void)[] = [];

  offer(delivery: Delivery): boolean {
    this.taken.push(delivery);
    if (this.mode === 'keep') setImmediate(() => delivery.settle(null));
    else if (this.mode === 'fail') setImmediate(() => delivery.settle(new Error('disk full')));
    for (const watcher of this.#watchers.splice(0)) watcher();
    return this.taken.length < this.room;
  }

  whenDrained(resume: () => void): void {
    this.drains++;
    this.#resume = resume;
  }

  /** Makes room for `more` and says so. */
  drain(more = Number.POSITIVE_INFINITY): void {
    this.room = this.taken.length + more;
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
  }

  async count(wanted: number): Promise<void> {
    while (this.taken.length < wanted) {
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  of(kind: Delivery['kind']): Delivery[] {
    return this.taken.filter((delivery) => delivery.kind === kind);
  }
}

export const SECRETS: ReadonlyMap<string, string> = new Map(
  ['fridge-1', 'fridge-2', 'fridge-3', 'test_id'].map((device) => [device, `secret of ${device}`]),
);

export type House = { edge: MqttEdge; intake: MemoryIntake; port: number; close(): Promise<void> };

export async function openHouse(options: Partial<MqttOptions> = {}): Promise<House> {
  const intake = new MemoryIntake();
  const edge = await startMqtt({
    host: '127.0.0.1',
    port: 0,
    credentials: { verify: (device, secret) => SECRETS.get(device) === Buffer.from(secret).toString() },
    intake,
    log: pino({ level: 'silent' }),
    ...options,
  });
  return { edge, intake, port: edge.port, close: () => edge.close() };
}

/** The CONNECT of a known device. */
export const login = (device: string): { clientId: string; username: string; password: string } => ({
  clientId: device,
  username: device,
  password: SECRETS.get(device) ?? '',
});

export const telemetry = (device: string): string => `giulanh/v1/${device}/telemetry`;
export const status = (device: string): string => `giulanh/v1/${device}/status`;
export const command = (device: string): string => `giulanh/v1/${device}/command`;

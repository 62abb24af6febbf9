/** The service of a campaign: a process of its own in the world's time, which may be killed at any instant and begins again. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { freePort } from '../demo/ports.ts';
import { endChild, type Service, startService } from '../demo/service.ts';
import type { Description } from '../description.ts';
import { CLOCK_FILE, type WorldClock } from './world-clock.ts';

const HOST = '127.0.0.1';
const GRACE_MS = 5000;

export class House {
  readonly host = HOST;
  readonly mqttPort: number;
  readonly httpPort: number;
  /** How often it was killed. */
  deaths = 0;
  readonly #data: string;
  readonly #province: string;
  readonly #clock: WorldClock;
  #service: Service | null = null;

  private constructor(directory: string, clock: WorldClock, mqttPort: number, httpPort: number) {
    this.#data = join(directory, 'data');
    this.#province = join(directory, 'province.yaml');
    this.#clock = clock;
    this.mqttPort = mqttPort;
    this.httpPort = httpPort;
    // Whoever runs the campaign may end without a word, too.
    process.once('exit', () => this.#service?.child.kill('SIGKILL'));
  }

  /** @param directory empty; what is in it afterwards stays */
  static async opened(directory: string, description: Description, clock: WorldClock): Promise<House> {
    const house = new House(directory, clock, await freePort(0, HOST), await freePort(0, HOST));
    mkdirSync(house.#data, { recursive: true });
    writeFileSync(house.#province, stringify(description));
    await house.#start(house.#province);
    return house;
  }

  get base(): string {
    return `http://${this.host}:${this.httpPort}`;
  }

  /** Without a word, as a power cut does, and up again on what is on the disk. */
  async die(): Promise<void> {
    const child = this.#service?.child;
    if (child === undefined) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
    this.deaths++;
    await this.#start(null);
  }

  async close(): Promise<void> {
    if (this.#service !== null) await endChild(this.#service.child, GRACE_MS);
  }

  async #start(apply: string | null): Promise<void> {
    this.#service = startService({
      root: fileURLToPath(new URL('../..', import.meta.url)),
      data: this.#data,
      host: this.host,
      mqttPort: this.mqttPort,
      httpPort: this.httpPort,
      apply,
      preload: {
        module: new URL('pretend-clock.ts', import.meta.url).href,
        env: { [CLOCK_FILE]: this.#clock.file },
      },
    });
    await this.#service.ready();
  }
}

/** The service, the broker it reads from, and a gateway of others that goes on sending, on a directory that outlives all kills. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Random, random } from '../../../simulator/random.ts';
import { connectControl } from '../../../src/control.ts';
import { Mosquitto } from '../../bridge/mosquitto.ts';
import { quietPort } from '../../ports.ts';
import { inspect } from '../inspect.ts';
import { Oracle } from '../oracle.ts';
import { type Place, ServiceProcess } from '../process.ts';
import { Story } from '../story.ts';
import { world } from '../world.ts';
import { BridgeSender } from './sender.ts';

const CONNECTION = 'ngoai';
const LOAD_MS_MAX = 2_000;
/** In bursts, so that a kill finds several on their way. */
const BURST = 10;
const BURST_EVERY_MS = 60;
/** Messages between two moments at which the service is seen to read: on a slow machine it must not fall behind for good. */
const AHEAD_MOST = 800;
/** One kill of the service in so many falls into the start itself. */
const KILLED_WHILE_STARTING = 0.15;
const PACK_AFTER = 4_000;
/** For what hangs. */
const SETTLE_MS_MAX = 300_000;

export class BridgeHouse {
  readonly broken: string[] = [];
  readonly directory: string;
  readonly draw: Random;
  readonly oracle: Oracle;
  readonly sender: BridgeSender;
  readonly #place: Place;
  readonly #broker: Mosquitto;
  readonly #stories: readonly (readonly [string, Story])[];
  #service: ServiceProcess | null = null;
  #load: NodeJS.Timeout | undefined;
  #upTo = 0;

  private constructor(directory: string, place: Place, broker: Mosquitto, seed: string) {
    this.directory = directory;
    this.draw = random(seed, 'bridge-kill');
    this.#place = place;
    this.#broker = broker;
    this.oracle = new Oracle(join(directory, 'oracle.txt'));
    this.sender = new BridgeSender(broker.port, this.oracle, join(directory, 'sent.txt'));
    const { description, devices } = world(seed, Date.now());
    writeFileSync(join(directory, 'province.json'), JSON.stringify(behind(description)));
    const topic = 'giulanh/v1/+/telemetry';
    const subscriptions = [{ topic, profile: 'giulanh' }];
    const connection = { name: CONNECTION, host: '127.0.0.1', port: broker.port, subscriptions };
    writeFileSync(join(directory, 'bridges.json'), JSON.stringify({ connections: [connection] }));
    this.#stories = devices.map((device) => [device.id, new Story(seed, device, Date.now())] as const);
  }

  static async open(seed: string): Promise<BridgeHouse> {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-bridge-kill-'));
    const folder = join(directory, 'broker');
    const data = join(directory, 'data');
    mkdirSync(folder);
    mkdirSync(data);
    const place = {
      data,
      mqttPort: await quietPort(),
      httpPort: await quietPort(),
      log: join(directory, 'log'),
    };
    const broker = await Mosquitto.start({ persistent: true, folder });
    return new BridgeHouse(directory, place, broker, seed);
  }

  /** The service has its session at the broker, and that is on the broker's disk, before anything is sent. */
  async begin(): Promise<void> {
    this.#start({ apply: join(this.directory, 'province.json') });
    await this.#connected();
    await this.#broker.end('SIGTERM');
    await this.#broker.again();
    await this.#connected();
    this.sender.open();
    let next = 0;
    this.#load = setInterval(() => {
      if (this.sender.messages >= this.#upTo) return;
      for (const end = next + BURST; next < end; next++) {
        const [device, story] = this.#stories[next % this.#stories.length] ?? [];
        if (device !== undefined && story !== undefined) this.sender.tell(device, story.next(Date.now()));
      }
    }, BURST_EVERY_MS);
  }

  async killService(): Promise<void> {
    const early = this.draw.chance(KILLED_WHILE_STARTING);
    if (!early) await this.#connected();
    await wait(this.draw.between(0, LOAD_MS_MAX));
    await this.#service?.end('SIGKILL');
    this.#inspect(`after a kill${early ? ' while it starts' : ''}`);
    this.#start({});
  }

  async killBroker(): Promise<void> {
    this.#upTo = Math.max(this.#upTo, this.sender.messages + AHEAD_MOST / 4);
    await wait(this.draw.between(0, LOAD_MS_MAX));
    await this.#broker.end('SIGKILL');
    await wait(this.draw.between(0, 500));
    await this.#broker.again();
  }

  /** What was sent last is stored, so all before it was delivered; then the service ends politely and is looked at once more. */
  async finish(): Promise<number> {
    clearInterval(this.#load);
    await this.#connected();
    await until('the sender has its acknowledgements', () => this.sender.waiting === 0);
    const at = Date.now();
    const last = {
      readings: [{ at, celsius: 4.321 }],
      payload: JSON.stringify({ readings: [{ at, celsius: 4.321 }] }),
    };
    this.sender.tell('logger-0', last);
    await until('what was sent last is stored', () => this.#isStored(at));
    if ((await this.#service?.end('SIGTERM')) !== 0)
      this.broken.push('a polite end left another status than 0');
    this.#service = null;
    return this.#inspect('after a polite end');
  }

  async close(): Promise<void> {
    clearInterval(this.#load);
    await this.#service?.end('SIGKILL');
    await this.sender.close();
    await this.#broker.close();
    if (this.broken.length === 0) rmSync(this.directory, { recursive: true, force: true });
  }

  #start(more: { apply?: string }): void {
    const environment = { GIULANH_BRIDGES: join(this.directory, 'bridges.json') };
    this.#service = new ServiceProcess(this.#place, { ...more, packAt: PACK_AFTER, environment });
  }

  async #connected(): Promise<void> {
    await this.#service?.ready();
    await until('the service reads the broker', async () => {
      const answer = await fetch(`http://127.0.0.1:${this.#place.httpPort}/readyz`).catch(() => null);
      const { detail } = ((await answer?.json()) ?? {}) as { detail?: { bridges?: Record<string, string> } };
      return detail?.bridges?.[CONNECTION] === 'connected';
    });
    this.#upTo = this.sender.messages + AHEAD_MOST;
  }

  async #isStored(at: number): Promise<boolean> {
    const control = await connectControl(this.#place.data);
    const answer = await control?.request({
      ask: { type: 'readings', unit: 'unit-0', from: at, to: at + 1, limit: 10 },
    });
    control?.close();
    return answer?.ok === true && (answer.value as { items: unknown[] }).items.length > 0;
  }

  #inspect(when: string): number {
    const found = inspect(this.#place.data, join(this.directory, 'copy.db'), this.oracle, Date.now());
    this.broken.push(...found.broken.map((line) => `${when}: ${line}`));
    const errors = readFileSync(this.#place.log, 'utf8').match(/^.*"level":[56]0.*$/gm) ?? [];
    if (errors.length > 0) this.broken.push(`${when}: ${errors.length} errors in the log: ${errors[0]}`);
    return found.readings;
  }
}

/** The same province, with every logger behind the broker. */
function behind(description: object): object {
  const { devices, ...rest } = description as { devices: { id: string; secret: string }[] };
  return {
    ...rest,
    devices: devices.map(({ secret, ...device }) => ({
      ...device,
      via: { gateway: CONNECTION, address: device.id },
    })),
  };
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + SETTLE_MS_MAX; performance.now() < end; await wait(50))
    if (await holds()) return;
  throw new Error(`Not within ${SETTLE_MS_MAX} ms: ${what}`);
}

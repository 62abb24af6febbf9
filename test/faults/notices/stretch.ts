/** The rounds of one data directory: fridges get too warm, the service is killed and begins again on what is there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SimulatedDevice } from '../../../simulator/device.ts';
import { type Random, random } from '../../../simulator/random.ts';
import type { Notice } from '../../../src/alerts/telling.ts';
import { quietPort } from '../../ports.ts';
import { type Place, ServiceProcess } from '../process.ts';
import { check } from './check.ts';
import { Desk } from './desk.ts';
import { CountingGateway } from './gateway.ts';
import { type NoticeWorld, noticeWorld } from './world.ts';

const ALERTS_A_ROUND = 12;
/** The readings of a round come within this time. */
const LOAD_MS = 3_000;
/** A critical alert waits five seconds for companions: so many kills fall into that, … */
const KILLED_EARLY = 0.3;
const COMPANIONS_MS = 5_000;
/** … so many of the others come while a message is at the gateway or just was, and the rest at any moment after. */
const KILLED_ON_THE_WAY = 0.7;
const ON_THE_WAY_MS = 600;
const LATE_MS = 9_000;
const SETTLE_MS_MAX = 120_000;

/** The rounds of one data directory. */
export class Stretch {
  readonly directory: string;
  readonly #place: Place;
  readonly #world: NoticeWorld;
  readonly #draw: Random;
  readonly #gateway: CountingGateway;
  readonly #desk: Desk;
  readonly #broken: string[];
  readonly #devices: SimulatedDevice[] = [];
  readonly #acknowledged = new Set<string>();
  #service: ServiceProcess | null = null;
  #used = 0;

  private constructor(parts: {
    directory: string;
    place: Place;
    world: NoticeWorld;
    draw: Random;
    gateway: CountingGateway;
    broken: string[];
  }) {
    this.directory = parts.directory;
    this.#place = parts.place;
    this.#world = parts.world;
    this.#draw = parts.draw;
    this.#gateway = parts.gateway;
    this.#desk = new Desk(parts.place.data);
    this.#broken = parts.broken;
  }

  static async open(seed: string, rounds: number, broken: string[]): Promise<Stretch> {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-notice-kill-'));
    const data = join(directory, 'data');
    mkdirSync(data);
    const [mqttPort, httpPort] = [await quietPort(), await quietPort()];
    const place = { data, mqttPort, httpPort, log: join(directory, 'service.log') };
    const draw = random(seed, 'notice-kill');
    const gateway = await CountingGateway.open(random(seed, 'gateway'));
    const world = noticeWorld(rounds * ALERTS_A_ROUND, Date.now());
    writeFileSync(join(directory, 'province.json'), JSON.stringify(world.description));
    writeFileSync(join(directory, 'notify.json'), JSON.stringify(gateway.settings));
    const stretch = new Stretch({ directory, place, world, draw, gateway, broken });
    await stretch.#start({ apply: join(directory, 'province.json') });
    for (const contact of world.contacts) await stretch.#desk.does({ type: 'contact.set', contact });
    return stretch;
  }

  async round(): Promise<void> {
    if (this.#service === null) await this.#start({});
    const readings = Array.from({ length: ALERTS_A_ROUND }, () => this.#warm());
    await this.#momentToKill();
    await this.#service?.end('SIGKILL');
    this.#service = null;
    await Promise.all(readings);
  }

  async #momentToKill(): Promise<void> {
    if (this.#draw.chance(KILLED_EARLY)) return wait(this.#draw.between(0, COMPANIONS_MS));
    if (!this.#draw.chance(KILLED_ON_THE_WAY)) return wait(this.#draw.between(COMPANIONS_MS, LATE_MS));
    await Promise.race([this.#gateway.next(), wait(2 * LATE_MS)]);
    return wait(this.#draw.between(0, ON_THE_WAY_MS));
  }

  /** What waited is sent, then every message and every alert is looked at. */
  async finish(): Promise<{ alerts: number; notices: number; once: number; twice: number }> {
    await this.#start({});
    const end = performance.now() + SETTLE_MS_MAX;
    let notices = await this.#desk.notices();
    while (!this.#isQuiet(notices) && performance.now() < end) {
      await wait(250);
      notices = await this.#desk.notices();
    }
    const { taken, strange } = this.#gateway;
    const known = this.#world.devices.filter(({ id }) => this.#acknowledged.has(id));
    const warmed = known.map(({ unit }) => unit);
    const alerts = (await this.#desk.openAlerts()).filter(({ kind }) => kind === 'unit-excursion');
    const { once, twice, broken } = check({ warmed, alerts, notices, taken });
    this.#broken.push(...broken, ...strange.map((body) => `the gateway was told ${body}`));
    const status = await this.#service?.end('SIGTERM');
    this.#service = null;
    if (status !== 0) this.#broken.push(`a polite end left status ${status}`);
    return { alerts: warmed.length, notices: notices.length, once, twice };
  }

  async close(): Promise<void> {
    await Promise.all(this.#devices.map((device) => device.stop(true)));
    await this.#service?.end('SIGKILL');
    await this.#gateway.close();
    if (this.#broken.length === 0) rmSync(this.directory, { recursive: true, force: true });
  }

  async #start(more: { apply?: string }): Promise<void> {
    const environment = { GIULANH_NOTIFY: join(this.directory, 'notify.json') };
    this.#service = new ServiceProcess(this.#place, { ...more, environment });
    await this.#service.ready();
  }

  /** The next fridge is too warm; its device keeps trying until the service has taken the reading. */
  async #warm(): Promise<void> {
    const device = this.#world.devices[this.#used++];
    if (device === undefined) throw new Error('there are no more fridges');
    const { id, secret } = device;
    const draw = random(id, 'wire');
    const simulated = new SimulatedDevice({
      id,
      secret,
      host: '127.0.0.1',
      port: this.#place.mqttPort,
      draw,
      onAcknowledged: () => this.#acknowledged.add(id),
    });
    this.#devices.push(simulated);
    await wait(this.#draw.between(0, LOAD_MS));
    const at = Date.now();
    simulated.enqueue([{ trueAt: at, at, celsius: 11.5, door: false, power: true, battery: 90 }]);
    simulated.connect();
  }

  /** Nothing is under way, and every fridge has been told of. */
  #isQuiet(notices: readonly Notice[]): boolean {
    const done = notices.every(({ state }) => state !== 'waiting' && state !== 'sending');
    const told = new Set(notices.flatMap(({ alerts }) => alerts));
    return done && this.#acknowledged.size === this.#used && told.size >= this.#acknowledged.size;
  }
}

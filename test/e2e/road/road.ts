/** The world of the story: the real service as a process of its own, loggers on the wire, phones, and one clock for all of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { stringify } from 'yaml';
import { freePort } from '../../../simulator/demo/ports.ts';
import { endChild, type Service, startService } from '../../../simulator/demo/service.ts';
import { buildWeb } from '../../../simulator/demo/web.ts';
import { SimulatedDevice } from '../../../simulator/device.ts';
import { random } from '../../../simulator/random.ts';
import { CLOCK_FILE, WorldClock } from '../../../simulator/trips/world-clock.ts';
import { startChromium } from '../chromium.ts';
import { Film, qrCode } from '../film.ts';
import { celsiusIn, PASSWORD, province, type Who } from './province.ts';

const HOST = '127.0.0.1';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** In steps of so many minutes time leaps; a logger that says nothing for longer would be called silent. */
const STEP = 5;
const TICK_MS = 20;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The next midnight of universal time: seven in the morning in Vietnam, and what a browser is told to keep is not over yet. */
const startOfStory = (): number => Math.ceil(Date.now() / DAY) * DAY;

export class Road {
  readonly startAt = startOfStory();
  readonly film = new Film();
  readonly data = mkdtempSync(join(tmpdir(), 'giulanh-road-'));
  readonly #clock = new WorldClock(join(this.data, 'clock'), this.startAt);
  readonly #devices = new Map<string, SimulatedDevice>();
  readonly #tokens = new Map<Who, string>();
  readonly #onLeap: ((shift: number) => Promise<unknown>)[] = [];
  readonly #beat: NodeJS.Timeout;
  readonly #realStart = Date.now();
  #measuredTo = this.startAt - 3 * HOUR;
  #leapt = 0;
  #service: Service | null = null;
  #browser: Browser | null = null;
  port = 0;

  private constructor() {
    this.#beat = setInterval(() => this.#clock.set(this.now), TICK_MS);
  }

  static async opened(): Promise<Road> {
    const road = new Road();
    try {
      await road.#open();
    } catch (error) {
      await road.close();
      throw error;
    }
    return road;
  }

  async #open(): Promise<void> {
    await buildWeb(ROOT, () => {});
    const mqttPort = await freePort(0, HOST);
    this.port = await freePort(0, HOST);
    const apply = join(this.data, 'province.yaml');
    const description = province(this.startAt);
    writeFileSync(apply, stringify(description));
    this.#service = startService({
      ...{ root: ROOT, data: this.data, host: HOST, mqttPort, httpPort: this.port, apply },
      preload: {
        module: new URL('service-clock.ts', import.meta.url).href,
        env: { [CLOCK_FILE]: this.#clock.file },
      },
    });
    await this.film.show(await qrCode('nothing yet'));
    [this.#browser] = await Promise.all([startChromium(this.film.switches), this.#service.ready()]);
    for (const { id, secret, unit } of description.devices) {
      const device = new SimulatedDevice({
        id,
        secret,
        host: HOST,
        port: mqttPort,
        draw: random('road', id),
      });
      device.connect();
      this.#devices.set(unit, device);
    }
    await this.#measure();
  }

  get browser(): Browser {
    if (this.#browser === null) throw new Error('Cannot open a phone: no browser');
    return this.#browser;
  }

  get host(): string {
    return HOST;
  }

  /** How far the story's time is ahead of this machine's, ms. */
  get shift(): number {
    return this.startAt + this.#leapt - this.#realStart;
  }

  get now(): number {
    return Date.now() + this.shift;
  }

  onLeap(told: (shift: number) => Promise<unknown>): void {
    this.#onLeap.push(told);
  }

  /** Time goes on to so many minutes after the beginning; the loggers measure and send all the while. */
  async until(minutes: number): Promise<void> {
    const wanted = this.startAt + minutes * MINUTE;
    while (this.now < wanted) {
      this.#leapt += Math.min(STEP * MINUTE, wanted - this.now);
      this.#clock.set(this.now);
      await this.#measure();
    }
    for (const told of this.#onLeap) await told(this.shift);
  }

  async #measure(): Promise<void> {
    const upTo = this.now;
    for (; this.#measuredTo + MINUTE <= upTo; this.#measuredTo += MINUTE) {
      const at = this.#measuredTo + MINUTE;
      for (const [unit, device] of this.#devices)
        device.enqueue([
          {
            ...{ trueAt: at, at, celsius: celsiusIn(unit, at - this.startAt) },
            ...{ door: false, power: true, battery: 90 },
          },
        ]);
    }
    for (const device of this.#devices.values()) await device.drained();
  }

  /** What only looks: everything that a person does is done on a screen. */
  async ask<T>(who: Who, path: string): Promise<T> {
    const token = this.#tokens.get(who) ?? (await this.#signIn(who));
    this.#tokens.set(who, token);
    const answer = await fetch(`http://${HOST}:${this.port}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async #signIn(who: Who): Promise<string> {
    const answer = await fetch(`http://${HOST}:${this.port}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: who, password: PASSWORD }),
    });
    const { token } = (await answer.json()) as { token: string };
    return token;
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    await this.#browser?.close();
    for (const device of this.#devices.values()) await device.stop(true);
    if (this.#service !== null) await endChild(this.#service.child, 5_000);
    this.#clock.close();
    this.film.remove();
    rmSync(this.data, { recursive: true, force: true });
  }
}

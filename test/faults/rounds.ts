/**
 * Kills the service again and again: start, load, `kill -9` at a moment drawn from the seed, look at what is on disk, start again
 * on it. Some rounds share a directory, so that what one kill left is what the next one meets.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Random, random } from '../../simulator/random.ts';
import type { Command } from '../../src/keeper/protocol.ts';
import { quietPort } from '../ports.ts';
import { FlashDevice } from './device.ts';
import { type Inspection, inspect } from './inspect.ts';
import { Oracle } from './oracle.ts';
import { type Place, ServiceProcess } from './process.ts';
import { Story } from './story.ts';
import { GTIN, LOT, type World, world } from './world.ts';

/** A service that was killed answers again within three seconds. */
export const READY_MS_MAX = 3_000;

export type Wish = {
  readonly seed: string;
  readonly kills: number;
  /** No new round begins after this many minutes. */
  readonly minutes?: number | undefined;
  readonly say: (line: string) => void;
};

export type KillResult = {
  readonly seed: string;
  readonly kills: number;
  /** PUBACKs seen, and distinct readings acknowledged. */
  readonly pubacks: number;
  readonly acknowledged: number;
  readonly stored: number;
  readonly packed: number;
  readonly excursions: number;
  readonly holds: number;
  /** Of every start after a kill: milliseconds until /readyz answered 200. */
  readonly readyMs: readonly number[];
  /** The same of every start on an empty directory: what this machine takes, busy as it is, when there is nothing to bring back. */
  readonly freshMs: readonly number[];
  readonly broken: readonly string[];
};

const ROUNDS_A_DIRECTORY = 25;
const LOAD_MS_MAX = 1_500;
/** 50 devices, four readings a message. */
const MESSAGE_EVERY_MS = 90;
const COMMAND_EVERY_MS = 100;
/** Small, so that kills also fall into packing. */
const PACK_AFTER = 4_000;
/** One kill in so many falls into the start itself. */
const KILLED_WHILE_STARTING = 0.1;
/** What `PRAGMA synchronous` reads back for FULL. */
const FULL = 2;
const SETTLE_MS_MAX = 20_000;

export async function killRounds(wish: Wish): Promise<KillResult> {
  const end = performance.now() + (wish.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
  const total = { kills: 0, pubacks: 0, acknowledged: 0, stored: 0, packed: 0, excursions: 0, holds: 0 };
  const times: Times = { readyMs: [], freshMs: [] };
  const { readyMs, freshMs } = times;
  const broken: string[] = [];
  for (let part = 0; total.kills < wish.kills && performance.now() < end && broken.length === 0; part++) {
    const stretch = await Stretch.open(`${wish.seed}-${part}`, times, broken);
    const rounds = Math.min(ROUNDS_A_DIRECTORY, wish.kills - total.kills);
    for (let i = 0; i < rounds && performance.now() < end && broken.length === 0; i++) {
      try {
        await stretch.round();
        total.kills++;
      } catch (error) {
        broken.push(String(error));
      }
    }
    const last = broken.length === 0 ? await stretch.finish() : null;
    total.pubacks += stretch.oracle.pubacks;
    total.acknowledged += stretch.oracle.acked.size;
    total.stored += last?.readings ?? 0;
    total.packed += last?.packed ?? 0;
    total.excursions += last?.excursions ?? 0;
    total.holds += last?.holds ?? 0;
    wish.say(
      `${total.kills} kills, ${total.acknowledged} readings acknowledged, ${total.holds} holds, ready p50 ${at(readyMs, 0.5)} p99 ${at(readyMs, 0.99)} max ${at(readyMs, 1)} ms`,
    );
    if (broken.length > 0) wish.say(`kept for a look: ${stretch.directory}`);
  }
  return { seed: wish.seed, ...total, readyMs, freshMs, broken };
}

/** The value below which the share `q` of the list lies. */
export function at(list: readonly number[], q: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

type Times = { readonly readyMs: number[]; readonly freshMs: number[] };

/** The rounds of one data directory. */
class Stretch {
  readonly directory: string;
  readonly oracle: Oracle;
  readonly #place: Place;
  readonly #apply: string;
  readonly #world: World;
  readonly #devices: FlashDevice[];
  readonly #draw: Random;
  readonly #times: Times;
  readonly #broken: string[];
  #rounds = 0;
  #parcels = 0;

  private constructor(directory: string, place: Place, seed: string, times: Times, broken: string[]) {
    this.directory = directory;
    this.#place = place;
    this.#times = times;
    this.#broken = broken;
    this.oracle = new Oracle(join(directory, 'oracle.txt'));
    this.#world = world(seed, Date.now());
    this.#apply = join(directory, 'province.json');
    writeFileSync(this.#apply, JSON.stringify(this.#world.description));
    this.#devices = this.#world.devices.map(
      (d) => new FlashDevice(d, new Story(seed, d, Date.now()), this.oracle),
    );
    this.#draw = random(seed, 'kill');
  }

  static async open(seed: string, times: Times, broken: string[]): Promise<Stretch> {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-kill-'));
    const data = join(directory, 'data');
    mkdirSync(data);
    const mqttPort = await quietPort();
    const httpPort = await quietPort();
    const place = { data, mqttPort, httpPort, log: join(directory, 'service.log') };
    return new Stretch(directory, place, seed, times, broken);
  }

  async round(): Promise<void> {
    const early = this.#rounds > 0 && this.#draw.chance(KILLED_WHILE_STARTING);
    const killAfter = this.#draw.between(0, LOAD_MS_MAX);
    const service = this.#start();
    if (early) await wait(killAfter);
    else {
      await this.#ready(service);
      this.#load();
      const commands = setInterval(() => this.#receive(), COMMAND_EVERY_MS);
      await wait(killAfter);
      clearInterval(commands);
    }
    await service.end('SIGKILL');
    for (const device of this.#devices) device.stop();
    this.#rounds++;
    this.#inspect(
      `after kill ${this.#rounds} ${Math.round(killAfter)} ms into the ${early ? 'start' : 'load'}`,
    );
  }

  /** Everything still in the loggers' flash is delivered, then the service ends politely and is looked at once more. */
  async finish(): Promise<Inspection | null> {
    const service = this.#start();
    await this.#ready(service);
    for (const device of this.#devices) device.start(this.#place.mqttPort, 0);
    const end = performance.now() + SETTLE_MS_MAX;
    while (this.#devices.some((d) => !d.connected || d.waiting > 0) && performance.now() < end)
      await wait(10);
    const waiting = this.#devices.reduce((sum, d) => sum + d.waiting, 0);
    if (waiting > 0)
      this.#broken.push(`${waiting} messages not acknowledged ${SETTLE_MS_MAX} ms after the last start`);
    const status = await service.end('SIGTERM');
    for (const device of this.#devices) device.stop();
    if (status !== 0) this.#broken.push(`a polite end left status ${status}`);
    const last = this.#inspect('after a polite end');
    if (last !== null && last.readings !== this.oracle.sent.size)
      this.#broken.push(`${last.readings} readings stored, ${this.oracle.sent.size} sent and acknowledged`);
    if (this.#broken.length === 0) rmSync(this.directory, { recursive: true, force: true });
    return last;
  }

  #start(): ServiceProcess {
    const first = this.#rounds === 0 ? { apply: this.#apply } : {};
    return new ServiceProcess(this.#place, { ...first, packAt: PACK_AFTER });
  }

  async #ready(service: ServiceProcess): Promise<void> {
    const { ms, detail } = await service.ready().catch(async (error: unknown) => {
      await service.end('SIGKILL');
      throw error;
    });
    if (detail.synchronous !== FULL) this.#broken.push(`synchronous reads ${detail.synchronous}`);
    const { readyMs, freshMs } = this.#times;
    (this.#rounds > 0 ? readyMs : freshMs).push(Math.round(ms));
  }

  #load(): void {
    for (const device of this.#devices)
      device.start(this.#place.mqttPort, MESSAGE_EVERY_MS + this.#draw.whole(0, 20));
  }

  /** A parcel comes in by the command line's door; what is answered `ok` must be there after the kill. */
  #receive(): void {
    const id = `received-${this.#parcels++}`;
    const unit = `unit-${this.#draw.whole(0, this.#devices.length - 1)}`;
    const description = { parcels: [{ id, gtin: GTIN, lot: LOT, doses: 10, unit }] };
    const execute: Command = { type: 'province.apply', description, file: null };
    const socket = connect(join(this.#place.data, 'control.sock'));
    socket.on('error', () => socket.destroy());
    socket.on('data', (line) => {
      if (JSON.parse(line.toString()).ok === true) this.oracle.parcelReceived(id);
      else this.#broken.push(`a parcel was refused: ${line}`);
      socket.end();
    });
    socket.write(`${JSON.stringify({ execute })}\n`);
  }

  #inspect(when: string): Inspection | null {
    try {
      const found = inspect(this.#place.data, join(this.directory, 'copy.db'), this.oracle, Date.now());
      this.#broken.push(...found.broken.map((line) => `${when}: ${line}`));
      // Kills are the test's own: no other reason may make the service log an error.
      const errors = readFileSync(this.#place.log, 'utf8').match(/^.*"level":[56]0.*$/gm) ?? [];
      if (errors.length > 0) this.#broken.push(`${when}: ${errors.length} errors in the log: ${errors[0]}`);
      return found;
    } catch (error) {
      this.#broken.push(`${when}: the store cannot be read: ${error}`);
      return null;
    }
  }
}

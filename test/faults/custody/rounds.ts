/** Trips at full speed, `kill -9` at random moments, and after each kill the store is held against what was promised. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Random, random } from '../../../simulator/random.ts';
import { quietPort } from '../../ports.ts';
import { type Place, ServiceProcess } from '../process.ts';
import { checkDoses, type Doses } from './check-doses.ts';
import { checkHands } from './check-hands.ts';
import { checkLedger } from './check-ledger.ts';
import { Crowd } from './crowd.ts';
import { Line } from './line.ts';
import { Oracle } from './oracle.ts';
import { readStored } from './stored.ts';
import { verifyLedger } from './verify.ts';
import { KEEPERS, province } from './world.ts';

const SIGNED_WITHIN_MS = 60_000;
export type Wish = {
  readonly seed: string;
  readonly kills: number;
  /** No new round begins after this many minutes. */
  readonly minutes?: number | undefined;
  readonly say: (line: string) => void;
};
export type Counts = {
  readonly trips: number;
  readonly events: number;
  readonly waiting: number;
  readonly refused: number;
  readonly atDoor: number;
  readonly conflicts: number;
  readonly resolutions: number;
  readonly ledger: number;
  readonly signed: number;
  readonly parcels: number;
  readonly handoffs: Readonly<Record<string, number>>;
  readonly doses: Doses;
};
export type CustodyResult = {
  readonly seed: string;
  readonly kills: number;
  readonly receipts: number;
  readonly answers: number;
  readonly commands: number;
  readonly counts: readonly Counts[];
  /** How often which answer was given. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly readyMs: readonly number[];
  readonly broken: readonly string[];
};

/** A directory is left for a new one after so many kills: derivation must not only ever see small worlds, nor ever greater ones. */
const ROUNDS_A_DIRECTORY = 15;
const LOAD_MS_MAX = 3_000;
/** One kill in so many falls into the start itself. */
const KILLED_WHILE_STARTING = 0.1;
const SIGN_EVERY_MS = 150;
const SETTLE_MS_MAX = 60_000;
const SHOWN = 8;

export async function custodyRounds(wish: Wish): Promise<CustodyResult> {
  const end = performance.now() + (wish.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
  const total = { kills: 0, receipts: 0, answers: 0, commands: 0 };
  const counts: Counts[] = [];
  const statuses: Record<string, number> = {};
  const readyMs: number[] = [];
  const broken: string[] = [];
  for (let part = 0; total.kills < wish.kills && performance.now() < end && broken.length === 0; part++) {
    const stretch = await Stretch.open(`${wish.seed}-${part}`, readyMs, broken);
    const rounds = Math.min(ROUNDS_A_DIRECTORY, wish.kills - total.kills);
    try {
      for (let i = 0; i < rounds && performance.now() < end && broken.length === 0; i++) {
        await stretch.round();
        total.kills++;
      }
      if (broken.length === 0) await stretch.finish();
    } catch (error) {
      broken.push(String(error));
    }
    await stretch.close();
    const { oracle } = stretch;
    total.receipts += oracle.receipts.size;
    total.answers += oracle.answers;
    total.commands += oracle.commands;
    for (const [name, n] of oracle.statuses) statuses[name] = (statuses[name] ?? 0) + n;
    if (stretch.counts !== null) counts.push(stretch.counts);
    wish.say(`${total.kills} kills, ${total.receipts} receipts, ${JSON.stringify(stretch.counts)}`);
    if (broken.length > 0) wish.say(`kept for a look: ${stretch.directory}`);
  }
  return { seed: wish.seed, ...total, counts, statuses, readyMs, broken };
}

/** The rounds of one data directory. */
class Stretch {
  readonly directory: string;
  readonly oracle: Oracle;
  counts: Counts | null = null;
  readonly #place: Place;
  readonly #crowd: Crowd;
  readonly #apply: string;
  readonly #draw: Random;
  readonly #readyMs: number[];
  readonly #broken: string[];
  #rounds = 0;
  #service: ServiceProcess | null = null;

  private constructor(directory: string, place: Place, seed: string, readyMs: number[], broken: string[]) {
    this.directory = directory;
    this.#place = place;
    this.#readyMs = readyMs;
    this.#broken = broken;
    this.oracle = new Oracle(join(directory, 'oracle.jsonl'));
    this.#crowd = new Crowd(seed, place.httpPort, this.oracle);
    this.#apply = join(directory, 'province.json');
    writeFileSync(this.#apply, JSON.stringify(province(Date.now())));
    this.#draw = random(seed, 'kill');
  }

  static async open(seed: string, readyMs: number[], broken: string[]): Promise<Stretch> {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-custody-kill-'));
    const data = join(directory, 'data');
    mkdirSync(data);
    const mqttPort = await quietPort();
    const httpPort = await quietPort();
    const place = { data, mqttPort, httpPort, log: join(directory, 'service.log') };
    const stretch = new Stretch(directory, place, seed, readyMs, broken);
    await stretch.#crowd.begin();
    return stretch;
  }

  async round(): Promise<void> {
    const early = this.#rounds > 0 && this.#draw.chance(KILLED_WHILE_STARTING);
    const killAfter = this.#draw.between(50, LOAD_MS_MAX);
    const service = this.#start();
    if (early) await wait(killAfter / 2);
    else {
      await this.#ready(service);
      this.#crowd.up = true;
      const signs = setInterval(() => this.#sign(), SIGN_EVERY_MS);
      await wait(killAfter);
      clearInterval(signs);
    }
    await service.end('SIGKILL');
    this.#crowd.up = false;
    this.#rounds++;
    this.#inspect(
      `after kill ${this.#rounds}, ${Math.round(killAfter)} ms into the ${early ? 'start' : 'load'}`,
    );
  }

  /** Everything that waits is delivered, then the service ends politely and is looked at once more. */
  async finish(): Promise<void> {
    const service = this.#start();
    await this.#ready(service);
    this.#crowd.up = true;
    if (!(await this.#crowd.finish(SETTLE_MS_MAX)))
      this.#broken.push(`not everything was delivered ${SETTLE_MS_MAX} ms after the last start`);
    const status = await service.end('SIGTERM');
    if (status !== 0) this.#broken.push(`a polite end left status ${status}`);
    this.#inspect('after a polite end');
    const unheard = [...this.oracle.said.keys()].filter(
      (id) => !this.oracle.receipts.has(id) && !this.oracle.refused.has(id),
    );
    if (unheard.length > 0) this.#broken.push(`${unheard.length} events were never answered: ${unheard[0]}`);
  }

  async close(): Promise<void> {
    await this.#crowd.stop();
    await this.#service?.end('SIGKILL');
    if (this.#broken.length === 0) rmSync(this.directory, { recursive: true, force: true });
  }

  #start(): ServiceProcess {
    this.#service = new ServiceProcess(this.#place, this.#rounds === 0 ? { apply: this.#apply } : {});
    return this.#service;
  }

  async #ready(service: ServiceProcess): Promise<void> {
    const { ms } = await service.ready();
    if (this.#rounds > 0) this.#readyMs.push(Math.round(ms));
    if (this.oracle.publicKey !== '') return;
    // Its key is made with the first signature.
    const line = new Line(this.#place.httpPort);
    for (const end = performance.now() + SIGNED_WITHIN_MS; this.oracle.publicKey === ''; await wait(20)) {
      const keys = await line.call(KEEPERS[0], 'GET', '/ledger/key');
      const [key] = (keys?.body.keys ?? []) as readonly { publicKey: string }[];
      this.oracle.publicKey = key?.publicKey ?? '';
      if (performance.now() > end) throw new Error(`the service has no key: ${JSON.stringify(keys)}`);
    }
  }

  /** By the command line's door, so that kills also fall into signing. */
  #sign(): void {
    const socket = connect(join(this.#place.data, 'control.sock'));
    socket.on('error', () => socket.destroy());
    socket.on('data', () => socket.end());
    socket.write(`${JSON.stringify({ execute: { type: 'ledger.sign' } })}\n`);
  }

  #inspect(when: string): void {
    const { data, log } = this.#place;
    const wrong = [...this.oracle.broken.splice(0)];
    try {
      const stored = readStored(data, join(this.directory, 'copy.db'));
      if (stored.integrity !== 'ok') wrong.push(`integrity check: ${stored.integrity}`);
      wrong.push(...checkLedger(stored, this.oracle), ...checkHands(stored, this.oracle));
      for (const id of this.oracle.shipments)
        if (!stored.shipments.has(id)) wrong.push(`shipment ${id} was planned and is not there`);
      for (const id of this.oracle.resolutions)
        if (!stored.resolved.has(id)) wrong.push(`resolution ${id} was answered and is not there`);
      for (const id of this.oracle.keys.keys())
        if (!stored.keys.has(id)) wrong.push(`key ${id} was enrolled and is not there`);
      const { wrong: lacking, doses } = checkDoses(stored, this.oracle);
      const { publicKey } = this.oracle;
      const file = join(this.directory, 'ledger.jsonl');
      const verified = verifyLedger({ rows: stored.rows, signed: stored.signed, data, file, publicKey });
      wrong.push(...lacking, ...(verified.wrong === null ? [] : [verified.wrong]));
      const errors = readFileSync(log, 'utf8').match(/^.*"level":[56]0.*$/gm) ?? [];
      if (errors.length > 0) wrong.push(`${errors.length} errors in the log: ${errors[0]}`);
      const counting = stored.events.filter(({ refused }) => refused === null).length;
      const waiting = stored.events.filter(
        ({ refused, recorded }) => refused !== null && recorded !== null,
      ).length;
      const handoffs: Record<string, number> = {};
      for (const { state } of stored.handoffs) handoffs[state] = (handoffs[state] ?? 0) + 1;
      this.counts = {
        trips: this.#crowd.trips,
        events: stored.events.length,
        waiting,
        refused: stored.events.length - counting - waiting,
        atDoor: stored.refused,
        conflicts: [...stored.chains.values()].filter(({ conflicts }) => conflicts.length > 0).length,
        resolutions: stored.resolved.size,
        ledger: stored.rows.length,
        signed: stored.signed.length,
        parcels: stored.parcels.size,
        handoffs,
        doses,
      };
    } catch (error) {
      wrong.push(`the store cannot be read: ${error instanceof Error ? error.stack : error}`);
    }
    this.#broken.push(...wrong.slice(0, SHOWN).map((line) => `${when}: ${line}`));
    if (wrong.length > SHOWN) this.#broken.push(`${when}: and ${wrong.length - SHOWN} more`);
  }
}

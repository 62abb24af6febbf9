/**
 * One province with its copy: the real service as a process, a real InfluxDB 1.x, fifty loggers that write down what was
 * acknowledged to them, and the command line's door for what people do. What was promised and what the copy holds are
 * compared by witnesses that share no code with the service.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Control, connectControl } from '../../../src/control.ts';
import type { Query } from '../../../src/keeper/protocol.ts';
import type { ExcursionView, InfluxView, Paged } from '../../../src/keeper/views.ts';
import { type Influxd, startInfluxd } from '../../influx/influxd.ts';
import { quietPort } from '../../ports.ts';
import { FlashDevice } from '../device.ts';
import { Oracle } from '../oracle.ts';
import { type Place, ServiceProcess } from '../process.ts';
import { type Message, Story } from '../story.ts';
import { GTIN, LOT, type World, world } from '../world.ts';
import { type Copied, differences, eventsIn, excursionsIn, temperaturesIn } from './copy.ts';

export const DATABASE = 'giulanh';
const UNITS = 50;
const DEPOT = { username: 'thu.kho', password: 'mat-khau-thu-kho' };
const DRAINED_WITHIN_MS = 300_000;
const LOOKS_MOST = 10;

/** An oracle that also takes the time from a message's first sending to its PUBACK, by phase. */
class TimedOracle extends Oracle {
  readonly latencies = new Map<string, number[]>();
  phase = 'first';
  readonly #sentAt = new WeakMap<Message, number>();

  override send(device: string, message: Message): void {
    this.#sentAt.set(message, performance.now());
    super.send(device, message);
  }

  override acknowledge(device: string, message: Message): void {
    const ms = performance.now() - (this.#sentAt.get(message) ?? 0);
    const list = this.latencies.get(this.phase) ?? [];
    this.latencies.set(this.phase, list);
    list.push(ms);
    super.acknowledge(device, message);
  }
}

export type Compared = {
  readonly readings: number;
  readonly events: number;
  readonly excursions: number;
  readonly broken: readonly string[];
};

export class CopyHouse {
  readonly directory: string;
  readonly influxd: Influxd;
  readonly oracle: TimedOracle;
  service: ServiceProcess;
  readonly #place: Place;
  readonly #environment: Record<string, string>;
  readonly #devices: readonly FlashDevice[];
  readonly #packAt: number;

  private constructor(parts: {
    directory: string;
    influxd: Influxd;
    place: Place;
    world: World;
    seed: string;
    packAt: number;
  }) {
    const { directory, influxd, place, packAt } = parts;
    this.directory = directory;
    this.influxd = influxd;
    this.#place = place;
    this.#packAt = packAt;
    this.oracle = new TimedOracle(join(directory, 'oracle.txt'));
    this.#environment = { GIULANH_INFLUX_URL: `${influxd.url}/${DATABASE}` };
    this.#devices = parts.world.devices.map(
      (d) => new FlashDevice(d, new Story(parts.seed, d, Date.now()), this.oracle),
    );
    const apply = join(directory, 'province.json');
    writeFileSync(apply, JSON.stringify(parts.world.description));
    this.service = new ServiceProcess(place, { apply, packAt, environment: this.#environment });
  }

  /** @param packAt unpacked readings beyond which packing begins: small, so that the sender meets packed ones too */
  static async open(seed: string, packAt: number): Promise<CopyHouse> {
    const directory = mkdtempSync(join(tmpdir(), 'giulanh-copy-'));
    const data = join(directory, 'data');
    mkdirSync(data);
    const mqttPort = await quietPort();
    const httpPort = await quietPort();
    const place = { data, mqttPort, httpPort, log: join(directory, 'service.log') };
    const influxd = await startInfluxd();
    const house = new CopyHouse({ directory, influxd, place, world: world(seed, Date.now()), seed, packAt });
    await house.service.ready();
    return house;
  }

  /** Ends the service as told and starts it on the same data. */
  async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.service.end(signal);
    this.service = new ServiceProcess(this.#place, { packAt: this.#packAt, environment: this.#environment });
    await this.service.ready();
  }

  /** Every logger sends a message of about four readings every `everyMs`. */
  load(everyMs: number): void {
    for (const device of this.#devices) device.start(this.#place.mqttPort, everyMs);
  }

  /** Nothing new is measured; resolves when all that was measured is acknowledged. */
  async acknowledged(): Promise<void> {
    for (const device of this.#devices) device.pause();
    for (const end = performance.now() + 30_000; this.#devices.some((d) => d.waiting > 0); await wait(10))
      if (performance.now() > end) throw new Error('Messages were not acknowledged within 30 s');
    for (const device of this.#devices) device.stop();
  }

  /** What depot staff do, over HTTP: parcels come in, and half as often one moves on. Each is an event of the ledger. */
  async custody(events: number): Promise<void> {
    const token = await this.#signIn();
    const received = Math.ceil(events / 2);
    for (let i = 0; i < received; i++) {
      const [unit, next] = [`unit-${i % UNITS}`, `unit-${(i + 1) % UNITS}`];
      await this.#post(token, '/parcels', { id: `moved-${i}`, gtin: GTIN, lot: LOT, doses: 10, unit });
      await this.#post(token, `/parcels/moved-${i}/move`, { unit: next });
    }
  }

  async #signIn(): Promise<string> {
    const door = await this.#door();
    const description = { people: [{ ...DEPOT, name: 'Thủ kho', roles: ['depot'], site: 'kho' }] };
    const answer = await door.request({ execute: { type: 'province.apply', description, file: null } });
    door.close();
    if (!answer.ok) throw new Error(answer.refusal.message);
    const { token } = (await this.#post(null, '/session', DEPOT)) as { token: string };
    return token;
  }

  async #post(token: string | null, path: string, body: object): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${this.#place.httpPort}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async status(): Promise<InfluxView> {
    const door = await this.#door();
    try {
      return await this.#ask<InfluxView>(door, { type: 'influx' });
    } finally {
      door.close();
    }
  }

  /** Resolves when nothing is left to be sent; with how long that took. */
  async drained(): Promise<number> {
    const began = performance.now();
    const door = await this.#door();
    try {
      for (;;) {
        const { backlog, cursor } = await this.#ask<InfluxView>(door, { type: 'influx' });
        const left = backlog.journal + backlog.chunks + backlog.ledger + backlog.excursions;
        if (cursor !== null && left === 0) return performance.now() - began;
        if (performance.now() - began > DRAINED_WITHIN_MS)
          throw new Error(`Not drained after ${DRAINED_WITHIN_MS / 1000} s: ${JSON.stringify(backlog)}`);
        await wait(50);
      }
    } finally {
      door.close();
    }
  }

  /**
   * The copy beside what was acknowledged, what the ledger holds and what the service says of its excursions. The service
   * goes on meanwhile: a logger that fell silent is noticed and holds what it guarded. Where the ledger or the excursions
   * changed while the copy was read, everything is looked at once more.
   */
  async compare(): Promise<Compared> {
    const door = await this.#door();
    try {
      let before = await this.#toldBy(door);
      for (let looks = 0; looks < LOOKS_MOST; looks += 1) {
        await this.drained();
        const copied = await this.#copied();
        const told = await this.#toldBy(door);
        if (sameSets(before.ledger, told.ledger) && sameSets(before.excursions, told.excursions)) {
          const { setAside } = await this.#ask<InfluxView>(door, { type: 'influx' });
          return this.#compared(copied, told, setAside);
        }
        before = told;
      }
      throw new Error(`The ledger changed during each of ${LOOKS_MOST} looks at its copy`);
    } finally {
      door.close();
    }
  }

  async #toldBy(door: Control): Promise<Told> {
    const ledger = new Set<string>();
    for await (const { event, leaf } of this.#all<LedgerItem>(door, { type: 'ledger' }))
      ledger.add(`${event.id} ${leaf}`);
    const excursions = new Set<string>();
    for await (const e of this.#all<ExcursionView>(door, { type: 'excursions' })) excursions.add(shown(e));
    return { ledger, excursions };
  }

  async #copied(): Promise<Copies> {
    const { url } = this.influxd;
    const excursions = await excursionsIn(url, DATABASE);
    // Those that later evidence took away stay in the copy, marked; the service no longer shows them.
    for (const id of excursions.keys()) if (id.includes(' false ')) excursions.delete(id);
    return {
      readings: await temperaturesIn(url, DATABASE),
      ledger: await eventsIn(url, DATABASE),
      excursions,
    };
  }

  #compared(copied: Copies, told: Told, setAside: number): Compared {
    const broken = [
      ...differences('readings', copied.readings, this.oracle.acked),
      ...differences('events', copied.ledger, told.ledger),
      ...differences('excursions', copied.excursions, told.excursions),
    ];
    if (setAside > 0) broken.push(`${setAside} points set aside, none expected`);
    return {
      readings: copied.readings.size,
      events: copied.ledger.size,
      excursions: copied.excursions.size,
      broken,
    };
  }

  async close(): Promise<void> {
    for (const device of this.#devices) device.stop();
    await this.service.end('SIGTERM');
    await this.influxd.remove();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async #door(): Promise<Control> {
    const door = await connectControl(this.#place.data);
    if (door === null) throw new Error('No service answers at its door');
    return door;
  }

  async #ask<T>(door: Control, ask: Query): Promise<T> {
    const answer = await door.request({ ask });
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value as T;
  }

  async *#all<T>(door: Control, query: Extract<Query, { limit?: number | undefined }>): AsyncGenerator<T> {
    for (let cursor: string | undefined; ; ) {
      const page = await this.#ask<Paged<T>>(door, { ...query, limit: 1000, cursor } as Query);
      yield* page.items;
      if (page.next === null) return;
      cursor = page.next;
    }
  }
}

/** What the service itself says there is: `id leaf` of its ledger, and its excursions as {@link shown}. */
type Told = { readonly ledger: ReadonlySet<string>; readonly excursions: ReadonlySet<string> };
type Copies = { readonly [part in 'readings' | 'ledger' | 'excursions']: Copied };

const sameSets = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((each) => b.has(each));

type LedgerItem = { readonly event: { readonly id: string }; readonly leaf: string };

const shown = (e: ExcursionView): string =>
  `${e.id} true ${Date.parse(e.start)} ${e.end === null ? 0 : Date.parse(e.end)}`;

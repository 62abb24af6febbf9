/** Everybody on the road at once: trips begin one after another, and phones send whenever they like, whatever the service does. */
import { setTimeout as wait } from 'node:timers/promises';
import { random } from '../../../simulator/random.ts';
import { Carrier, Ticks } from './carrier.ts';
import { type Answered, Line } from './line.ts';
import type { Oracle } from './oracle.ts';
import { Trip } from './trip.ts';
import { CARRIERS } from './world.ts';

const TRIPS_AT_ONCE = 10;
const SENDS_EVERY_MS = { least: 5, most: 150 };
const ASKS_AGAIN_MS = 50;
/** Somebody has no signal now and then, for so many turns. */
const SILENT = { chance: 0.02, turns: 20 };

export class Crowd {
  readonly people = new Map<string, Carrier>();
  readonly #oracle: Oracle;
  readonly #line: Line;
  readonly #seed: string;
  readonly #senders: Promise<void>[] = [];
  readonly #trips = new Set<Promise<void>>();
  #begun = 0;
  #isUp = false;
  #closing = false;
  #over = false;

  constructor(seed: string, httpPort: number, oracle: Oracle) {
    this.#seed = seed;
    this.#oracle = oracle;
    this.#line = new Line(httpPort);
    const ticks = new Ticks();
    for (const username of CARRIERS)
      this.people.set(username, new Carrier(username, { oracle, ticks, draw: random(seed, username) }));
  }

  get trips(): number {
    return this.#begun;
  }

  async begin(): Promise<void> {
    for (const one of this.people.values()) await one.buy();
    for (const one of this.people.values()) this.#senders.push(this.#sends(one));
  }

  /** The service is there, or gone: nobody asks while it is gone, so that what is asked is answered or killed. */
  set up(isUp: boolean) {
    this.#isUp = isUp;
    while (isUp && !this.#closing && this.#trips.size < TRIPS_AT_ONCE) this.#start();
  }

  /** No new trip begins; resolves when all are over and everything is delivered. False: not within the time. */
  async finish(withinMs: number): Promise<boolean> {
    this.#closing = true;
    const end = performance.now() + withinMs;
    const waits = () => this.#trips.size > 0 || [...this.people.values()].some((one) => one.waiting > 0);
    while (waits() && performance.now() < end) await wait(20);
    const done = !waits();
    await this.stop();
    return done;
  }

  async stop(): Promise<void> {
    this.#closing = true;
    this.#over = true;
    await Promise.all([...this.#senders, ...this.#trips]);
  }

  #start(): void {
    const name = `L${this.#begun++}`;
    const road = {
      oracle: this.#oracle,
      people: this.people,
      ask: this.#ask,
      over: () => this.#over,
    };
    const trip = new Trip(road, name, random(this.#seed, name)).run().catch((error: unknown) => {
      this.#oracle.broken.push(`trip ${name} ended: ${error}`);
    });
    this.#trips.add(trip);
    void trip.then(() => {
      this.#trips.delete(trip);
      if (this.#isUp && !this.#closing && this.#trips.size < TRIPS_AT_ONCE) this.#start();
    });
  }

  readonly #ask = async (
    username: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answered | null> => {
    while (!this.#over) {
      const answer = this.#isUp ? await this.#line.call(username, method, path, body) : null;
      if (answer !== null) return answer;
      await wait(ASKS_AGAIN_MS);
    }
    return null;
  };

  async #sends(carrier: Carrier): Promise<void> {
    const draw = random(this.#seed, `sends/${carrier.username}`);
    while (!this.#over) {
      const silent = !this.#closing && draw.chance(SILENT.chance);
      await wait(draw.whole(SENDS_EVERY_MS.least, SENDS_EVERY_MS.most) * (silent ? SILENT.turns : 1));
      const via = draw.chance(0.1) ? draw.pick(CARRIERS) : carrier.username;
      if (this.#isUp) await carrier.send(this.#line, via);
    }
  }
}

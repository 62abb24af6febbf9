/** A person with a phone in the pocket: says things when they happen, sends them when there is a signal, may lose the phone. */
import type { DurationMs, UtcMs } from '../../src/thermal/types.ts';
import { type Random, random } from '../random.ts';
import { Network } from './network.ts';
import { type Deliver, type Manner, Outbox } from './outbox.ts';
import { type Happening, type Jwk, Phone } from './phone.ts';
import { PhoneClock } from './phone-clock.ts';

/** The service, as far as phones need it. Each call is in the session of `username`. */
export type ServiceSide = {
  readonly deliver: (username: string) => Deliver;
  readonly enroll: (username: string, jwk: Jwk) => Promise<void>;
  readonly revoke: (username: string, key: string) => Promise<void>;
};

/** An ordinary phone's clock is right to a minute or so. */
const AHEAD_MOST: DurationMs = 90_000;

export class Carrier {
  readonly username: string;
  readonly network = new Network();
  /** How the phone sends. */
  manner: Manner;
  /** The outboxes of all phones this person ever had; the last is in use. */
  readonly outboxes: Outbox[] = [];
  readonly #draw: Random;
  readonly #service: ServiceSide;
  #phone: Phone | null = null;

  constructor(username: string, seed: string, service: ServiceSide) {
    this.username = username;
    this.#draw = random(seed, `phone/${username}`);
    this.#service = service;
    this.manner = {
      order: this.#draw.pick(['in-order', 'in-order', 'shuffled', 'reversed']),
      times: this.#draw.pick([1, 1, 1, 2]),
      atOnce: this.#draw.pick([1, 3, 50]),
    };
  }

  get outbox(): Outbox {
    const box = this.outboxes.at(-1);
    if (box === undefined) throw new Error(`${this.username} has no phone`);
    return box;
  }

  get phone(): Phone {
    if (this.#phone === null) throw new Error(`${this.username} has no phone`);
    return this.#phone;
  }

  /** A new phone: signs in, hears the time, enrolls its key. */
  async begin(now: UtcMs): Promise<void> {
    const ahead = this.#draw.whole(-AHEAD_MOST, AHEAD_MOST);
    this.#phone = await Phone.bought(this.username, new PhoneClock(ahead));
    this.outboxes.push(new Outbox());
    await this.#service.enroll(this.username, this.#phone.jwk);
    this.#phone.clock.hear(now, 0);
  }

  async say(happening: Happening, now: UtcMs): Promise<void> {
    this.outbox.put(await this.phone.sign(happening, now));
  }

  /** Sends what waits, where there is a signal. A clock that was heard of anew corrects only what is said from then on. */
  async send(now: UtcMs): Promise<void> {
    if (this.outbox.waiting === 0 || !this.network.isReached(now)) return;
    try {
      await this.outbox.flush(this.#service.deliver(this.username), this.manner, this.#draw);
    } catch (error) {
      // What fetch throws when nobody answers: it all waits for the next time.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** The phone is gone; its key is revoked and a new one comes. Answers the phone, for whoever finds it. */
  async lose(now: UtcMs): Promise<Phone> {
    const gone = this.phone;
    this.outbox.lose();
    await this.#service.revoke(this.username, gone.key);
    await this.begin(now);
    return gone;
  }
}

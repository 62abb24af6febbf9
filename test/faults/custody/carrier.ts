/**
 * Somebody with a phone: signs at once, whatever the service does, and delivers until there is a receipt: late, many times,
 * in any order, also by somebody else's connection.
 */
import { type Happening, Phone } from '../../../simulator/people/phone.ts';
import { PhoneClock } from '../../../simulator/people/phone-clock.ts';
import type { Random } from '../../../simulator/random.ts';
import type { Delivered } from '../../../src/custody/types.ts';
import type { Line } from './line.ts';
import type { Item, Oracle } from './oracle.ts';

const AHEAD_MOST = 90_000;
const KEPT_FOR_REPLAY = 50;

/** Milliseconds that never stand still and never come twice, so that what is said later is later. */
export class Ticks {
  #last = 0;
  next(): number {
    this.#last = Math.max(Date.now(), this.#last + 1);
    return this.#last;
  }
}

export class Carrier {
  readonly username: string;
  readonly #oracle: Oracle;
  readonly #draw: Random;
  readonly #ticks: Ticks;
  readonly #waiting: Delivered[] = [];
  readonly #sent: Delivered[] = [];
  readonly #reused = new Set<Delivered>();
  #phone: Phone | null = null;
  #enrolled = false;

  constructor(username: string, parts: { oracle: Oracle; draw: Random; ticks: Ticks }) {
    this.username = username;
    this.#oracle = parts.oracle;
    this.#draw = parts.draw;
    this.#ticks = parts.ticks;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** A new phone, whose key may yet have to be enrolled. */
  async buy(): Promise<void> {
    const clock = new PhoneClock(this.#draw.whole(-AHEAD_MOST, AHEAD_MOST));
    clock.hear(Date.now(), 0);
    this.#phone = await Phone.bought(this.username, clock);
    this.#enrolled = false;
  }

  async enroll(line: Line): Promise<void> {
    const { jwk, key } = this.#own();
    if (this.#enrolled) return;
    const answer = await line.call(this.username, 'POST', '/keys', { jwk, label: 'điện thoại' });
    if (answer?.status !== 201) return;
    this.#enrolled = true;
    this.#oracle.done({ key }, () => this.#oracle.keys.set(key, jwk));
  }

  /** Signs, and puts it among what is to be delivered. `mustNot`: why it may never count; it is signed or sent accordingly. */
  async say(happening: Happening, mustNot: 'forged' | 'wrong' | null = null): Promise<Delivered> {
    const signed = await this.#own().sign(happening, this.#ticks.next());
    const event =
      mustNot === 'forged'
        ? { ...signed, body: { ...signed.body, shipment: signed.body.shipment === null ? 'x' : null } }
        : signed;
    this.#oracle.said.set(event.body.id, event);
    if (mustNot !== null) this.#oracle.mustNot.add(event.body.id);
    this.#waiting.push(event);
    return event;
  }

  /** The id of something that is kept already, with something else in it: as if it were another event. */
  async reuse(id: string, happening: Happening): Promise<void> {
    const event = await this.#own().sign({ ...happening, id }, this.#ticks.next());
    this.#reused.add(event);
    this.#waiting.push(event);
  }

  /** Sends some of what waits. What got no answer waits on. */
  async send(line: Line, via: string): Promise<void> {
    await this.enroll(line);
    if (!this.#enrolled || this.#waiting.length === 0) return;
    const piece = this.#piece();
    const answer = await line.call(via, 'POST', '/custody/events', { events: piece });
    if (answer === null) return;
    if (answer.status !== 200) {
      this.#oracle.broken.push(`a delivery was answered ${answer.status} ${JSON.stringify(answer.body)}`);
      return;
    }
    const items = answer.body.items as readonly Item[];
    for (const [i, event] of piece.entries()) {
      const item = items[i];
      if (item === undefined) continue;
      if (!this.#reused.has(event)) this.#oracle.answer(event, item);
      else if (item.code !== 'EVENT_ID_REUSED')
        this.#oracle.broken.push(`${event.body.id} was used again and answered ${item.status} ${item.code}`);
      const at = this.#waiting.indexOf(event);
      if (at === -1) continue;
      this.#waiting.splice(at, 1);
      this.#sent.push(event);
    }
    if (this.#sent.length > KEPT_FOR_REPLAY) this.#sent.splice(0, KEPT_FOR_REPLAY / 2);
  }

  #piece(): Delivered[] {
    const draw = this.#draw;
    const list = draw.pick([
      () => [...this.#waiting],
      () => this.#waiting.toReversed(),
      () => draw.shuffle(this.#waiting),
    ])();
    const piece = list.slice(0, draw.pick([1, 2, 5, 40]));
    const [first] = piece;
    if (first !== undefined && draw.chance(0.2)) piece.push(...Array(draw.whole(1, 9)).fill(first));
    if (this.#sent.length > 0 && draw.chance(0.2)) piece.push(draw.pick(this.#sent));
    return piece;
  }

  #own(): Phone {
    if (this.#phone === null) throw new Error(`${this.username} has no phone`);
    return this.#phone;
  }
}

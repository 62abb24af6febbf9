/**
 * The messages that are still on their way, in memory, and what is known of the ways. Every change goes through a draft, so
 * that a message is given to the sender only when it is on the disk that it is being sent.
 */
import {
  awakened,
  confirm,
  type Ending,
  isDue,
  isHeldUp,
  offer,
  read,
  settle as settled,
  type Ways,
} from '../alerts/delivery.ts';
import type { Channel } from '../alerts/duty.ts';
import type { Notice } from '../alerts/telling.ts';
import type { Store } from '../store/store.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Draft } from './draft.ts';
import type { ChannelState, DueNotice, NoticeCommand } from './notice-protocol.ts';
import type { Province } from './province.ts';

type Said = Extract<NoticeCommand, { type: 'notice.receipt' }>;

/** References by which a gateway may still name a message; the oldest are forgotten first. */
const REFERENCES_MOST = 20_000;
/** Whoever tries a way is not to wake somebody all night with it. */
const TESTS_MOST = 10;
const TESTS_WITHIN: DurationMs = 600_000;
const WEBHOOK = 'webhook:';
/** Whoever made it is no person, but a place where other systems listen. */
export const webhookPerson = (name: string): string => `${WEBHOOK}${name}`;

export class Notices {
  /** As the sender told last; null: not since the start. */
  channels: readonly ChannelState[] | null = null;
  readonly #province: Province;
  readonly #store: Store;
  readonly #open = new Map<string, Notice>();
  readonly #byReference = new Map<string, string>();
  /** When tests were sent to each person, of the last ten minutes. */
  readonly #tests = new Map<string, readonly UtcMs[]>();
  /** Those for which no way was left, or none has taken for too long, since they were last taken from here. */
  #failed: Notice[] = [];

  constructor(province: Province, store: Store) {
    this.#province = province;
    this.#store = store;
  }

  /** After a start: what was on its way goes on. */
  async restore(now: UtcMs): Promise<readonly Notice[]> {
    for (const { doc } of await this.#store.noticesOpen()) {
      const notice = awakened(doc as Notice, now);
      this.#open.set(notice.id, notice);
      for (const { channel, reference } of notice.attempts) this.#name(notice.id, channel, reference);
    }
    return [...this.#open.values()];
  }

  /** One that is new, or as it is now. */
  put(notice: Notice, draft: Draft): void {
    const { id, person, createdAt, alerts, nextAt } = notice;
    const before = this.#open.get(id);
    const isNewlyHeldUp = isHeldUp(notice) && (before === undefined || !isHeldUp(before));
    draft.notices.set(id, { id, person, createdAt, open: nextAt !== null, alerts, doc: notice });
    if (nextAt === null) this.#open.delete(id);
    else this.#open.set(id, notice);
    if (notice.state === 'failed' || isNewlyHeldUp) this.#failed.push(notice);
  }

  /** The message with this id, also one that has arrived long ago. */
  async find(id: string): Promise<Notice | null> {
    return this.#open.get(id) ?? ((await this.#store.notice(id)) as Notice | null);
  }

  /** Messages that are due and that a channel takes now, the critical first; each is being sent from now on. */
  claim(channels: readonly Channel[], limit: number, draft: Draft): DueNotice[] {
    const due = [...this.#open.values()].filter((notice) => isDue(notice, draft.now));
    due.sort((a, b) => gravity(a) - gravity(b) || a.createdAt - b.createdAt);
    const given: DueNotice[] = [];
    for (const before of due) {
      if (given.length >= limit) break;
      const { notice, taken } = offer(before, this.#waysOf(before.person, channels, draft.now), draft.now);
      if (notice !== before) this.put(notice, draft);
      if (taken === null) continue;
      const subscriptions = taken.channel === 'push' ? this.#browsersOf(notice.person) : [];
      given.push({ notice, ...taken, subscriptions });
    }
    return given;
  }

  /** False: there is no such message. */
  async settle(id: string, ending: Ending, draft: Draft): Promise<boolean> {
    const before = await this.find(id);
    if (before === null) return false;
    const notice = settled(before, ending, draft.now);
    if (notice === before) return true;
    this.put(notice, draft);
    const last = notice.attempts.at(-1);
    if (last !== undefined) this.#name(id, last.channel, last.reference);
    return true;
  }

  /** False: no message is known by that reference (any more). */
  async confirm(said: Said, draft: Draft): Promise<boolean> {
    const id = this.#byReference.get(referenceOf(said.channel, said.reference));
    const before = id === undefined ? null : await this.find(id);
    if (before === null) return false;
    const notice = confirm(before, said, draft.now);
    if (notice !== before) this.put(notice, draft);
    return true;
  }

  /** Notes a test, when it is not one too many for this person. */
  mayTry(person: string, now: UtcMs): boolean {
    const lately = (this.#tests.get(person) ?? []).filter((at) => Math.abs(now - at) < TESTS_WITHIN);
    if (lately.length >= TESTS_MOST) return false;
    this.#tests.set(person, [...lately, now]);
    return true;
  }

  read(before: Notice, draft: Draft): Notice {
    const notice = read(before);
    if (notice !== before) this.put(notice, draft);
    return notice;
  }

  /** Messages that are to be sent now and are not, and when the oldest of them was made: a stop of the service is no excuse. */
  async waiting(now: UtcMs): Promise<{ readonly count: number; readonly oldest: UtcMs | null }> {
    const due = [...this.#open.values()].filter((one) => one.state === 'waiting' && isDue(one, now));
    const oldest = due.reduce((least, { createdAt }) => Math.min(least, createdAt), now);
    return { count: due.length, oldest: due.length === 0 ? null : oldest };
  }

  get hasFailed(): boolean {
    return this.#failed.length > 0;
  }

  takeFailed(): readonly Notice[] {
    const failed = this.#failed;
    this.#failed = [];
    return failed;
  }

  /** Where a person is reached in a way; null: not at all. For push the person themselves, when a browser of theirs takes it. */
  addressOf(person: string, channel: Channel, now: UtcMs): string | null {
    if (person.startsWith(WEBHOOK)) return channel === 'webhook' ? person.slice(WEBHOOK.length) : null;
    const known = this.#province.people.get(person);
    if (known === undefined || (known.retiredAt !== null && known.retiredAt <= now)) return null;
    if (channel === 'push') return this.#browsersOf(person).length > 0 ? person : null;
    const contact = this.#province.contacts.get(person);
    if (contact === undefined || channel === 'webhook') return null;
    return channel === 'sms' ? contact.phone : contact[channel];
  }

  #waysOf(person: string, channels: readonly Channel[], now: UtcMs): Ways {
    return {
      addressOf: (channel) => this.addressOf(person, channel, now),
      isOff: (channel) => this.isOff(channel),
      takes: (channel) => channels.includes(channel),
    };
  }

  /** Only what the sender has said is off is. */
  isOff(channel: Channel): boolean {
    const states = this.channels?.filter((one) => one.channel === channel) ?? [];
    return states.length > 0 && states.every(({ state }) => state === 'off');
  }

  #browsersOf(person: string) {
    return [...this.#province.subscriptions.values()].filter(({ username }) => username === person);
  }

  #name(id: string, channel: Channel, reference: string | null): void {
    if (reference === null) return;
    this.#byReference.set(referenceOf(channel, reference), id);
    if (this.#byReference.size <= REFERENCES_MOST) return;
    const [oldest] = this.#byReference.keys();
    if (oldest !== undefined) this.#byReference.delete(oldest);
  }
}

const gravity = ({ severity }: Notice): number => (severity === 'critical' ? 0 : 1);
const referenceOf = (channel: Channel, reference: string): string => `${channel} ${reference}`;

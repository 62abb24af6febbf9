/** The keeper as the sender needs it, in memory: messages and their ends by the same pure rules, killed and started again at will. */
import { awakened, confirm, isDue, offer, settle } from '../../../src/alerts/delivery.ts';
import type { Channel } from '../../../src/alerts/duty.ts';
import type { Notice } from '../../../src/alerts/telling.ts';
import type { ChannelState, DueNotice, NoticeCommand } from '../../../src/keeper/notice-protocol.ts';
import type { Actor, Answer } from '../../../src/keeper/protocol.ts';

const ok = (value: unknown): Answer => ({ ok: true, value });
export const DOWN: Answer = { ok: false, refusal: { code: 'SERVICE_DEGRADED', message: 'not now' } };

export class TestDesk {
  readonly time = { now: 0 };
  readonly notices = new Map<string, Notice>();
  readonly claims: DueNotice[] = [];
  readonly commands: NoticeCommand['type'][] = [];
  states: readonly ChannelState[] = [];
  /** Answers nothing for a while. */
  isDown = false;
  readonly #addresses: Partial<Record<Channel, string>>;

  constructor(addresses: Partial<Record<Channel, string>>, now: number) {
    this.#addresses = addresses;
    this.time.now = now;
  }

  put(...notices: Notice[]): void {
    for (const notice of notices) this.notices.set(notice.id, notice);
  }

  /** Killed, and begun again: what it had under way is due at once. */
  beginAgain(): void {
    for (const notice of this.notices.values()) this.put(awakened(notice, this.time.now));
  }

  async execute(_: Actor, command: NoticeCommand): Promise<Answer> {
    if (this.isDown) return DOWN;
    this.commands.push(command.type);
    const { now } = this.time;
    switch (command.type) {
      case 'notices.claim':
        return ok(this.#claim(command.channels, command.limit));
      case 'notice.settle': {
        const before = this.notices.get(command.notice);
        if (before === undefined) return unknown;
        this.put(settle(before, command.outcome, now));
        return ok(null);
      }
      case 'notice.receipt': {
        const said = [...this.notices.values()].find(({ attempts }) =>
          attempts.some(({ reference }) => reference === command.reference),
        );
        if (said === undefined) return unknown;
        this.put(confirm(said, command, now));
        return ok(null);
      }
      case 'channels.report':
        this.states = command.channels;
        return ok(null);
      default:
        throw new Error(`the sender has no business with ${command.type}`);
    }
  }

  #claim(channels: readonly Channel[], limit: number): DueNotice[] {
    const { now } = this.time;
    const given: DueNotice[] = [];
    for (const before of this.notices.values()) {
      if (given.length >= limit) break;
      if (!isDue(before, now)) continue;
      const { notice, taken } = offer(
        before,
        {
          addressOf: (channel) => this.#addresses[channel] ?? null,
          isOff: (channel) => this.states.some((one) => one.channel === channel && one.state === 'off'),
          takes: (channel) => channels.includes(channel),
        },
        now,
      );
      this.put(notice);
      if (taken !== null) given.push({ notice, ...taken, subscriptions: [] });
    }
    this.claims.push(...given);
    return given;
  }
}

const unknown: Answer = { ok: false, refusal: { code: 'NOTICE_UNKNOWN', message: 'no such message' } };

/**
 * Takes from the keeper what is to be sent, sends it, and tells the keeper how that ended. What is taken is committed as being sent
 * before it is answered here; an end that the keeper could not take is told again until it does. A message whose end nobody learned of
 * (the process was killed) is given out once more, and goes out once more at most.
 */
import { CHANNELS, type Channel } from '../alerts/duty.ts';
import type { ChannelState, DueNotice, NoticeCommand, Outcome } from '../keeper/notice-protocol.ts';
import { type Actor, type Answer, SYSTEM } from '../keeper/protocol.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import type { Message, Sent } from './door.ts';
import { Lane, type LaneParts } from './lane.ts';
import type { Receipt } from './receipts.ts';

/** What the keeper has in memory only is told to it again so often: it may have begun anew. */
const REPORT_EVERY: DurationMs = 30_000;
const CLAIM_MOST = 64;
/** Receipts that came before the message's own number was noted, and how many of them are remembered. */
const EARLY_MOST = 1_000;

export type SenderParts = {
  readonly keeper: { execute(actor: Actor, command: NoticeCommand): Promise<Answer> };
  readonly lanes: readonly LaneParts[];
  /** Makes an address that can be opened of a path of the web application; null: nobody has said under which. */
  readonly link: (path: string) => string | null;
  readonly clock: () => UtcMs;
  /** Answers in [0, 1). */
  readonly random: () => number;
  readonly log: { warn(facts: object, text: string): void };
};

export class Sender {
  readonly #parts: SenderParts;
  readonly #lanes: readonly Lane[];
  /** Messages that a channel has now. */
  readonly #sending = new Set<string>();
  /** What is done about them, to its end. */
  readonly #underWay = new Set<Promise<void>>();
  /** How messages ended that the keeper has not learned of. */
  readonly #untold = new Map<string, Outcome>();
  readonly #early = new Map<string, Receipt>();
  #passing: Promise<void> | null = null;
  /** Something may have become due, or room may have come, since the last pass began. */
  #isWanted = false;
  /** There was more to take than there was room for. */
  #isMore = false;
  #closed = false;
  #reported = { text: '', at: Number.NEGATIVE_INFINITY };

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#lanes = parts.lanes.map((lane) => new Lane(lane, parts.random));
  }

  /** Takes all that is due and can be taken, and sets it on its way. Resolves when nothing more is to be taken; never throws. */
  pass(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#isWanted = true;
    this.#passing ??= this.#passes().finally(() => {
      this.#passing = null;
    });
    return this.#passing;
  }

  /** Resolves when nothing is on its way any more. */
  async quiet(): Promise<void> {
    while (this.#passing !== null || this.#underWay.size > 0)
      await Promise.all([this.#passing, ...this.#underWay]);
  }

  /** What a gateway says later; it may be quicker than the answer to which it belongs is noted. */
  async receive(channel: Channel, receipt: Receipt): Promise<Answer> {
    const answer = await this.#parts.keeper.execute(SYSTEM, { type: 'notice.receipt', channel, ...receipt });
    if (answer.ok || answer.refusal.code === 'SERVICE_DEGRADED') return answer;
    this.#early.set(`${channel} ${receipt.reference}`, receipt);
    const [oldest] = this.#early.keys();
    if (this.#early.size > EARLY_MOST && oldest !== undefined) this.#early.delete(oldest);
    return answer;
  }

  /** What is on its way has so long to end. What does not is given out again at the next start. */
  async close(withinMs: DurationMs): Promise<void> {
    this.#closed = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([late, this.quiet()]);
    clearTimeout(timer);
    for (const lane of this.#lanes) lane.close();
  }

  /** Each channel, also those that are not configured. */
  states(): ChannelState[] {
    return CHANNELS.flatMap((channel) => {
      const states = this.#lanes.filter((lane) => lane.channel === channel).flatMap((lane) => lane.states());
      return states.length > 0 ? states : [off(channel)];
    });
  }

  metrics(): string[] {
    return this.#lanes.flatMap((lane) => lane.metrics());
  }

  async #passes(): Promise<void> {
    while (this.#isWanted && !this.#closed) {
      this.#isWanted = false;
      await this.#pass();
    }
  }

  async #pass(): Promise<void> {
    for (const [notice, outcome] of [...this.#untold]) await this.#tell(notice, outcome);
    await this.#report();
    for (let more = true; more && !this.#closed; ) more = await this.#claim();
  }

  /** True when there may be more to take at once. */
  async #claim(): Promise<boolean> {
    const now = this.#parts.clock();
    const open = this.#lanes.filter((lane) => lane.room(now) > 0);
    this.#isMore = open.length < this.#lanes.length;
    // No channel is given more than it has room for, whichever of them the messages are for. Where none has any the keeper is asked
    // all the same: it counts how long each message waits.
    const limit = Math.min(CLAIM_MOST, ...open.map((lane) => lane.room(now)));
    const channels = open.map(({ channel }) => channel);
    const answer = await this.#ordered({ type: 'notices.claim', channels, limit });
    if (answer === null) return false;
    const due = answer as readonly DueNotice[];
    for (const one of due) this.#begin(one);
    this.#isMore ||= due.length === limit;
    return due.length === limit;
  }

  #begin(due: DueNotice): void {
    const { id } = due.notice;
    // It is on its way already, or its end is only not told yet: the keeper began anew in between.
    if (this.#sending.has(id) || this.#untold.has(id)) return;
    const lane = this.#lanes.find(({ channel }) => channel === due.channel);
    if (lane === undefined) throw new Error(`${due.channel} was not asked for`);
    this.#sending.add(id);
    const end = this.#sent(lane, due).finally(() => {
      this.#underWay.delete(end);
      if (this.#isMore) void this.pass();
    });
    this.#underWay.add(end);
  }

  async #sent(lane: Lane, due: DueNotice): Promise<void> {
    const { clock, link, log } = this.#parts;
    const end = await lane.send(messageOf(due, link), clock);
    // Before it is told: from then on the keeper may give the same message out for its next way.
    this.#sending.delete(due.notice.id);
    if (!end.ok)
      log.warn(
        { notice: due.notice.id, channel: due.channel, code: end.code, reason: end.reason },
        'a message was not taken',
      );
    await this.#tell(due.notice.id, outcomeOf(end));
    if (end.ok && end.reference !== null) await this.#receiveEarly(due.channel, end.reference);
    await this.#report();
  }

  async #tell(notice: string, outcome: Outcome): Promise<void> {
    this.#untold.set(notice, outcome);
    const answer = await this.#parts.keeper.execute(SYSTEM, { type: 'notice.settle', notice, outcome });
    if (!answer.ok && answer.refusal.code === 'SERVICE_DEGRADED') return;
    // The next way of its person is due at once.
    this.#isMore ||= !outcome.ok;
    this.#untold.delete(notice);
    if (!answer.ok)
      this.#parts.log.warn({ notice, code: answer.refusal.code }, 'the end of a message is not wanted');
  }

  async #receiveEarly(channel: Channel, reference: string): Promise<void> {
    const receipt = this.#early.get(`${channel} ${reference}`);
    if (receipt !== undefined && this.#early.delete(`${channel} ${reference}`))
      await this.receive(channel, receipt);
  }

  async #report(): Promise<void> {
    const channels = this.states();
    const text = JSON.stringify(channels);
    const at = this.#parts.clock();
    if (text === this.#reported.text && Math.abs(at - this.#reported.at) < REPORT_EVERY) return;
    this.#reported = { text, at };
    const told = await this.#ordered({ type: 'channels.report', channels });
    if (told === null) this.#reported = { text: '', at };
  }

  /** Null: the keeper is not there now. */
  async #ordered(command: NoticeCommand): Promise<unknown> {
    const answer = await this.#parts.keeper.execute(SYSTEM, command);
    if (answer.ok) return answer.value ?? [];
    if (answer.refusal.code !== 'SERVICE_DEGRADED')
      this.#parts.log.warn(
        { command: command.type, code: answer.refusal.code },
        'the keeper refused the sender',
      );
    return null;
  }
}

const off = (channel: ChannelState['channel']): ChannelState => ({
  channel,
  name: '',
  state: 'off',
  reason: '',
  lastSentAt: null,
  failingSince: null,
});

const messageOf = ({ notice, address, subscriptions }: DueNotice, link: SenderParts['link']): Message => ({
  id: notice.id,
  address,
  subscriptions,
  severity: notice.severity,
  reason: notice.reason,
  group: notice.group,
  alerts: notice.alerts,
  text: notice.text,
  link: link(notice.text.path),
  at: notice.createdAt,
});

const outcomeOf = (end: Sent): Outcome =>
  end.ok
    ? { ok: true, reference: end.reference, unconfirmed: end.unconfirmed }
    : { ok: false, code: end.code, reason: end.reason, final: end.final };

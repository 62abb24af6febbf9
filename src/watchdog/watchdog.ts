/**
 * The watchdog: sends a reading of its own through the whole chain, follows how far it comes, tells the keeper when it is lost,
 * and the receiver outside while it is not.
 */
import type { NoticeQuery } from '../keeper/notice-protocol.ts';
import { type Actor, type Answer, SYSTEM } from '../keeper/protocol.ts';
import type { WatchCommand } from '../keeper/watch-protocol.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';
import { DeadMan } from './dead-man.ts';
import type { Sample } from './publish.ts';
import { arrived, begun, isFresh, type Loss, lossOf, reached, type Schedule, turn } from './schedule.ts';
import { CANARY_HOOK, type CanarySettings } from './settings.ts';

/** Channels and sockets of a service that begins have found each other by then. */
const FIRST_AFTER: DurationMs = 5_000;
const AGAIN_AFTER: DurationMs = 30_000;
/** What the keeper has in memory only is told to it again so often: it may have begun anew. */
const REPORT_EVERY: DurationMs = 60_000;
const ACCEPTED: ReadonlySet<string> = new Set(['sent', 'received', 'read']);

export type WatchdogParts = {
  readonly settings: CanarySettings;
  readonly keeper: {
    execute(actor: Actor, command: WatchCommand): Promise<Answer>;
    ask(actor: Actor, query: Extract<NoticeQuery, { type: 'notices' }>): Promise<Answer>;
    counts(): Record<string, number | string>;
  };
  readonly publish: (sample: Sample) => Promise<void>;
  readonly clock: () => UtcMs;
  /** A clock that nobody sets, ms. */
  readonly uptime: () => number;
  readonly log: { warn(facts: object, text: string): void };
};
/** What is read of the newest message to the canary's webhook. */
type Newest = { readonly createdAt: string | number; readonly state: string };

export class Watchdog {
  readonly #parts: WatchdogParts;
  readonly #deadMan: DeadMan | null;
  #schedule: Schedule;
  /** When the trial under way was sent last, by both clocks; null: not yet. */
  #sent: { readonly run: number; readonly uptime: number; readonly at: UtcMs } | null = null;
  #told = { text: '', at: Number.NEGATIVE_INFINITY };
  #busy: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: WatchdogParts) {
    this.#parts = parts;
    const { settings, uptime, clock } = parts;
    this.#schedule = begun(settings.everyMinutes * 60_000, uptime() + FIRST_AFTER);
    this.#deadMan = settings.deadMan === undefined ? null : new DeadMan(settings.deadMan, clock);
  }

  start(everyMs: DurationMs = 1_000): void {
    this.#timer = setInterval(() => void this.beat(), everyMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#busy;
  }

  /** Does what is to be done now. Never throws; one at a time. */
  beat(): Promise<void> {
    this.#busy ??= this.#beat().finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }

  /** Known to be whole, from a reading to a channel that took the message. */
  get isWhole(): boolean {
    const { counts } = this.#parts.keeper;
    return (
      isFresh(this.#schedule, this.#parts.uptime()) && counts.call(this.#parts.keeper).chainTroubles === 0
    );
  }

  metrics(): string[] {
    const { arrivedAt, runs } = this.#schedule;
    const now = this.#parts.uptime();
    const lines = [
      `giulanh_canary_runs_total ${runs}`,
      `giulanh_canary_whole ${this.isWhole ? 1 : 0}`,
      ...(arrivedAt === null ? [] : [`giulanh_canary_age_seconds ${Math.round((now - arrivedAt) / 1000)}`]),
    ];
    const deadMan = this.#deadMan;
    if (deadMan === null) return lines;
    lines.push(
      `giulanh_dead_man_sent_total ${deadMan.sent}`,
      `giulanh_dead_man_failed_total ${deadMan.failed}`,
    );
    if (deadMan.lastSuccessAt !== null)
      lines.push(`giulanh_dead_man_last_success_seconds ${Math.round(deadMan.lastSuccessAt / 1000)}`);
    return lines;
  }

  async #beat(): Promise<void> {
    this.#schedule = turn(this.#schedule, this.#parts.uptime());
    try {
      await this.#send();
      await this.#follow();
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'the trial of the alert chain goes on later');
    }
    await this.#tell(lossOf(this.#schedule, this.#parts.uptime()));
    if (this.isWhole) await this.#deadMan?.beat(this.#parts.uptime());
  }

  async #send(): Promise<void> {
    const { publish, clock, uptime } = this.#parts;
    const { trial } = this.#schedule;
    if (trial?.stage !== 'reading') return;
    const isAgain = this.#sent?.run === trial.run;
    if (isAgain && uptime() - (this.#sent?.uptime ?? 0) < AGAIN_AFTER) return;
    this.#sent = { run: trial.run, uptime: uptime(), at: clock() };
    await publish({ run: trial.run, at: this.#sent.at });
    this.#schedule = reached(this.#schedule, trial.run, 'alert');
  }

  /** How far has it come that was acknowledged? */
  async #follow(): Promise<void> {
    const { keeper, uptime } = this.#parts;
    const { trial } = this.#schedule;
    if (trial === null || trial.stage === 'reading' || this.#sent === null) return;
    if (trial.stage === 'alert' && keeper.counts().canaryRun === trial.run)
      this.#schedule = reached(this.#schedule, trial.run, 'notice');
    const person = `webhook:${CANARY_HOOK}`;
    const answer = await keeper.ask(SYSTEM, { type: 'notices', person, limit: 1 });
    const [newest] = answer.ok ? (answer.value as { items: readonly Newest[] }).items : [];
    if (newest === undefined || new Date(newest.createdAt).getTime() < this.#sent.at) return;
    this.#schedule = ACCEPTED.has(newest.state)
      ? arrived(this.#schedule, trial.run, uptime())
      : reached(this.#schedule, trial.run, 'channel');
  }

  async #tell(loss: Loss | null): Promise<void> {
    const { keeper, uptime, clock, log } = this.#parts;
    const now = uptime();
    const text = JSON.stringify(loss);
    if (text === this.#told.text && now - this.#told.at < REPORT_EVERY) return;
    if (loss !== null && text !== this.#told.text)
      log.warn({ stage: loss.stage }, 'the alert chain is broken');
    const lost = loss === null ? null : { since: clock() - Math.round(now - loss.since), stage: loss.stage };
    const answer = await keeper.execute(SYSTEM, { type: 'canary.report', lost });
    if (answer.ok) this.#told = { text, at: now };
  }
}

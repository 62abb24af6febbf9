/** One look at an alert that lasts: is it worse, does the next level hear of it, is it told again? */
import { CLOCK_TOLERANCE_MS } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Ladder, Level } from './duty.ts';
import { firstToldAt, newestToldAt, toldBy } from './escalation.ts';
import { forgottenPause, stillPause } from './reminders.ts';
import type { Escalation, Reason, Telling } from './telling.ts';
import type { Alert } from './types.ts';

const MINUTE = 60_000;

export type EscalateInput = {
  readonly alert: Alert;
  /** Null: nobody was told of it yet. */
  readonly before: Escalation | null;
  readonly ladder: Ladder;
  /** Usernames, each once. */
  readonly reach: (level: Level) => readonly string[];
  /** When the quiet hours are over; null when they are not now. */
  readonly quietUntil: UtcMs | null;
  readonly group: string;
  readonly now: UtcMs;
  /** No message reached anybody of its present level, and none can. */
  readonly undelivered?: boolean;
};

/** What was is changed step by step, and tellings are gathered. */
export class Steps {
  now: Escalation;
  readonly #input: EscalateInput;
  readonly #tellings: Telling[] = [];

  constructor(input: EscalateInput, from: Escalation) {
    this.#input = input;
    this.now = from;
  }

  /** Everybody who knows it as a warning learns that it is critical, and its levels count from now. */
  worsen(): void {
    const { alert, now } = this.#input;
    if (alert.severity === 'warning' || this.now.severity === 'critical') return;
    for (const [person, level] of toldBy(this.now)) this.#tell(person, 'worse', level);
    this.now = { ...this.now, severity: 'critical', since: now, lastStillAt: now };
  }

  taken(): void {
    this.now = { ...this.now, takenAt: this.now.takenAt ?? this.#input.now };
  }

  /** The ladder reached nobody: it is climbed anew, for somebody may be there by now. */
  retry(): void {
    const { before, ladder, now } = this.#input;
    const { level, reached } = this.now;
    const last = reached.at(-1)?.at ?? now;
    if (before === null || level === -1 || toldBy(this.now).size > 0) return;
    if (now >= last + ladder.stillMinutes * MINUTE) this.now = { ...this.now, level: -1, reached: [] };
  }

  /** Answers when the next level is due. */
  climb(): UtcMs {
    const { alert, ladder, now, reach } = this.#input;
    const mayWait = alert.severity === 'critical';
    let isPushed = this.#input.undelivered === true;
    for (;;) {
      const next = this.now.level + 1;
      const level = ladder.levels[next];
      if (level === undefined) return Number.POSITIVE_INFINITY;
      const isFirst = toldBy(this.now).size === 0;
      const dueAt = this.now.since + level.afterMinutes * MINUTE;
      if (!isFirst && !isPushed && this.#lastTold() > 0 && !(mayWait && dueAt <= now))
        return mayWait ? dueAt : Number.POSITIVE_INFINITY;
      isPushed = false;
      const told = reach(level);
      this.now = {
        ...this.now,
        level: next,
        reached: [...this.now.reached, { level: next, at: now, told }],
      };
      const reason = alert.kind === 'test' ? 'test' : isFirst ? 'raised' : 'climbed';
      for (const person of told) this.#tell(person, reason, next);
    }
  }

  /** Answers when it is told again. A further level, and becoming worse, begin the reminders anew. */
  still(): UtcMs {
    const { ladder, now } = this.#input;
    const last = this.now.lastStillAt ?? firstToldAt(this.now);
    if (last === null) return Number.POSITIVE_INFINITY;
    const newest = newestToldAt(this.now);
    const dueAt = last + stillPause(last - newest, ladder.stillMinutes);
    if (now < dueAt) return dueAt;
    const toldNow = new Set(this.#tellings.map(({ person }) => person));
    for (const [person, level] of toldBy(this.now))
      if (!toldNow.has(person)) this.#tell(person, 'still', level);
    this.now = { ...this.now, lastStillAt: now };
    return now + stillPause(now - newest, ladder.stillMinutes);
  }

  /** Answers when whoever took it is asked about it next; null for a warning. */
  forget({ severity, acknowledged, snoozed }: Alert): UtcMs | null {
    const { ladder, now } = this.#input;
    const { takenAt, forgottenTold, lastStillAt } = this.now;
    if (severity === 'warning' || acknowledged === null || takenAt === null) return null;
    const asked = forgottenTold ? lastStillAt : null;
    const times = asked === null ? 0 : (this.now.forgottenTimes ?? 1);
    const regular =
      asked === null ? takenAt + ladder.forgottenMinutes * MINUTE : asked + forgottenPause(times);
    // A silence that begins later than now was wanted before the clock was set back: nobody knows for how long.
    const silence = snoozed != null && snoozed.at <= now + CLOCK_TOLERANCE_MS ? snoozed.until : null;
    const isSilenced = silence !== null && (asked === null || silence > asked);
    const dueAt = isSilenced ? silence : regular;
    if (now < dueAt) return dueAt;
    const next = this.#nextLevel();
    for (const person of new Set([acknowledged.by, snoozed?.by ?? acknowledged.by, ...next]))
      this.#tell(person, 'forgotten', Math.max(this.now.level, 0));
    const forgottenTimes = isSilenced ? 1 : times + 1;
    this.now = { ...this.now, forgottenTold: true, forgottenTimes, lastStillAt: now };
    return now + forgottenPause(forgottenTimes);
  }

  result(nextAt: UtcMs | null): { escalation: Escalation; tellings: readonly Telling[] } {
    const isNever = nextAt === null || nextAt === Number.POSITIVE_INFINITY;
    return { escalation: { ...this.now, nextAt: isNever ? null : nextAt }, tellings: this.#tellings };
  }

  /** The first time whom the next level reaches that reaches somebody; after that the same people. */
  #nextLevel(): readonly string[] {
    const { ladder, now, reach } = this.#input;
    while (!this.now.forgottenTold) {
      const next = this.now.level + 1;
      const level = ladder.levels[next];
      if (level === undefined) break;
      const told = reach(level);
      this.now = { ...this.now, level: next, reached: [...this.now.reached, { level: next, at: now, told }] };
      if (told.length > 0) break;
    }
    return this.now.reached.findLast(({ told }) => told.length > 0)?.told ?? [];
  }

  #lastTold(): number {
    return this.now.reached.at(-1)?.told.length ?? 0;
  }

  #tell(person: string, reason: Reason, level: number): void {
    this.#tellings.push(tellingOf(this.#input, person, reason, level));
  }
}

export function tellingOf(input: EscalateInput, person: string, reason: Reason, level: number): Telling {
  const { alert, group, ladder, now } = input;
  const { id, severity } = alert;
  const channels = ladder.levels[level]?.channels ?? ladder.levels.at(-1)?.channels ?? [];
  return { alert: id, person, reason, level, severity, group, at: now, channels };
}

/**
 * Does a channel work, and when is it tried again? After some failures in a row it is left alone for a while that grows and is drawn
 * anew each time; then one message is let through to see. What waits in between goes another way at once. No clock: time is an argument.
 */
import { Backoff, FIRST_WAIT } from '../influx/backoff.ts';
import type { DurationMs, UtcMs } from '../thermal/types.ts';

/** Failures in a row from which a channel is said to fail. */
export const FAILURES = 3;
/** So many messages in a row that it refuses for their own sake, or that fail for one recipient, are more likely its fault than theirs. */
export const IN_A_ROW = 10;

export type Standing = {
  readonly state: 'ok' | 'unknown' | 'failing';
  readonly reason: string;
  readonly lastSentAt: UtcMs | null;
  readonly failingSince: UtcMs | null;
};

export class Circuit {
  readonly #backoff: Backoff;
  readonly #recipients: number;
  #whom = new Set<string>();
  #failures = 0;
  #refusals = 0;
  #firstFailedAt: UtcMs | null = null;
  #openUntil: UtcMs | null = null;
  #probing = false;
  #lastSentAt: UtcMs | null = null;
  #reason = '';

  /** `random` answers in [0, 1). `recipients`: failures to fewer of them leave the way open for the others. */
  constructor(random: () => number, recipients = 1) {
    this.#backoff = new Backoff(random);
    this.#recipients = recipients;
  }

  /** May a message go now? Whoever is let through while it fails must say how that ended. */
  mayPass(now: UtcMs): boolean {
    if (this.#openUntil === null) return true;
    if (now < this.#openUntil || this.#probing) return false;
    this.#probing = true;
    return true;
  }

  succeeded(now: UtcMs): void {
    this.#lastSentAt = now;
    this.#works();
  }

  /** It answered, and refused this one message. */
  refused(now: UtcMs, reason: string): void {
    const refusals = this.#refusals + 1;
    const since = this.#firstFailedAt;
    this.#works();
    this.#refusals = refusals;
    if (refusals > 1) this.#firstFailedAt = since;
    this.#firstFailedAt ??= now;
    this.#reason = reason;
  }

  /** `waitMs`: how long it asks to be left alone. */
  failed(now: UtcMs, reason: string, recipient: string, waitMs: DurationMs | null = null): void {
    this.#failures += 1;
    this.#whom.add(recipient);
    this.#firstFailedAt ??= now;
    this.#reason = reason;
    this.#probing = false;
    if (this.#failures < FAILURES || this.#whom.size < this.#recipients) return;
    this.#openUntil = now + this.#backoff.failed(Math.max(waitMs ?? 0, FIRST_WAIT));
  }

  standing(): Standing {
    const isOfMany = this.#whom.size >= this.#recipients || this.#failures >= IN_A_ROW;
    const isFailing = (this.#failures >= FAILURES && isOfMany) || this.#refusals >= IN_A_ROW;
    return {
      state: isFailing ? 'failing' : this.#lastSentAt === null ? 'unknown' : 'ok',
      reason: isFailing ? this.#reason : '',
      lastSentAt: this.#lastSentAt,
      failingSince: isFailing ? this.#firstFailedAt : null,
    };
  }

  #works(): void {
    this.#backoff.succeeded();
    this.#whom = new Set();
    this.#failures = 0;
    this.#refusals = 0;
    this.#firstFailedAt = null;
    this.#openUntil = null;
    this.#probing = false;
    this.#reason = '';
  }
}

/**
 * How long must one wait before the next guess? Failures are counted per key (an account, an address); past a
 * free allowance every further one doubles the wait. Memory is bounded: the longest unseen key is forgotten.
 */
import type { DurationMs, UtcMs } from '../thermal/types.ts';

export type BackoffLimits = {
  /** Failures that cost nothing. */
  readonly free: number;
  readonly firstWait: DurationMs;
  readonly longestWait: DurationMs;
  /** Without a failure for so long, the count begins anew. */
  readonly forgetAfter: DurationMs;
  readonly keysMax: number;
};

/** A person mistypes; five times in a row is unusual. */
export const ACCOUNT_LIMITS: BackoffLimits = {
  free: 5,
  firstWait: 1_000,
  longestWait: 15 * 60_000,
  forgetAfter: 30 * 60_000,
  keysMax: 10_000,
};
/** A whole health station may share one address. */
export const ADDRESS_LIMITS: BackoffLimits = { ...ACCOUNT_LIMITS, free: 20 };

type Count = { failures: number; blockedUntil: UtcMs; lastAt: UtcMs };

export class Backoff {
  readonly #limits: BackoffLimits;
  /** Least recently touched first. */
  readonly #counts = new Map<string, Count>();

  constructor(limits: BackoffLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#counts.size;
  }

  /** Milliseconds to wait from `now`, 0 when an attempt may be made. */
  waitOf(key: string, now: UtcMs): DurationMs {
    const count = this.#counts.get(key);
    // A wall clock that was set back must not lock anybody out for longer than the longest wait.
    return count === undefined
      ? 0
      : Math.min(this.#limits.longestWait, Math.max(0, count.blockedUntil - now));
  }

  /** Counted before the password is looked at, so that a hundred guesses at once are a hundred guesses. */
  countAttempt(key: string, now: UtcMs): void {
    const { free, firstWait, longestWait, forgetAfter, keysMax } = this.#limits;
    const known = this.#counts.get(key);
    const failures = known === undefined || now - known.lastAt > forgetAfter ? 1 : known.failures + 1;
    const wait = failures < free ? 0 : Math.min(longestWait, firstWait * 2 ** (failures - free));
    this.#counts.delete(key);
    this.#counts.set(key, { failures, blockedUntil: now + wait, lastAt: now });
    if (this.#counts.size > keysMax) {
      const [oldest] = this.#counts.keys();
      if (oldest !== undefined) this.#counts.delete(oldest);
    }
  }

  /** The attempt was right after all, and with it the key's owner is known. */
  clear(key: string): void {
    this.#counts.delete(key);
  }

  /** The attempt was right, which says nothing about the key's other attempts (an address many share). */
  takeBack(key: string): void {
    const count = this.#counts.get(key);
    if (count !== undefined)
      this.#counts.set(key, { ...count, failures: count.failures - 1, blockedUntil: 0 });
  }
}

/**
 * Does the broker still send what it kept for us while we were away? It says so nowhere. But a broker that has something more sends
 * it as soon as we have acknowledged: once it was quiet then, all it sends is of now. Pure; times are of a clock that nobody sets.
 */
import type { DurationMs } from '../thermal/types.ts';

/** Silence for so long means that it has no more. */
const QUIET: DurationMs = 250;
/** And for so many times as long as it takes to answer. */
const QUIET_ANSWERS = 4;
const QUIET_MOST: DurationMs = 5_000;
/** What waited for us for longer than this may have been measured well before it came. */
const WAITED: DurationMs = 30_000;

export class Backlog {
  #isBehind = true;
  #quietFor = QUIET;
  /** When we last acknowledged something; null: not all is subscribed yet. */
  #askedAt: number | null = null;
  #blockedAt: number | null = null;

  /** `hadSession` false: what was made just now holds nothing of earlier. */
  begun(hadSession: boolean): void {
    this.#isBehind = hadSession;
  }

  /** It took so long to answer a question of ours. */
  answered(took: DurationMs): void {
    this.#quietFor = Math.max(this.#quietFor, Math.min(QUIET_MOST, took * QUIET_ANSWERS));
  }

  subscribed(now: number): void {
    this.#askedAt = now;
  }

  acknowledged(now: number): void {
    if (this.#askedAt !== null) this.#askedAt = now;
  }

  /** Nothing is read from now on. */
  blocked(now: number): void {
    this.#blockedAt ??= now;
  }

  unblocked(now: number): void {
    if (this.#blockedAt !== null && now - this.#blockedAt > WAITED) this.#isBehind = true;
    this.#blockedAt = null;
    this.acknowledged(now);
  }

  /** May a message that comes now have waited there? `inFlight`: how many before it are not acknowledged. */
  isLate(inFlight: number, now: number): boolean {
    if (this.#askedAt !== null && inFlight === 0 && now - this.#askedAt >= this.#quietFor)
      this.#isBehind = false;
    return this.#isBehind;
  }
}

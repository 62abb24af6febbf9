/**
 * Which challenges were handed out and not used yet. Each is taken once, whatever comes of it, and ends by itself. Memory is
 * bounded: of one address, and of all, the oldest is forgotten, so that nobody can push out everybody else's.
 */
import { randomBytes } from 'node:crypto';
import type { DurationMs, UtcMs } from '../thermal/types.ts';

/** As long as somebody looks for their phone. */
export const CHALLENGE_MS: DurationMs = 5 * 60_000;
const PER_ADDRESS_MOST = 20;
const ALL_MOST = 10_000;

/** `username`: who adds a passkey; null for signing in, when nobody is known yet. */
export type Challenge = {
  readonly username: string | null;
  readonly address: string;
  readonly endsAt: UtcMs;
};

export class Challenges {
  /** In order of making. */
  readonly #given = new Map<string, Challenge>();

  get size(): number {
    return this.#given.size;
  }

  /** 32 random bytes as base64url. */
  give(username: string | null, address: string, now: UtcMs): string {
    const challenge = randomBytes(32).toString('base64url');
    const own: string[] = [];
    for (const [known, one] of this.#given) {
      if (one.endsAt <= now) this.#given.delete(known);
      else if (one.address === address) own.push(known);
    }
    const [oldest] = own;
    if (own.length >= PER_ADDRESS_MOST && oldest !== undefined) this.#given.delete(oldest);
    const [first] = this.#given.keys();
    if (this.#given.size >= ALL_MOST && first !== undefined) this.#given.delete(first);
    this.#given.set(challenge, { username, address, endsAt: now + CHALLENGE_MS });
    return challenge;
  }

  /** Was this one given for that purpose, and is it still good? Never twice. */
  take(challenge: string, username: string | null, now: UtcMs): boolean {
    const found = this.#given.get(challenge);
    this.#given.delete(challenge);
    return found !== undefined && found.username === username && found.endsAt > now;
  }
}

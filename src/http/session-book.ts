/**
 * Who is signed in: session tokens, known only by their SHA-256, on the keeper's disk and mirrored here so that
 * checking one costs a hash and a look-up.
 */
import { hash, randomBytes } from 'node:crypto';
import type { Person } from '../fleet/types.ts';
import { type Answer, SYSTEM } from '../keeper/protocol.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Desk } from './desk.ts';
import type { Clock, KeeperPort, StoredSession } from './ports.ts';

export const SESSION_MS = 12 * 3_600_000;
/** A wall board signs in once and then hangs there: nobody is in front of it every morning. */
export const DISPLAY_SESSION_MS = 365 * 24 * 3_600_000;
/** The oldest session of a person ends when one more is opened. */
export const SESSIONS_PER_PERSON_MAX = 20;
const TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/;

export type OpenedSession = { token: string; expiresAt: UtcMs };
export type SignedIn = { person: Person; tokenHash: string; expiresAt: UtcMs };

export const hashOfToken = (token: string): string => hash('sha256', token);

/** Long life only where every role merely looks: a display that also has a say expires like a person. */
export const lifetimeOf = (person: Person): number =>
  person.roles.length > 0 && person.roles.every((role) => role === 'display')
    ? DISPLAY_SESSION_MS
    : SESSION_MS;

export class SessionBook {
  readonly #keeper: KeeperPort;
  readonly #desk: Desk;
  readonly #clock: Clock;
  /** In order of opening. */
  readonly #sessions = new Map<string, StoredSession>();
  readonly #endListeners: ((tokenHash: string) => void)[] = [];
  /** By connection, the token that let it in last. */
  readonly #shown = new WeakMap<object, { readonly token: string; readonly tokenHash: string }>();

  constructor(keeper: KeeperPort, desk: Desk, clock: Clock) {
    this.#keeper = keeper;
    this.#desk = desk;
    this.#clock = clock;
    for (const stored of keeper.sessionsAtStart()) this.#sessions.set(stored.tokenHash, stored);
  }

  get size(): number {
    return this.#sessions.size;
  }

  onEnd(listener: (tokenHash: string) => void): void {
    this.#endListeners.push(listener);
  }

  /** Durable before it is answered. A refusal (a degraded store) opens nothing. */
  async open(person: Person): Promise<OpenedSession | Extract<Answer, { ok: false }>> {
    const token = randomBytes(32).toString('base64url');
    const stored = {
      tokenHash: hashOfToken(token),
      username: person.username,
      expiresAt: this.#clock.now() + lifetimeOf(person),
    };
    const answer = await this.#desk.order(SYSTEM, { type: 'session.open', ...stored });
    if (!answer.ok) return answer;
    this.#sessions.set(stored.tokenHash, stored);
    const own = [...this.#sessions.values()].filter((session) => session.username === person.username);
    for (const surplus of own.slice(0, Math.max(0, own.length - SESSIONS_PER_PERSON_MAX)))
      this.#end(surplus.tokenHash);
    return { token, expiresAt: stored.expiresAt };
  }

  /**
   * Null for an unknown, ended or expired session, and for a person who is retired or not known.
   * @param connection over which the token came. It brings the same one with each request, and a text that it showed itself
   *   needs no second hash; whether the session still stands is looked up each time
   */
  find(token: string, connection: object): SignedIn | null {
    const shown = this.#shown.get(connection);
    if (shown?.token === token) return this.check(shown.tokenHash);
    if (!TOKEN_PATTERN.test(token)) return null;
    const tokenHash = hashOfToken(token);
    const signedIn = this.check(tokenHash);
    if (signedIn !== null) this.#shown.set(connection, { token, tokenHash });
    return signedIn;
  }

  check(tokenHash: string): SignedIn | null {
    const session = this.#sessions.get(tokenHash);
    if (session === undefined) return null;
    const now = this.#clock.now();
    const person = this.#keeper.person(session.username)?.person;
    // People retire, they never vanish: one who is not in the registry is not known *yet*.
    if (person === undefined) return null;
    const retired = person.retiredAt !== null && person.retiredAt <= now;
    if (retired || session.expiresAt <= now) {
      this.#end(tokenHash);
      return null;
    }
    return { person, tokenHash, expiresAt: session.expiresAt };
  }

  /** Signing out counts here at once; the answer says whether it is also on disk. */
  async close(tokenHash: string): Promise<Answer> {
    this.#forget(tokenHash);
    return this.#desk.order(SYSTEM, { type: 'session.close', tokenHash });
  }

  /** Ends all of a person's sessions but one, durable before it returns. */
  async closeOthers(username: string, kept: string | undefined): Promise<void> {
    const others = [...this.#sessions.values()].filter(
      (session) => session.username === username && session.tokenHash !== kept,
    );
    await Promise.all(others.map(({ tokenHash }) => this.close(tokenHash)));
  }

  /** What the keeper has ended already: nobody comes in with it any more, and live feeds close. */
  endedAll(username: string, kept: string | null): void {
    for (const session of [...this.#sessions.values()])
      if (session.username === username && session.tokenHash !== kept) this.#forget(session.tokenHash);
  }

  /** Drops what has expired, so that the book stays as small as its people. */
  sweep(): void {
    for (const tokenHash of [...this.#sessions.keys()]) this.check(tokenHash);
  }

  #end(tokenHash: string): void {
    this.#forget(tokenHash);
    // Should the keeper not hear of it, the same rule ends the session again after the next start.
    this.#desk.order(SYSTEM, { type: 'session.close', tokenHash }).catch(() => undefined);
  }

  #forget(tokenHash: string): void {
    if (this.#sessions.delete(tokenHash)) for (const listener of this.#endListeners) listener(tokenHash);
  }
}

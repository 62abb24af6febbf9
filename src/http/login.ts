/** Is this the person's password? One answer and one amount of work, whether or not the person exists. */
import { isIPv6 } from 'node:net';
import { verifyPassword } from '../fleet/secrets.ts';
import type { Person } from '../fleet/types.ts';
import { ACCOUNT_LIMITS, ADDRESS_LIMITS, Backoff } from './backoff.ts';
import type { Clock, KeeperPort } from './ports.ts';
import { httpProblem, ProblemError } from './problem.ts';

/** argon2id takes about 20 ms of a thread and 19 MiB each: more at once would starve everything else. */
const VERIFICATIONS_MAX = 8;

/** A subscriber commonly holds a whole IPv6 /64, so that is what is counted as one address. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  if (address.startsWith('::ffff:')) return address.slice('::ffff:'.length);
  const [head = '', tail] = address.split('::');
  const groups = head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0')].slice(0, 4).join(':');
}

export class Login {
  readonly #keeper: KeeperPort;
  readonly #clock: Clock;
  readonly #accounts = new Backoff(ACCOUNT_LIMITS);
  readonly #addresses = new Backoff(ADDRESS_LIMITS);
  #verifying = 0;
  failures = 0;

  constructor(keeper: KeeperPort, clock: Clock) {
    this.#keeper = keeper;
    this.#clock = clock;
  }

  /** Makes what the first unknown user is compared with, so that not even the first takes longer. */
  async prepare(): Promise<void> {
    await verifyPassword(null, '');
  }

  /** The person, or a thrown problem: CREDENTIALS_WRONG, or TOO_MANY_ATTEMPTS with Retry-After. */
  async verify(username: string, password: string, address: string): Promise<Person> {
    const now = this.#clock.now();
    const from = addressKey(address);
    const wait = Math.max(this.#accounts.waitOf(username, now), this.#addresses.waitOf(from, now));
    if (wait > 0) throw tooMany(wait);
    if (this.#verifying >= VERIFICATIONS_MAX) throw tooMany(1_000);
    this.#accounts.countAttempt(username, now);
    this.#addresses.countAttempt(from, now);

    const known = this.#keeper.person(username)?.person ?? null;
    const person = known !== null && (known.retiredAt === null || known.retiredAt > now) ? known : null;
    const right = await this.#verify(person?.passwordHash ?? null, password);
    if (person === null || !right) {
      this.failures += 1;
      throw httpProblem('CREDENTIALS_WRONG');
    }
    this.#accounts.clear(username);
    this.#addresses.takeBack(from);
    return person;
  }

  /** Of somebody who is signed in: a wrong password is PASSWORD_WRONG, for the session itself is sound. */
  async verifyAgain(username: string, password: string, address: string): Promise<void> {
    try {
      await this.verify(username, password, address);
    } catch (error) {
      const isWrong = error instanceof ProblemError && error.refusal.code === 'CREDENTIALS_WRONG';
      throw isWrong ? httpProblem('PASSWORD_WRONG') : error;
    }
  }

  /**
   * Somebody who shows passkey `id` rather than a password: `prove` answers whose it is, or throws. The waits are the
   * same, of the address and of the passkey: whoever tries one cannot keep its owner's password from them.
   */
  async byPasskey(id: string, address: string, prove: () => Promise<string>): Promise<Person> {
    const now = this.#clock.now();
    const key = `passkey ${id}`;
    const from = addressKey(address);
    const wait = Math.max(this.#accounts.waitOf(key, now), this.#addresses.waitOf(from, now));
    if (wait > 0) throw tooMany(wait);
    this.#accounts.countAttempt(key, now);
    this.#addresses.countAttempt(from, now);
    try {
      const person = this.#keeper.person(await prove())?.person;
      if (person === undefined || (person.retiredAt !== null && person.retiredAt <= now))
        throw httpProblem('PASSKEY_WRONG');
      this.#accounts.clear(key);
      this.#addresses.takeBack(from);
      return person;
    } catch (error) {
      this.failures += 1;
      throw error;
    }
  }

  async #verify(passwordHash: string | null, password: string): Promise<boolean> {
    this.#verifying += 1;
    try {
      return await verifyPassword(passwordHash, password);
    } finally {
      this.#verifying -= 1;
    }
  }
}

const tooMany = (wait: number) => {
  const retryAfterSeconds = Math.ceil(wait / 1000);
  return httpProblem('TOO_MANY_ATTEMPTS', `Cannot sign in yet: wait ${retryAfterSeconds} s`, {
    details: { retryAfterSeconds },
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
};

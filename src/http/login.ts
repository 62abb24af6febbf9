/** Is this the person's password? One answer and one amount of work, whether or not the person exists. */
import { randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { hash, verify } from '@node-rs/argon2';
import type { Person } from '../fleet/types.ts';
import { ACCOUNT_LIMITS, ADDRESS_LIMITS, Backoff } from './backoff.ts';
import type { Clock, KeeperPort } from './ports.ts';
import { httpProblem } from './problem.ts';

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
  readonly #nobodysHash: string;
  readonly #accounts = new Backoff(ACCOUNT_LIMITS);
  readonly #addresses = new Backoff(ADDRESS_LIMITS);
  #verifying = 0;
  failures = 0;

  private constructor(keeper: KeeperPort, clock: Clock, nobodysHash: string) {
    this.#keeper = keeper;
    this.#clock = clock;
    this.#nobodysHash = nobodysHash;
  }

  static async create(keeper: KeeperPort, clock: Clock): Promise<Login> {
    return new Login(keeper, clock, await hash(randomBytes(32)));
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
    const right = await this.#matches(person?.passwordHash ?? this.#nobodysHash, password);
    if (person === null || !right) {
      this.failures += 1;
      throw httpProblem('CREDENTIALS_WRONG');
    }
    this.#accounts.clear(username);
    this.#addresses.takeBack(from);
    return person;
  }

  async #matches(passwordHash: string, password: string): Promise<boolean> {
    this.#verifying += 1;
    try {
      return await verify(passwordHash, password.normalize('NFC'));
    } catch {
      // A stored hash that cannot be read lets nobody in.
      return false;
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

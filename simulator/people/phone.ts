/**
 * One phone with its key: it signs what its owner says exactly as the web app does. The private key never leaves it; a phone
 * that is lost takes its key and everything it had not sent with it.
 */
import { canonicalJson } from '../../src/custody/canonical.ts';
import type { CustodyEvent, Delivered, PhoneKey } from '../../src/custody/types.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { PhoneClock } from './phone-clock.ts';

type Envelope = 'v' | 'by' | 'at' | 'deviceAt' | 'offsetMs';
type Unsigned<T> = T extends CustodyEvent ? Omit<T, Envelope> : never;
/** What a person says, before the phone adds who and when. */
export type Happening = Unsigned<CustodyEvent>;
export type Jwk = PhoneKey['jwk'];

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };

export class Phone {
  readonly owner: string;
  readonly clock: PhoneClock;
  readonly jwk: Jwk;
  /** As the service derives it from the key: RFC 7638, the first 32 hex digits. */
  readonly key: string;
  readonly #private: CryptoKey;

  private constructor(owner: string, clock: PhoneClock, jwk: Jwk, key: string, secret: CryptoKey) {
    this.owner = owner;
    this.clock = clock;
    this.jwk = jwk;
    this.key = key;
    this.#private = secret;
  }

  static async bought(owner: string, clock: PhoneClock): Promise<Phone> {
    const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const jwk: Jwk = { kty: 'EC', crv: 'P-256', x, y };
    const print = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(jwk)));
    return new Phone(owner, clock, jwk, Buffer.from(print).toString('hex').slice(0, 32), pair.privateKey);
  }

  /** @param now when it really is; the event says what the phone makes of it */
  async sign(happening: Happening, now: UtcMs): Promise<Delivered> {
    const { offsetMs } = this.clock;
    const deviceAt = this.clock.shows(now);
    const body = {
      ...happening,
      v: 1,
      by: this.owner,
      deviceAt: new Date(deviceAt).toISOString(),
      offsetMs,
      at: new Date(deviceAt + (offsetMs ?? 0)).toISOString(),
    } as CustodyEvent;
    const bytes = new TextEncoder().encode(canonicalJson(body));
    const signature = await crypto.subtle.sign(SIGNING, this.#private, bytes);
    return { body, key: this.key, signature: Buffer.from(signature).toString('base64url') };
  }
}

/**
 * Passkeys at the edge: challenges, and whether an answer to one is right. The library checks signature, origin, RP id, that
 * the person was verified and that the counter moved on; whose a passkey is and that it still stands is the keeper's to say.
 */
import { createHash } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransportFuture,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Passkey } from '../fleet/passkey.ts';
import type { Person } from '../fleet/types.ts';
import type { PasskeyCommand } from '../keeper/passkey-protocol.ts';
import { SYSTEM } from '../keeper/protocol.ts';
import { CHALLENGE_MS, Challenges } from './challenges.ts';
import type { Desk } from './desk.ts';
import { addressKey, type Login } from './login.ts';
import type { Clock } from './ports.ts';
import { httpProblem, ProblemError, statusOf } from './problem.ts';

/** EdDSA, ES256, RS256: what every platform makes. */
const ALGORITHMS = [-8, -7, -257];

/** Where people open the service: the origin that an answer must come from, and what passkeys are bound to. */
export type Party = { readonly origin: string; readonly id: string };

/** Where nothing is configured, localhost alone: any other name that a request claims may be a lie. Null: not here. */
export function partyOf(publicUrl: string | null, host: string, protocol: string): Party | null {
  if (publicUrl !== null) {
    const { origin, hostname } = new URL(publicUrl);
    return { origin, id: hostname };
  }
  if (!/^localhost(:\d{1,5})?$/.test(host)) return null;
  return { origin: new URL(`${protocol}://${host}`).origin, id: 'localhost' };
}

/** Loaded when somebody first uses a passkey: it is larger than all else that signs people in. */
const library = () => import('@simplewebauthn/server');

export class Passkeys {
  readonly #desk: Desk;
  readonly #login: Login;
  readonly #clock: Clock;
  readonly #challenges = new Challenges();

  constructor(desk: Desk, login: Login, clock: Clock) {
    this.#desk = desk;
    this.#login = login;
    this.#clock = clock;
  }

  async toAdd(
    party: Party,
    person: Person,
    known: readonly string[],
    address: string,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { generateRegistrationOptions } = await library();
    return generateRegistrationOptions({
      rpName: 'Giữ Lạnh',
      rpID: party.id,
      userName: person.username,
      userDisplayName: person.name,
      userID: handleOf(person.username),
      challenge: bytesOf(this.#challenges.give(person.username, addressKey(address), this.#clock.now())),
      timeout: CHALLENGE_MS,
      attestationType: 'none',
      excludeCredentials: known.map((id) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
  }

  /** What the keeper is told to keep. Throws PASSKEY_CHALLENGE and PASSKEY_WRONG. */
  async added(
    party: Party,
    person: Person,
    name: string,
    response: RegistrationResponseJSON,
  ): Promise<Extract<PasskeyCommand, { type: 'passkey.add' }>> {
    const expectedChallenge = this.#taken(response.response.clientDataJSON, person.username);
    const { verifyRegistrationResponse } = await library();
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch(wrong);
    if (!verified || registrationInfo === undefined) throw httpProblem('PASSKEY_WRONG');
    const { id, publicKey, counter } = registrationInfo.credential;
    return {
      type: 'passkey.add',
      id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports: (response.response.transports ?? []).slice(0, 8),
      name,
    };
  }

  async toSignIn(party: Party, address: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { generateAuthenticationOptions } = await library();
    return generateAuthenticationOptions({
      rpID: party.id,
      challenge: bytesOf(this.#challenges.give(null, addressKey(address), this.#clock.now())),
      timeout: CHALLENGE_MS,
      userVerification: 'required',
      // None named: the browser offers those that it has, and nobody learns who has one.
      allowCredentials: [],
    });
  }

  /** Whose it is. The same waits as for passwords, of the address and of the passkey. */
  signIn(party: Party, response: AuthenticationResponseJSON, address: string): Promise<Person> {
    return this.#login.byPasskey(response.id, address, async () => {
      const expectedChallenge = this.#taken(response.response.clientDataJSON, null);
      const asked = await this.#desk.question(SYSTEM, { type: 'passkey', id: response.id });
      if (!asked.ok) throw httpProblem('PASSKEY_WRONG');
      const passkey = asked.value as Passkey;
      const { userHandle } = response.response;
      const isOwn =
        userHandle === undefined ||
        userHandle === Buffer.from(handleOf(passkey.username)).toString('base64url');
      const { verifyAuthenticationResponse } = await library();
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        credential: {
          id: passkey.id,
          publicKey: bytesOf(passkey.publicKey),
          counter: passkey.counter,
          transports: passkey.transports as AuthenticatorTransportFuture[],
        },
        requireUserVerification: true,
      }).catch(wrong);
      if (!verified || !isOwn) throw httpProblem('PASSKEY_WRONG');
      // Kept before anybody is let in, so that a copy of the authenticator stands behind from now on.
      const counter = authenticationInfo.newCounter;
      const used = await this.#desk.order(SYSTEM, { type: 'passkey.used', id: passkey.id, counter });
      if (!used.ok) {
        const isGone = used.refusal.code === 'PASSKEY_UNKNOWN';
        throw isGone
          ? httpProblem('PASSKEY_WRONG')
          : new ProblemError(used.refusal, statusOf(used.refusal.code));
      }
      return passkey.username;
    });
  }

  /** The challenge that was answered, which counts as used from now on. */
  #taken(clientDataJSON: string, username: string | null): string {
    const challenge = challengeOf(clientDataJSON);
    if (challenge === null || !this.#challenges.take(challenge, username, this.#clock.now()))
      throw httpProblem('PASSKEY_CHALLENGE');
    return challenge;
  }
}

function challengeOf(clientDataJSON: string): string | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    if (typeof read !== 'object' || read === null || !('challenge' in read)) return null;
    return typeof read.challenge === 'string' ? read.challenge : null;
  } catch {
    return null;
  }
}

/** Why it does not hold is for nobody but who holds the passkey, and they can only begin again. */
const wrong = (): never => {
  throw httpProblem('PASSKEY_WRONG');
};

/** What an authenticator calls the person: it says nothing about them. */
const handleOf = (username: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(`giulanh passkey\n${username}`).digest());

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64url'));

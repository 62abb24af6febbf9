/** This phone's own things: its signing key for each person, the distance of its clock, the service's key, a number to call. */
import { signal } from '@preact/signals';
import type { KeyView } from '../../../../src/keeper/custody-views.ts';
import { call, onServiceTime } from '../api/http.ts';
import { isOtherOffset, type Offset, offsetFrom } from './clock-offset.ts';
import { get, put } from './db.ts';
import { keyIdOf, type ServiceKey } from './keys.ts';
import { newKeyPair, publicJwk } from './sign.ts';

/** `enrolledAt`: when the service took the key, by this phone's clock; null until then. */
export type OwnKey = {
  readonly id: string;
  readonly pair: CryptoKeyPair;
  readonly enrolledAt: number | null;
};

export const offset = signal<Offset | null>(null);
export const ownKey = signal<OwnKey | null>(null);
/** Taken over with the first trip; a trip signed by another key is not believed. */
export const serviceKey = signal<ServiceKey | null>(null);
export const contact = signal('');

export async function loadPhone(): Promise<void> {
  offset.value = (await get<Offset>('facts', 'offset')) ?? null;
  serviceKey.value = (await get<ServiceKey>('facts', 'service-key')) ?? null;
  contact.value = (await get<string>('facts', 'contact')) ?? '';
}

onServiceTime((date, sentAt, receivedAt) => {
  const found = offsetFrom(date, sentAt, receivedAt);
  if (found === null || !isOtherOffset(offset.peek(), found)) return;
  offset.value = found;
  void put('facts', found, 'offset').catch(() => {
    // Kept for this visit only; the next answer tells it again.
  });
});

/** The time that everybody shares, as far as this phone knows it. */
export const sharedNow = (): number => Date.now() + (offset.peek()?.ms ?? 0);

let making: Promise<OwnKey> | null = null;

/** The person's key on this phone, made when there is none yet. It never leaves the browser. */
export function keyOf(username: string): Promise<OwnKey> {
  const make = async (): Promise<OwnKey> => {
    const name = `key ${username}`;
    const former = await get<OwnKey>('facts', name);
    if (former) {
      ownKey.value = former;
      return former;
    }
    const pair = await newKeyPair();
    const made: OwnKey = { id: await keyIdOf(await publicJwk(pair.publicKey)), pair, enrolledAt: null };
    await put('facts', made, name);
    ownKey.value = made;
    return made;
  };
  // One after the other: two at once would make two keys.
  making = (making ?? Promise.resolve(null)).then(make, make);
  return making;
}

/** Tells the service the key, once. What was signed before that is delivered after it. */
export async function enrol(username: string): Promise<boolean> {
  const key = await keyOf(username);
  if (key.enrolledAt !== null) return true;
  const jwk = await publicJwk(key.pair.publicKey);
  const answer = await call<KeyView>('/keys', {
    method: 'POST',
    body: { jwk, label: labelOf(navigator.userAgent) },
  });
  if (!answer.ok) return false;
  const enrolled = { ...key, enrolledAt: Date.now() };
  await put('facts', enrolled, `key ${username}`);
  ownKey.value = enrolled;
  return true;
}

export async function keepServiceKey(key: ServiceKey): Promise<void> {
  await put('facts', key, 'service-key');
  serviceKey.value = key;
}

export async function keepContact(phone: string): Promise<void> {
  contact.value = phone;
  await put('facts', phone, 'contact');
}

/** Enough to tell one's phones apart in a list: `Android 14; SM-A125F`. */
function labelOf(agent: string): string {
  return (/\(([^)]*)\)/.exec(agent)?.[1] ?? 'browser').slice(0, 100);
}

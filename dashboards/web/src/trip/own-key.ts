/** This phone's signing key for each person: made here, told to the service, and replaced when the service no longer takes it. */
import { signal } from '@preact/signals';
import type { KeyView } from '../../../../src/keeper/custody-views.ts';
import { call } from '../api/http.ts';
import { get, put, write } from './db.ts';
import { keyIdOf } from './keys.ts';
import { noteContact } from './lock/contact.ts';
import { newKeyPair, publicJwk } from './sign.ts';

/** `enrolledAt`: when the service took the key, by this phone's clock; null until then. */
export type OwnKey = {
  readonly id: string;
  readonly pair: CryptoKeyPair;
  readonly enrolledAt: number | null;
};

export const ownKey = signal<OwnKey | null>(null);
/** When the key took the place of one that the service refused, by this phone's clock; null when it is the first. */
export const replacedAt = signal<number | null>(null);

/** The service is asked again whether the key still counts, so that a revocation is known before the next signature. */
const ASK_AGAIN_MS = 10 * 60_000;
let agreed: { readonly id: string; readonly at: number } | null = null;

let making: Promise<OwnKey> | null = null;

/** The person's key on this phone, made when there is none yet. It never leaves the browser. */
export function keyOf(username: string): Promise<OwnKey> {
  const make = async (): Promise<OwnKey> => {
    const former = await get<OwnKey>('facts', nameOf(username));
    replacedAt.value = (await get<number>('facts', replacedOf(username))) ?? null;
    const key = former ?? (await newKey());
    if (former === undefined) await put('facts', key, nameOf(username));
    ownKey.value = key;
    return key;
  };
  // One after the other: two at once would make two keys.
  making = (making ?? Promise.resolve(null)).then(make, make);
  return making;
}

/**
 * Tells the service the key; what was signed before that is delivered after it. A key that the service no longer takes
 * gives way to a new one; what it had signed stays as it is. `isDoubted`: an answer has spoken against the key.
 */
export async function enrol(username: string, isDoubted = false): Promise<void> {
  await navigator.locks.request('giulanh-key', async () => {
    const key = await keyOf(username);
    const isAgreed = agreed?.id === key.id && performance.now() - agreed.at < ASK_AGAIN_MS;
    if (isAgreed && !isDoubted) return;
    if ((await tell(username, key)) !== 'taken') return;
    const fresh = await newKey();
    await write(['facts'], (store) => {
      store('facts').put(fresh, nameOf(username));
      store('facts').put(Date.now(), replacedOf(username));
    });
    await tell(username, await keyOf(username));
  });
}

async function tell(username: string, key: OwnKey): Promise<'agreed' | 'taken' | 'away'> {
  const body = { jwk: await publicJwk(key.pair.publicKey), label: labelOf(navigator.userAgent) };
  const answer = await call<KeyView>('/keys', { method: 'POST', body });
  if (!answer.ok) return answer.code === 'KEY_TAKEN' ? 'taken' : 'away';
  void noteContact(username);
  agreed = { id: key.id, at: performance.now() };
  if (key.enrolledAt === null) await put('facts', { ...key, enrolledAt: Date.now() }, nameOf(username));
  await keyOf(username);
  return 'agreed';
}

async function newKey(): Promise<OwnKey> {
  const pair = await newKeyPair();
  return { id: await keyIdOf(await publicJwk(pair.publicKey)), pair, enrolledAt: null };
}

const nameOf = (username: string) => `key ${username}`;
const replacedOf = (username: string) => `key replaced ${username}`;

/** Enough to tell one's phones apart in a list: `Android 14; SM-A125F`. */
const labelOf = (agent: string): string => (/\(([^)]*)\)/.exec(agent)?.[1] ?? 'browser').slice(0, 100);

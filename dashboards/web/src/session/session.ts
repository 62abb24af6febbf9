/** Who is signed in, and what they may do on these screens. The service decides again at every request. */
import { computed, signal } from '@preact/signals';
import { call } from '../api/http.ts';
import { unfollow } from '../live/connection.ts';
import { forgetIdentity, type Identity, keepIdentity, kept } from './identity.ts';

export type Session = Identity;

/** `asking` until the service has answered for the first time; `away` while it cannot be reached. */
export type Standing = 'asking' | 'away' | 'out' | Session;
export const standing = signal<Standing>('asking');
export const session = computed(() => (typeof standing.value === 'object' ? standing.value : null));
/** Who uses this browser, also where the service cannot be asked; for pages that record first and deliver later. */
export const me = computed<Identity | null>(() => session.value ?? kept.value);
/** True when a session that was open has ended by itself. */
export const expired = signal(false);

/** The password was entered on this very page, so that nothing else need be asked for. */
export const signedInHere = signal(false);

const has = (roles: readonly string[]): boolean =>
  session.value?.roles.some((role) => roles.includes(role)) ?? false;

/** A wall display and an auditor change nothing. */
export const mayAcknowledge = computed(() =>
  has(['administrator', 'depot', 'escort', 'official', 'vaccinator']),
);
export const mayRecordDoses = computed(() => has(['vaccinator', 'depot']));

const RETRY_MS = 3_000;
let asking: ReturnType<typeof setTimeout> | undefined;

/** Asks the service who we are; keeps asking while it is away, so that a wall screen recovers alone. */
export async function askSession(): Promise<void> {
  clearTimeout(asking);
  const answer = await call<Session>('/session');
  if (answer.ok) {
    standing.value = answer.value;
    keepIdentity(answer.value);
    expired.value = false;
  } else if (answer.status === 401) {
    if (session.peek()) expired.value = true;
    standing.value = 'out';
    unfollow();
  } else if (!session.peek()) {
    standing.value = 'away';
    asking = setTimeout(askSession, RETRY_MS);
  }
}

export async function signIn(username: string, password: string) {
  const answer = await call<unknown>('/session', { method: 'POST', body: { username, password } });
  if (answer.ok) {
    signedInHere.value = true;
    await askSession();
  }
  return answer;
}

export async function signOut(): Promise<void> {
  await call('/session', { method: 'DELETE' });
  forgetIdentity();
  expired.value = false;
  standing.value = 'out';
  unfollow();
}

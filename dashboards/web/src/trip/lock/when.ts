/** When the pages ask for the PIN or for a sign-in. Pure. */

/** So long in the background, and whoever holds the phone may be somebody else. */
export const AWAY_MS = 15 * 60_000;
/** A person who has left the service must not carry its trips for ever. */
export const CONTACT_MS = 7 * 24 * 3_600_000;

/** A clock that was set back counts as away: it tells nothing. `since`: null when it is not known. */
export const wasAway = (since: number | null, now: number): boolean =>
  since === null || now < since || now - since >= AWAY_MS;

/** Both ways: a clock that was set back by months is no more contact than one that was set forward. */
export const isWithoutContact = (contactAt: number, now: number): boolean =>
  Math.abs(now - contactAt) >= CONTACT_MS;

export type LockState = 'open' | 'asking' | 'pin' | 'sign-in';
export type Facts = {
  readonly isWithoutContact: boolean;
  readonly hasPin: boolean;
  /** The PIN was entered, or a sign-in done, since the page was opened and since the last long absence. */
  readonly isUnlocked: boolean;
  /** The service was asked who is signed in and may still answer in time. */
  readonly isAsking: boolean;
};

export function lockStateOf({ isWithoutContact: isLong, hasPin, isUnlocked, isAsking }: Facts): LockState {
  if (isAsking && (isLong || (hasPin && !isUnlocked))) return 'asking';
  if (isLong) return 'sign-in';
  return hasPin && !isUnlocked ? 'pin' : 'open';
}

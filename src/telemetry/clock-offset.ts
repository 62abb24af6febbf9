/**
 * By how much does a device's clock differ from ours, seen through messages that each took their time? A message that was
 * quicker than the others is nearer the truth. One that is later than they waited somewhere, or the clock was set back: that
 * is told apart by whether those after it are as late. Pure.
 */
import type { DurationMs, UtcMs } from '../thermal/types.ts';

/** A clock this near is right; further ahead than this nothing was ever measured. */
export const CLOCK_TOLERANCE: DurationMs = 120_000;
/** Messages of one sender take as much more or less time as this without telling anything. */
const JITTER: DurationMs = 10_000;
/** A clock loses or gains no more: twice what a cheap crystal does in the sun. */
const DRIFT = 0.001;
/** So long messages wait where thousands come at once. A clock that is wrong by less is told from them by being so for longer. */
const WAITED_MOST: DurationMs = 15 * 60_000;
/** Messages that waited together come together; a clock is still as wrong after this. */
const CONFIRMED_AFTER: DurationMs = 30_000;
/** Longer than this no message waited. */
const KEPT_MOST: DurationMs = 30 * 86_400_000;

/** What is known of a clock: `add` makes its time ours; null: not known. */
export type Offset = {
  readonly add: DurationMs | null;
  readonly foundAt: UtcMs;
  /** It was set: what it measured before this, by that clock, may be of before or of after. Null: never seen. */
  readonly goodFrom: UtcMs | null;
  /** It may be as wrong as this since then, or messages wait. */
  readonly suspect: { readonly add: DurationMs; readonly sentAt: UtcMs; readonly receivedAt: UtcMs } | null;
};

/** One more message. `isDoubtful`: of what it says by this clock nothing can be believed. */
export type Sent = {
  readonly sentAt: UtcMs;
  readonly receivedAt: UtcMs;
  /** It was sent after all that were seen before. */
  readonly isNewer: boolean;
  /** By its own clock, before one that was sent earlier. */
  readonly isBack: boolean;
};

const UNKNOWN: Offset = { add: null, foundAt: 0, goodFrom: null, suspect: null };

export function heardOffset(
  former: Offset | null,
  { sentAt, receivedAt, isNewer, isBack }: Sent,
): { readonly offset: Offset; readonly isDoubtful: boolean } {
  const before = former ?? UNKNOWN;
  const add = receivedAt - sentAt;
  const found: Offset = { ...before, add, foundAt: receivedAt, suspect: null };
  const elapsed = before.add === null ? 0 : Math.max(0, receivedAt - before.foundAt);
  const change = add - (before.add ?? 0);
  if (before.add !== null && settles(change, elapsed)) {
    const kept = { ...before, suspect: null };
    return { offset: Math.abs(change) <= JITTER ? kept : found, isDoubtful: false };
  }
  const cannotWait = change < 0 || add > KEPT_MOST;
  if (before.add === null && (cannotWait || add <= CLOCK_TOLERANCE))
    return { offset: found, isDoubtful: false };
  if (!isNewer) return { offset: before, isDoubtful: !(change > 0 && change <= WAITED_MOST) };
  if (change < 0 && -change <= WAITED_MOST) return { offset: found, isDoubtful: false };
  if (cannotWait) return { offset: { ...found, goodFrom: sentAt }, isDoubtful: false };
  const { suspect } = before;
  const isSame = suspect !== null && settles(add - suspect.add, receivedAt - suspect.receivedAt);
  const mayWait = before.add !== null && change <= WAITED_MOST && !isBack;
  const isSet = change > CLOCK_TOLERANCE;
  const enough = mayWait ? WAITED_MOST : CONFIRMED_AFTER;
  if (isSame && receivedAt - suspect.receivedAt >= enough)
    return { offset: { ...found, goodFrom: isSet ? suspect.sentAt : before.goodFrom }, isDoubtful: false };
  const now = isSame ? suspect : { add, sentAt, receivedAt };
  return { offset: { ...before, suspect: now }, isDoubtful: !mayWait };
}

/** Can this change in `elapsed` be the way of a message, or a clock that runs a little fast or slow? */
const settles = (change: DurationMs, elapsed: DurationMs): boolean =>
  Math.abs(change) <= elapsed * DRIFT + JITTER;

/**
 * When a device began to count its running time, by our clock: nothing sets that counter, so a later one only waited.
 * @param elapsed since `former` was found
 */
export function heardStart(former: UtcMs | null, found: UtcMs, elapsed: DurationMs): UtcMs {
  if (former === null) return found;
  const change = found - former;
  if (Math.abs(change) <= JITTER) return former;
  return change < 0 || settles(change, elapsed) ? found : former;
}

/** How far this phone's clock is from the service's: learned from the `Date` header of answers. Pure. */

/** `Date` has whole seconds, cut off: half a second is its mean error. */
const HALF_SECOND_MS = 500;
/** An answer that took longer says too little about when it was written. */
const ROUND_TRIP_MOST_MS = 4_000;
/** A clock that is further off is shown on the phone's page and at each handoff. */
export const CLOCK_WRONG_MS = 2 * 60_000;

export type Offset = { readonly ms: number; readonly learnedAt: number };

/** Service time minus phone time; null when this answer tells nothing. */
export function offsetFrom(date: string | null, sentAt: number, receivedAt: number): Offset | null {
  const served = date === null ? Number.NaN : Date.parse(date);
  const took = receivedAt - sentAt;
  if (Number.isNaN(served) || took < 0 || took > ROUND_TRIP_MOST_MS) return null;
  return { ms: Math.round(served + HALF_SECOND_MS - (sentAt + receivedAt) / 2), learnedAt: receivedAt };
}

/** A jitter below a second and a half is not worth another offset: `Date` itself is no finer. */
export const isOtherOffset = (former: Offset | null, found: Offset): boolean =>
  former === null || Math.abs(former.ms - found.ms) > 1_500;

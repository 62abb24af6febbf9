/** What does a stored value of an untrusted clock say of a unit? When it may have been measured, and how long it may have stood. */
import { type Correction, possible } from '../thermal/correction.ts';
import type { Doubt, DurationMs, Placement, UtcMs } from '../thermal/types.ts';
import type { Kept } from './tail.ts';

/** No device of ours keeps more than thirty days. */
export const LONGEST_KEPT: DurationMs = 30 * 86_400_000;

/** Was it measured after all that its device sent before, or before some of it? */
export type Order = 'after' | 'before' | 'unknown';

type Untimed = {
  /** What the device says. */
  readonly claimed: UtcMs;
  /** Of what the same probe measured with a time; null: nothing. */
  readonly newest: UtcMs | null;
  readonly order: Order;
  readonly receivedAt: UtcMs;
};

/**
 * When a value was measured at the earliest. It is after the newest that is known with its time, where its message is; where
 * the order is not known, what the device says counts too, if it can be. Where nothing has a time, it may be as old as anything kept.
 */
export function earliestOf({ claimed, newest, order, receivedAt }: Untimed): UtcMs {
  const least = receivedAt - LONGEST_KEPT;
  if (order === 'before') return least;
  const after = newest === null ? least : Math.max(least, Math.min(newest, receivedAt));
  return order === 'unknown' && claimed >= least && claimed < after ? claimed : after;
}

/**
 * Cut to the time in which its device was in the unit. Stands after its arrival as long as any value does. What its
 * certificates say is taken off, by each that was in force when it may have been measured.
 */
export function doubtsOf(
  kept: Iterable<Kept>,
  placements: readonly Placement[],
  maxGap: DurationMs,
  corrections: readonly Correction[] = [],
): Doubt[] {
  const doubts: Doubt[] = [];
  for (const { at, milli, receivedAt, extras } of kept) {
    if (milli === null) continue;
    const [from, to] = [extras?.earliest ?? at, receivedAt + maxGap];
    const values = possible(milli, corrections, from, at);
    for (const p of placements) {
      const cut = { from: Math.max(from, p.from), to: Math.min(to, p.to ?? to) };
      if (cut.from < cut.to) for (const value of values) doubts.push({ ...cut, milli: value });
    }
  }
  return doubts;
}

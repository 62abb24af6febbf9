/** How does a handoff stand at an instant? Half of one waits or is disputed; time alone can change that. */
import type { UtcMs } from '../thermal/types.ts';
import type { Handoff, HandoffState } from './types.ts';

/** One side alone, and nobody known to be without a signal: after this an official is called. */
export const DISPUTED_AFTER_MS = 2 * 3_600_000;
/** One side alone: no longer than this may it wait for a phone that is known to be without a signal. */
export const WAITS_AT_MOST_MS = 72 * 3_600_000;

/**
 * - Both sides: `complete`, or `refused` when nothing was taken; `disputed` when they contradict each other.
 * - The giver's offer alone: `offered` for 2 h; then `waiting` while a side is offline, else `disputed`; after 72 h `expired`,
 *   for nobody ever said that anything changed hands.
 * - A claim that it did (the taker's side alone, or the giver's record of somebody without a phone): `waiting` for 2 h, and up
 *   to 72 h while a side is offline; else `disputed` until the other side comes or an official decides.
 * A second side that comes later and is of the signed window completes it out of any of these.
 * @param offline is a side known to be without a signal now?
 */
export function stateAt(handoff: Handoff, now: UtcMs, offline: boolean): HandoffState {
  const { given, taken, receiver, completedAt, counted, parcels } = handoff;
  if (handoff.state === 'withdrawn') return 'withdrawn';
  if (completedAt !== null) {
    const any = parcels.length === 0 || (counted ?? []).some(({ doses }) => doses > 0);
    return any ? 'complete' : 'refused';
  }
  if (given !== null && taken !== null) return 'disputed';
  const half = taken ?? given;
  if (half === null) return 'expired';
  const age = now - half.at;
  const claimed = taken !== null || receiver !== null;
  if (age < DISPUTED_AFTER_MS) return claimed ? 'waiting' : 'offered';
  if (offline && age <= WAITS_AT_MOST_MS) return 'waiting';
  return claimed || age <= WAITS_AT_MOST_MS ? 'disputed' : 'expired';
}

/** When time alone changes the state next; null when it cannot. `offline`: as for stateAt. */
export function nextChange(handoff: Handoff, now: UtcMs): UtcMs | null {
  const half = handoff.taken ?? handoff.given;
  if (half === null || handoff.completedAt !== null || handoff.state === 'withdrawn') return null;
  return [half.at + DISPUTED_AFTER_MS, half.at + WAITS_AT_MOST_MS + 1].find((at) => at > now) ?? null;
}

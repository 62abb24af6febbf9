/** Until when reminders may wait: the lengths that are offered, and a time that is typed. Pure. */
import { nextAt } from '../format/local.ts';

const MINUTE = 60_000;
export const LEAST_MS = 5 * MINUTE;
export const MOST_MS = 12 * 60 * MINUTE;

/** In minutes, as they are offered. */
export const LENGTHS = [5, 15, 30, 60, 120, 240, 720] as const;

export type Until = { readonly minutes: number } | { readonly time: string };
export type SnoozeProblem = 'none' | 'soon' | 'far';

/** ms UTC. What is offered at the edge of what is allowed lies a second inside of it: the question takes its time. */
export function untilOf(until: Until | null, now: number): number | SnoozeProblem {
  if (until === null) return 'none';
  if ('minutes' in until)
    return now + Math.max(LEAST_MS + 1_000, Math.min(MOST_MS - 1_000, until.minutes * MINUTE));
  const at = nextAt(until.time, now);
  if (at === null) return 'none';
  if (at - now < LEAST_MS) return 'soon';
  return at - now > MOST_MS ? 'far' : at;
}

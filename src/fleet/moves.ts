/** How a stated place ("there, since then") meets a history of placements. A history only grows at its end. */
import type { UtcMs } from '../thermal/types.ts';
import { LONG_AGO } from './types.ts';

/** `place`: the site of a unit or the unit of a device. */
export type Step = { readonly place: string | null; readonly since: UtcMs };

export type Move =
  | { readonly kind: 'same' }
  | { readonly kind: 'append'; readonly step: Step }
  /** It is where the file says, but since another time. */
  | { readonly kind: 'since-differs' }
  /** The history holds exactly this step, and later ones. */
  | { readonly kind: 'moved-since' }
  /** Something else is on record for that time. */
  | { readonly kind: 'conflict' };

/** The first placement: from `since`, or always. */
export function firstStep(place: string | null, since: UtcMs | null): Step {
  return { place, since: since ?? LONG_AGO };
}

export function meet(history: readonly Step[], place: string | null, since: UtcMs | null, now: UtcMs): Move {
  const last = history.at(-1);
  if (!last) return { kind: 'append', step: firstStep(place, since) };
  if (last.place === place) {
    if (since === null || since === last.since) return { kind: 'same' };
    // Later than on record: it has been there since before. Earlier: the file claims time that history gives to another.
    return since > last.since ? { kind: 'since-differs' } : { kind: 'conflict' };
  }
  if (since === null) {
    return now > last.since ? { kind: 'append', step: { place, since: now } } : { kind: 'conflict' };
  }
  if (since > last.since) return { kind: 'append', step: { place, since } };
  const recorded = history.some((step) => step.place === place && step.since === since);
  return { kind: recorded ? 'moved-since' : 'conflict' };
}

/** In which order alerts stand beside the tiles. Pure. */
import type { AlertView } from '../api/views.ts';

/** Newest first. */
export function newestFirst(alerts: Iterable<AlertView>): AlertView[] {
  // Times and ids in one form each: compared as they are, for there may be thousands.
  return [...alerts].sort((a, b) => later(a.raisedAt, b.raisedAt) || later(a.id, b.id));
}

const later = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

/**
 * What nobody has taken before what somebody has, critical before warnings, then the newest: a wall shows the first of them,
 * and a hundred small things must never push out the one that matters.
 */
export function urgentFirst(alerts: Iterable<AlertView>): AlertView[] {
  return newestFirst(alerts).sort((a, b) => urgency(a) - urgency(b));
}

const urgency = ({ state, severity }: AlertView): number =>
  (state === 'open' ? 0 : 2) + (severity === 'critical' ? 0 : 1);

/** How far an alert has climbed, as it is written down: how it begins, whom it reached, and what a clock that was set back does to it. */
import type { UtcMs } from '../thermal/types.ts';
import type { Escalation } from './telling.ts';
import type { Alert } from './types.ts';

/** Nobody was told yet. `since`: from when its levels count. */
export const begun = (alert: Alert, since: UtcMs): Escalation => ({
  id: alert.id,
  level: -1,
  reached: [],
  severity: alert.severity,
  since,
  takenAt: null,
  over: null,
  lastStillAt: null,
  forgottenTold: false,
  nextAt: null,
});

/** Everybody who was told, each once, with the highest level at which they were. */
export function toldBy({ reached }: Escalation): ReadonlyMap<string, number> {
  const people = new Map<string, number>();
  for (const { level, told } of reached)
    for (const person of told) people.set(person, Math.max(level, people.get(person) ?? 0));
  return people;
}

export const firstToldAt = ({ reached }: Escalation): UtcMs | null =>
  reached.find(({ told }) => told.length > 0)?.at ?? null;

/** When the newest level that reached somebody was told, or it became worse; reminders count from then. */
export const newestToldAt = ({ reached, since }: Escalation): UtcMs =>
  Math.max(since, reached.findLast(({ told }) => told.length > 0)?.at ?? since);

/**
 * The same on the clock that shows `now`. Times that lie ahead were written before the clock was set back: all move with the
 * latest of them to now, so that what was to come after a quarter of an hour does so, and not after a day.
 */
export function onClock(escalation: Escalation, now: UtcMs): Escalation {
  const { since, takenAt, over, lastStillAt, reached } = escalation;
  const times = [since, takenAt, over?.at ?? null, lastStillAt, ...reached.map(({ at }) => at)];
  const ahead = Math.max(...times.flatMap((time) => time ?? [])) - now;
  if (ahead <= 0) return escalation;
  const moved = (at: UtcMs | null): UtcMs | null => (at === null ? null : at - ahead);
  return {
    ...escalation,
    since: since - ahead,
    takenAt: moved(takenAt),
    lastStillAt: moved(lastStillAt),
    over: over === null ? null : { ...over, at: over.at - ahead },
    reached: reached.map((step) => ({ ...step, at: step.at - ahead })),
  };
}

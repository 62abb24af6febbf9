/** Decides which alerts open, change and end, given what is wrong now: one episode, one alert. */
import type { UtcMs } from '../thermal/types.ts';
import { type Condition, raise, subside, update } from './life.ts';
import type { Alert } from './types.ts';

/**
 * - A condition without an open alert of its key raises one; with one it updates it, where something changed.
 * - An open alert whose key is in `scope` and has no condition subsides (life.ts says how, by kind).
 * - Keys outside the scope were not looked at, and nothing is concluded about them.
 *
 * @param open the alerts that are not resolved, by key
 * @param conditions at most one per key
 * @param scope the keys that were examined; those of the conditions need not be repeated
 * @returns the whole new state of every alert that changed; the same conditions again give none, except that events
 *   (which are told once each) are counted again
 */
export function reconcileAlerts(
  open: ReadonlyMap<string, Alert>,
  conditions: readonly Condition[],
  scope: Iterable<string>,
  ctx: { readonly now: UtcMs; readonly ids: () => string },
): Alert[] {
  const changed: Alert[] = [];
  const present = new Set<string>();
  for (const condition of conditions) {
    const { key } = condition;
    if (present.has(key)) throw new Error(`two conditions for alert ${key}`);
    present.add(key);
    const alert = open.get(key);
    const next = alert === undefined ? raise(condition, ctx) : update(alert, condition, ctx.now);
    if (next !== alert) changed.push(next);
  }
  for (const key of new Set(scope)) {
    const alert = open.get(key);
    if (alert === undefined || present.has(key)) continue;
    const next = subside(alert, ctx.now);
    if (next !== alert) changed.push(next);
  }
  return changed;
}

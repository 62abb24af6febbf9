/** Which alerts a filter lets through, and which places lie below another. Pure. */
import type { AlertView, SiteView } from '../api/views.ts';

export type State = 'open' | 'acknowledged' | 'all' | 'closed';
export type Age = '1h' | '24h' | '7d' | 'old';
const HOUR = 3_600_000;
const WITHIN = { '1h': HOUR, '24h': 24 * HOUR, '7d': 168 * HOUR } as const;

const STATES: readonly State[] = ['open', 'acknowledged', 'all', 'closed'];
export const stateOf = (text: string | null): State => STATES.find((one) => one === text) ?? 'open';

type Wanted = { kind: string | null; sites: ReadonlySet<string> | null; age: Age | null };

export function matches(alert: AlertView, { kind, sites, age }: Wanted, now: number): boolean {
  if (kind !== null && alert.kind !== kind) return false;
  if (sites !== null && (alert.site === null || !sites.has(alert.site))) return false;
  const passed = now - Date.parse(alert.happenedAt);
  return age === null || (age === 'old' ? passed > 24 * HOUR : passed <= WITHIN[age]);
}

/** The place and all below it; null: all of them. */
export function below(sites: readonly SiteView[], root: string | null): ReadonlySet<string> | null {
  if (root === null) return null;
  const children = Map.groupBy(sites, ({ parent }) => parent);
  const found = new Set([root]);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id);
  return found;
}

export const newest = (alerts: Iterable<AlertView>): AlertView[] =>
  [...alerts].sort(
    (a, b) =>
      Number(b.severity === 'critical') - Number(a.severity === 'critical') ||
      b.happenedAt.localeCompare(a.happenedAt),
  );

/** Which alerts does the list show? The filters in its address, and the page of it. Pure. */
import type { AlertView } from '../api/views.ts';

export type ListState = 'open' | 'acknowledged' | 'active' | 'closed';
export type Filter = {
  readonly state: ListState;
  readonly kind: string | null;
  readonly severity: AlertView['severity'] | null;
};

const STATES: readonly ListState[] = ['open', 'acknowledged', 'active', 'closed'];

/** From the address; what it does not say, or says wrongly, is "not acknowledged, everything". */
export function filterOf(value: (name: string) => string | null): Filter {
  const severity = value('muc');
  return {
    state: STATES.find((state) => state === value('trang-thai')) ?? 'open',
    kind: value('loai'),
    severity: severity === 'critical' || severity === 'warning' ? severity : null,
  };
}

export const isNarrowed = ({ kind, severity }: Filter): boolean => kind !== null || severity !== null;

export function matches(alert: AlertView, { state, kind, severity }: Filter): boolean {
  if (kind !== null && alert.kind !== kind) return false;
  if (severity !== null && alert.severity !== severity) return false;
  if (state === 'closed') return alert.state === 'resolved';
  if (state === 'active') return alert.state !== 'resolved';
  return alert.state === state;
}

/** Critical before warnings, then the newest first: never grouped, so that nothing hides behind anything else. */
export const urgentFirst = (alerts: Iterable<AlertView>): AlertView[] =>
  [...alerts].sort(
    (a, b) =>
      Number(b.severity === 'critical') - Number(a.severity === 'critical') ||
      later(a.raisedAt, b.raisedAt) ||
      later(a.id, b.id),
  );

const later = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

export const PER_PAGE = 50;
/** `page` from 1; one that is not there is the nearest that is. */
export function pageOf<T>(items: readonly T[], wanted: number): { page: number; pages: number; shown: T[] } {
  const pages = Math.max(1, Math.ceil(items.length / PER_PAGE));
  const page = Math.min(pages, Math.max(1, Math.trunc(wanted) || 1));
  return { page, pages, shown: items.slice((page - 1) * PER_PAGE, page * PER_PAGE) };
}

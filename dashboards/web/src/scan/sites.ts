/** The places this person may scan for. */
import { signal } from '@preact/signals';
import { call } from '../api/http.ts';
import type { Paged, SiteView } from '../api/views.ts';
import { onFrame } from '../live/connection.ts';
import { keptSites } from './list.ts';
import type { GatePlace } from './place.ts';

/** More pages than any province fills; a cursor that never ends must not keep us here. */
const PAGES_MAX = 100;

export type Sites = { kind: 'loading' } | { kind: 'failed' } | { kind: 'ready'; items: readonly GatePlace[] };
export const sites = signal<Sites>({ kind: 'loading' });

export async function loadSites(): Promise<void> {
  if (sites.peek().kind !== 'ready') sites.value = { kind: 'loading' };
  const items: SiteView[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const query: string = cursor === null ? '' : `?${new URLSearchParams({ cursor })}`;
    const answer = await call<Paged<SiteView>>(`/sites${query}`);
    if (!answer.ok) {
      if (sites.peek().kind !== 'ready') sites.value = withoutService();
      return;
    }
    items.push(...answer.value.items);
    cursor = answer.value.next;
    if (cursor === null) break;
  }
  sites.value = { kind: 'ready', items: sorted(items) };
}

const names = new Intl.Collator('vi', { numeric: true });
const sorted = <T extends { name: string }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => names.compare(a.name, b.name));

/** The sites whose list is kept here can be scanned for. */
const withoutService = (): Sites =>
  keptSites.peek().length === 0 ? { kind: 'failed' } : { kind: 'ready', items: sorted(keptSites.peek()) };

// The whole list as soon as there is a way to ask for it.
onFrame((frame) => {
  if (frame === 'snapshot' && sites.peek().kind !== 'loading') void loadSites();
});

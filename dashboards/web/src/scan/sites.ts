/** The places this person may scan for. */
import { signal } from '@preact/signals';
import { call } from '../api/http.ts';
import type { Paged, SiteView } from '../api/views.ts';

/** More pages than any province fills; a cursor that never ends must not keep us here. */
const PAGES_MAX = 100;

export type Sites = { kind: 'loading' } | { kind: 'failed' } | { kind: 'ready'; items: SiteView[] };
export const sites = signal<Sites>({ kind: 'loading' });

export async function loadSites(): Promise<void> {
  if (sites.peek().kind !== 'ready') sites.value = { kind: 'loading' };
  const items: SiteView[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const query: string = cursor === null ? '' : `?${new URLSearchParams({ cursor })}`;
    const answer = await call<Paged<SiteView>>(`/sites${query}`);
    if (!answer.ok) {
      if (sites.peek().kind !== 'ready') sites.value = { kind: 'failed' };
      return;
    }
    items.push(...answer.value.items);
    cursor = answer.value.next;
    if (cursor === null) break;
  }
  const names = new Intl.Collator('vi', { numeric: true });
  sites.value = { kind: 'ready', items: items.sort((a, b) => names.compare(a.name, b.name)) };
}

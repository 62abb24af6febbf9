/** How long lists are handed out: in a fixed order, a page at a time, with a cursor that stays right while things are added. */
import type { Page } from './protocol.ts';
import type { Paged } from './views.ts';

const LIMIT_DEFAULT = 100;
const LIMIT_MOST = 1000;

export const limitOf = (page: Page): number =>
  Math.min(Math.max(Math.trunc(page.limit ?? LIMIT_DEFAULT), 1), LIMIT_MOST);

/** Pages `items`, ordered by `key` ascending. The cursor is the key of the last item shown. */
export function paged<T, V>(
  items: Iterable<T>,
  key: (item: T) => string,
  show: (item: T) => V,
  page: Page,
): Paged<V> {
  const limit = limitOf(page);
  const after = page.cursor;
  const sorted = [...items]
    .map((item) => ({ item, at: key(item) }))
    .filter(({ at }) => after === undefined || at > after)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const shown = sorted.slice(0, limit);
  const next = sorted.length > limit ? (shown.at(-1)?.at ?? null) : null;
  return { items: shown.map(({ item }) => show(item)), next };
}

/** A list that comes a page at a time: the first when the page opens, the next when asked for. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../api/http.ts';
import type { Paged } from '../api/views.ts';
import { useAsked } from '../shell/use-asked.ts';

type Rest<T> = { readonly items: readonly T[]; readonly next: string | null; readonly isBusy: boolean };

/** `path` has its query already, at least `limit`. `more`: null when there is no more. */
export function usePages<T>(path: string) {
  const { asked, again } = useAsked<Paged<T>>(path);
  const rest = useSignal<Rest<T> | null>(null);
  const first = asked.value.value;
  useEffect(() => {
    rest.value = first === null ? null : { items: [], next: first.next, isBusy: false };
  }, [first, rest]);
  const { items = [], next = null, isBusy = false } = rest.value ?? {};
  const more = async () => {
    if (next === null) return;
    rest.value = { items, next, isBusy: true };
    const answer = await call<Paged<T>>(`${path}&cursor=${encodeURIComponent(next)}`);
    rest.value = answer.ok
      ? { items: [...items, ...answer.value.items], next: answer.value.next, isBusy: false }
      : { items, next, isBusy: false };
  };
  return {
    asked,
    again,
    items: [...(first?.items ?? []), ...items],
    more: next === null ? null : more,
    isBusy,
  };
}

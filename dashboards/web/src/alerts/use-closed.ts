/** Alerts that are over, the newest first: asked for in pages, which are added one below the other. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call, type Failure } from '../api/http.ts';
import type { AlertView, Paged } from '../api/views.ts';
import { connectedSince } from '../live/connection.ts';

const PER_PAGE = 100;

export type Closed = {
  readonly items: readonly AlertView[];
  readonly next: string | null;
  readonly busy: boolean;
  readonly failure: Failure | null;
};
const NOTHING: Closed = { items: [], next: null, busy: true, failure: null };

/** `wanted` false: nothing is asked. */
export function useClosed(wanted: boolean): { closed: Closed; more: () => void; again: () => void } {
  const closed = useSignal<Closed>(NOTHING);
  const turn = useSignal(0);
  const load = async (cursor: string | null, signal?: AbortSignal) => {
    closed.value = { ...closed.peek(), busy: true };
    const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await call<Paged<AlertView>>(
      `/alerts/closed?limit=${PER_PAGE}${after}`,
      signal === undefined ? {} : { signal },
    );
    if (signal?.aborted) return;
    const former = cursor === null ? [] : closed.peek().items;
    closed.value = answer.ok
      ? { items: [...former, ...answer.value.items], next: answer.value.next, busy: false, failure: null }
      : { ...closed.peek(), busy: false, failure: answer };
  };
  useEffect(() => {
    if (!wanted) return;
    const given = new AbortController();
    void load(null, given.signal);
    return () => given.abort();
  }, [wanted, turn.value, connectedSince.value]);
  return {
    closed: closed.value,
    more: () => void load(closed.peek().next),
    again: () => {
      turn.value += 1;
    },
  };
}

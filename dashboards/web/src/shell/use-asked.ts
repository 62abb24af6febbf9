/** A question to the service and what is known of its answer: asked when the page opens, after a lost connection, and when told to. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useCallback, useEffect, useLayoutEffect } from 'preact/hooks';
import { type Answer, call, type Failure } from '../api/http.ts';
import { serviceNow } from '../live/clock.ts';
import { connectedSince } from '../live/connection.ts';
import { askSession } from '../session/session.ts';

/** `value` stays what it was while it is asked for again; `failure` is of the last time that it was asked. */
export type Asked<T> = {
  readonly value: T | null;
  /** When the value came, by the service's clock. */
  readonly at: number | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
};

const UNASKED = { value: null, at: null, failure: null, busy: true } as const;

/** While there is no connection at all, and no feed that would tell when it is back. */
const RETRY_MS = 5_000;

/**
 * `path` below `/api/v1`, null for no question yet. `again` asks once more and keeps what is shown meanwhile; it never
 * changes, so that an effect may name it.
 */
export function useAsked<T>(path: string | null): { asked: ReadonlySignal<Asked<T>>; again: () => void } {
  const asked = useSignal<Asked<T>>(UNASKED);
  const turn = useSignal(0);
  const again = useCallback(() => {
    turn.value += 1;
  }, [turn]);
  // Before anything is painted: the answer to another question never stands beside this one's title.
  useLayoutEffect(() => {
    asked.value = UNASKED;
  }, [asked, path]);
  useEffect(() => {
    if (path === null) return;
    const given = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    asked.value = { ...asked.peek(), busy: true };
    void call<T>(path, { signal: given.signal }).then((answer: Answer<T>) => {
      if (given.signal.aborted) return;
      if (answer.ok) {
        asked.value = { value: answer.value, at: serviceNow(), failure: null, busy: false };
        return;
      }
      if (answer.status === 401) void askSession();
      if (answer.status === 0) retry = setTimeout(again, RETRY_MS);
      asked.value = { ...asked.peek(), failure: answer, busy: false };
    });
    return () => {
      given.abort();
      clearTimeout(retry);
    };
  }, [asked, path, again, turn.value, connectedSince.value]);
  return { asked, again };
}

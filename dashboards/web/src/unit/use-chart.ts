/** The chart's data for the window that the URL names; one that ends now is kept up to date. */
import { type ReadonlySignal, signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { Failure } from '../api/http.ts';
import { now, serviceNow } from '../live/clock.ts';
import { connectedSince } from '../live/connection.ts';
import { queryValue, setQuery } from '../page.ts';
import { askSession } from '../session/session.ts';
import { type Chart, fetchChart } from './load.ts';
import {
  endOf,
  endText,
  type Length,
  lengthOf,
  refreshMsOf,
  shifted,
  type Window,
  windowEnding,
} from './windows.ts';

/** A question that failed is put again after this long. */
const RETRY_MS = 15_000;

/** Somebody on this page has written a note. */
const asideTurn = signal(0);
export function askAsideAgain(): void {
  asideTurn.value += 1;
}

export type ChartState = {
  readonly window: Window;
  /** The newest data there is, perhaps of a former window while the wanted one is on its way. */
  readonly chart: Chart | null;
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Does the window end now? */
  readonly isLive: boolean;
};

export function useChart(id: string): ReadonlySignal<ChartState> {
  const chart = useSignal<Chart | null>(null);
  const busy = useSignal(true);
  const failure = useSignal<Failure | null>(null);
  const length = useComputed(() => lengthOf(queryValue('khoang')));
  const end = useComputed(() => endOf(queryValue('den'), serviceNow()));
  const retries = useSignal(0);
  /** Changes when a chart that ends now has fallen behind. */
  const beat = useComputed(() =>
    end.value === null ? Math.floor(now.value / refreshMsOf(length.value)) : 0,
  );
  const window = useComputed(() => {
    void beat.value;
    return windowEnding(length.value, end.value ?? now.peek());
  });
  useSignalEffect(() => {
    void connectedSince.value;
    void retries.value;
    void asideTurn.value;
    const wanted = window.value;
    const given = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    busy.value = true;
    void fetchChart(id, wanted, given.signal).then((answer) => {
      if (given.signal.aborted) return;
      busy.value = false;
      failure.value = answer.ok ? null : answer;
      if (answer.ok) chart.value = answer.value;
      else if (answer.status === 401) void askSession();
      else retry = setTimeout(() => retries.value++, RETRY_MS);
    });
    return () => {
      given.abort();
      clearTimeout(retry);
    };
  });
  return useComputed(() => ({
    window: window.value,
    chart: chart.value,
    busy: busy.value,
    failure: failure.value,
    isLive: end.value === null,
  }));
}

export function showLength(length: Length): void {
  setQuery({ khoang: length === '24h' ? null : length });
}

/** To the window before or after; past the present it is the present. */
export function move(window: Window, by: -1 | 1): void {
  const end = shifted(window, by, serviceNow());
  setQuery({ den: end === null ? null : endText(end) });
}

export function showLatest(): void {
  setQuery({ den: null });
}

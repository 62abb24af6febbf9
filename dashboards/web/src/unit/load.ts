/** Fetches what the unit's page shows: the unit with its limits, its chart's steps, its excursions. */
import type { UnitInsideView, UnitNoteView, UnitSignalsView } from '../../../../src/keeper/unit-views.ts';
import { type Answer, call } from '../api/http.ts';
import type {
  BucketView,
  ExcursionView,
  Paged,
  ReadingsView,
  ReadingView,
  SourceView,
  UnitDetail,
} from '../api/views.ts';
import { type Step, stepsOf } from './plot.ts';
import type { Window } from './windows.ts';

/** InfluxDB may take ten seconds before the service goes on without it. */
const TIMEOUT_MS = 30_000;
const PAGES_MOST = 10;
const UNTIMED_MOST = 500;

export type Chart = {
  readonly window: Window;
  readonly steps: readonly Step[];
  readonly sources: readonly SourceView[];
  readonly excursions: readonly ExcursionView[];
  /** What runs along the axis; null: it could not be loaded, and the curve is shown without. */
  readonly aside: Aside | null;
  /** What came in that time and nobody knows when it was measured; the first of it, and none where it could not be loaded. */
  readonly untimed: readonly ReadingView[];
};
export type Aside = { readonly signals: UnitSignalsView; readonly notes: readonly UnitNoteView[] };

export const fetchUnit = (id: string, signal: AbortSignal): Promise<Answer<UnitDetail>> =>
  call<UnitDetail>(`/units/${id}`, { signal });

export const fetchInside = (id: string, signal: AbortSignal): Promise<Answer<UnitInsideView>> =>
  call<UnitInsideView>(`/units/${id}/inside`, { signal });

export async function fetchChart(id: string, window: Window, signal: AbortSignal): Promise<Answer<Chart>> {
  const query = new URLSearchParams({
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    every: String(window.everyMs / 1000),
  });
  const [readings, excursions, aside, untimed] = await Promise.all([
    call<ReadingsView>(`/units/${id}/readings?${query}`, { signal, timeoutMs: TIMEOUT_MS }),
    fetchExcursions(id, signal),
    fetchAside(id, query, signal),
    fetchUntimed(id, window, signal),
  ]);
  if (!readings.ok) return readings;
  if (!excursions.ok) return excursions;
  const steps = stepsOf(readings.value.items as BucketView[]);
  return {
    ok: true,
    value: { window, steps, sources: readings.value.sources, excursions: excursions.value, aside, untimed },
  };
}

/** The first page of what came in a window and has no certain time. */
async function fetchUntimed(
  id: string,
  { from, to }: Pick<Window, 'from' | 'to'>,
  signal: AbortSignal,
): Promise<readonly ReadingView[]> {
  const range = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
  const path = `/units/${id}/readings?${range}&clock=untrusted&limit=${UNTIMED_MOST}`;
  const answer = await call<ReadingsView>(path, { signal });
  return answer.ok ? (answer.value.items as ReadingView[]) : [];
}

async function fetchExcursions(id: string, signal: AbortSignal): Promise<Answer<ExcursionView[]>> {
  const found: ExcursionView[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MOST; page++) {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer: Answer<Paged<ExcursionView>> = await call(`/excursions?unit=${id}&limit=1000${more}`, {
      signal,
    });
    if (!answer.ok) return answer;
    found.push(...answer.value.items);
    cursor = answer.value.next;
    if (cursor === null) break;
  }
  return { ok: true, value: found };
}

async function fetchAside(id: string, query: URLSearchParams, signal: AbortSignal): Promise<Aside | null> {
  const range = `from=${query.get('from')}&to=${query.get('to')}`;
  const [signals, notes] = await Promise.all([
    call<UnitSignalsView>(`/units/${id}/signals?${query}`, { signal, timeoutMs: TIMEOUT_MS }),
    fetchNotes(id, range, signal),
  ]);
  return signals.ok && notes.ok ? { signals: signals.value, notes: notes.value } : null;
}

async function fetchNotes(id: string, range: string, signal: AbortSignal): Promise<Answer<UnitNoteView[]>> {
  const found: UnitNoteView[] = [];
  let more = '';
  for (let page = 0; page < PAGES_MOST; page++) {
    const path: string = `/units/${id}/notes?${range}&limit=1000${more}`;
    const answer: Answer<Paged<UnitNoteView>> = await call(path, { signal });
    if (!answer.ok) return answer;
    found.push(...answer.value.items);
    if (answer.value.next === null) break;
    more = `&cursor=${encodeURIComponent(answer.value.next)}`;
  }
  return { ok: true, value: found };
}

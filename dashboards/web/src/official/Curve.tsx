/** The incident's stretch of the unit's curve, with what was before and after it; the state strip is the bar above the curve. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { IncidentView } from '../../../../src/keeper/official-views.ts';
import type { Failure } from '../api/http.ts';
import type { UnitDetail, UnitView } from '../api/views.ts';
import { now, serviceNow } from '../live/clock.ts';
import { connectedSince } from '../live/connection.ts';
import { useLiveUnit } from '../live/use-live-unit.ts';
import { Failed } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Chart } from '../unit/Chart.tsx';
import { type Chart as ChartData, fetchChart } from '../unit/load.ts';
import { marksOf } from '../unit/plot.ts';
import { ReadingsTable } from '../unit/ReadingsTable.tsx';
import type { Window } from '../unit/windows.ts';
import { summaryText } from '../unit/words.ts';
import { language, words } from '../words/words.ts';

const HOUR = 3_600_000;
const STEPS = [5, 15, 60, 240].map((minutes) => minutes * 60_000);

/** A quarter of its length around it, at least an hour; in steps that a screen can show. */
function windowOf({ from, to }: IncidentView): Window {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const around = Math.max(HOUR, (end - begin) / 4);
  const until = Math.min(end + around, serviceNow());
  const everyMs = STEPS.find((step) => (until - begin + around) / step <= 600) ?? 24 * HOUR;
  return {
    length: '24h',
    everyMs,
    from: Math.floor((begin - around) / everyMs) * everyMs,
    to: (Math.floor(until / everyMs) + 1) * everyMs,
  };
}

export function Curve({ view, unit }: { view: IncidentView; unit: string }) {
  const chart = useSignal<ChartData | null>(null);
  const failure = useSignal<Failure | null>(null);
  const turn = useSignal(0);
  const live = useLiveUnit(unit);
  // The live picture may be narrowed to another site; then the page's own question has to do.
  const { asked } = useAsked<UnitDetail>(live === undefined ? `/units/${encodeURIComponent(unit)}` : null);
  const shown: UnitView | null = live ?? asked.value.value;
  useEffect(() => {
    const given = new AbortController();
    void fetchChart(unit, windowOf(view), given.signal).then((answer) => {
      if (given.signal.aborted) return;
      if (answer.ok) chart.value = answer.value;
      failure.value = answer.ok ? null : answer;
    });
    return () => given.abort();
  }, [view, unit, chart, failure, turn.value, connectedSince.value]);
  if (failure.value !== null && chart.value === null)
    return <Failed failure={failure.value} again={() => turn.value++} />;
  if (chart.value === null || shown === null)
    return (
      <div class="chart-room chart-waiting">
        <p role="status">{words.value.loading}</p>
      </div>
    );
  const { steps, window, excursions } = chart.value;
  const tongue = { words: words.value, language: language.value };
  return (
    <>
      <p class="chart-summary">{summaryText(steps, shown.range, now.peek(), tongue)}</p>
      <Chart unit={shown} chart={chart.value} marks={marksOf(excursions, window, now.peek())} lanes={[]} />
      {steps.length > 0 && <ReadingsTable steps={steps} range={shown.range} />}
    </>
  );
}

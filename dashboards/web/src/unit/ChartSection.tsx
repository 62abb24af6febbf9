/** The chart with its switches, its words and its table: loading, empty, failed and there. */
import type { ReadonlySignal } from '@preact/signals';
import { failureText } from '../api/failure.ts';
import type { UnitView } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { language, words } from '../words/words.ts';
import { Chart } from './Chart.tsx';
import { lanesOf } from './lanes.ts';
import type { Chart as ChartData } from './load.ts';
import { marksOf } from './plot.ts';
import { ReadingsTable } from './ReadingsTable.tsx';
import { type ChartState, move, showLatest, showLength } from './use-chart.ts';
import { LENGTHS } from './windows.ts';
import { lengthText, sourceText, summaryText } from './words.ts';

export function ChartSection({ unit, state }: { unit: UnitView; state: ReadonlySignal<ChartState> }) {
  const { window, chart, busy, failure, isLive } = state.value;
  const told = words.value.unit;
  const { from, to } = chart?.window ?? window;
  const isStale = chart !== null && (chart.window.length !== window.length || chart.window.to < window.from);
  return (
    <section class="unit-chart panel" aria-labelledby="chart-title" aria-busy={busy}>
      <header class="chart-head">
        <h2 id="chart-title">{told.chart}</h2>
        <Lengths state={state.value} />
      </header>
      <div class="chart-when">
        <button type="button" class="quiet" aria-label={told.earlier} onClick={() => move(window, -1)}>
          <Icon name="left" />
        </button>
        <p>{told.between(timeNear(from, 0), timeNear(Math.min(to, Math.max(from, now.peek())), 0))}</p>
        <button
          type="button"
          class="quiet"
          aria-label={told.later}
          disabled={isLive}
          onClick={() => move(window, 1)}
        >
          <Icon name="right" />
        </button>
        {!isLive && (
          <button type="button" class="quiet chart-latest" onClick={showLatest}>
            {told.latest}
          </button>
        )}
      </div>
      {failure !== null && (
        <p class="trouble" role="alert">
          {chart === null ? told.failed : told.failedRefresh}{' '}
          {failureText(failure, words.value, language.value)}
        </p>
      )}
      {chart === null ? (
        <div class="chart-room chart-waiting">
          {failure === null && <p role="status">{words.value.loading}</p>}
        </div>
      ) : (
        <div class={isStale ? 'chart-stale' : undefined}>
          <Shown unit={unit} chart={chart} />
        </div>
      )}
    </section>
  );
}

function Lengths({ state: { window } }: { state: ChartState }) {
  const told = words.value.unit;
  return (
    <fieldset class="lengths">
      <legend class="sr">{told.ranges}</legend>
      {LENGTHS.map((length) => (
        <button
          type="button"
          key={length}
          class="length"
          aria-pressed={length === window.length}
          onClick={() => showLength(length)}
        >
          {told.range[length]}
        </button>
      ))}
    </fieldset>
  );
}

function Shown({ unit, chart }: { unit: UnitView; chart: ChartData }) {
  const tongue = { words: words.value, language: language.value };
  const told = tongue.words.unit;
  const at = now.peek();
  const source = sourceText(chart.sources, at, tongue);
  const count = chart.steps.reduce((sum, step) => sum + step.count, 0);
  const marks = marksOf(chart.excursions, chart.window, at);
  return (
    <>
      {chart.steps.length === 0 ? (
        <div class="chart-room chart-waiting">
          <p class="empty-title">{told.empty}</p>
          <p>{told.emptyHint}</p>
        </div>
      ) : (
        <>
          <p class="chart-summary">{summaryText(chart.steps, unit.range, at, tongue)}</p>
          <Chart
            unit={unit}
            chart={chart}
            marks={marks}
            lanes={lanesOf(chart.aside?.signals ?? null, chart.aside?.notes ?? [], chart.window, at)}
          />
        </>
      )}
      <p class={source.isWhole ? 'chart-source' : 'chart-source chart-source-failed'}>
        <Icon name={source.isWhole ? 'link' : 'recall'} />
        <span>
          {source.text}{' '}
          {count > 0 &&
            `${told.count(whole(count, tongue.language))}, ${told.step(lengthText(chart.window.everyMs, tongue.language))}.`}
        </span>
      </p>
      {chart.steps.length > 0 && <ReadingsTable steps={chart.steps} range={unit.range} />}
    </>
  );
}

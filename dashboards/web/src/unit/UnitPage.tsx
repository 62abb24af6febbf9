/** K2, one unit: how it is now, how it was, what its limits are and what is in it. Decides nothing: all is as the service says. */
import { useSignalEffect } from '@preact/signals';
import { failureText } from '../api/failure.ts';
import type { UnitView } from '../api/views.ts';
import { Switches } from '../board/Header.tsx';
import { toneOf } from '../board/order.ts';
import { Figure, Foot, StateLine } from '../board/Tile.tsx';
import { kindIcon, kindWord } from '../board/words.ts';
import { whole } from '../format/province.ts';
import { rangeText } from '../format/temperature.ts';
import { ConnectionBar } from '../live/ConnectionBar.tsx';
import { lostSince, units } from '../live/connection.ts';
import { useLiveUnit } from '../live/use-live-unit.ts';
import { Icon } from '../look/Icon.tsx';
import { followLink, go, hrefOf } from '../page.ts';
import { language, words } from '../words/words.ts';
import { Actions } from './Actions.tsx';
import { Aside } from './Aside.tsx';
import { ChartSection } from './ChartSection.tsx';
import { Defrosting } from './Defrosting.tsx';
import { Extremes24 } from './Extremes24.tsx';
import { Inside } from './Inside.tsx';
import { Excursions, Rules } from './Lists.tsx';
import { Needed } from './Needed.tsx';
import { Untimed } from './Untimed.tsx';
import '../look/unit-more.css';
import { useChart } from './use-chart.ts';
import { useUnit } from './use-unit.ts';

export function UnitPage({ id }: { id: string }) {
  const detail = useUnit(id);
  const chart = useChart(id);
  const asked = detail.value;
  const known = asked.kind === 'there' ? asked.unit : null;
  const inside = asked.kind === 'there' ? asked.inside : null;
  // The live picture may be narrowed to another site; then the page's own question has to do.
  const unit: UnitView | null = useLiveUnit(id) ?? known;
  useSignalEffect(() => {
    const name = units.value.get(id)?.name ?? (detail.value.kind === 'there' ? detail.value.unit.name : id);
    document.title = `${name} – ${words.value.product}`;
  });
  const failure = asked.kind === 'failed' ? asked.failure : null;
  return (
    <div class={lostSince.value === null ? 'screen unit' : 'screen unit is-lost'}>
      <Top unit={unit} />
      <ConnectionBar />
      <main class="unit-main">
        {unit === null && failure === null && (
          <p class="unit-waiting" role="status" aria-busy="true">
            {words.value.loading}
          </p>
        )}
        {unit === null && failure !== null && (
          <div class="unit-waiting" role="alert">
            <p class="empty-title">{words.value.unit.missing}</p>
            <p>{failureText(failure, words.value, language.value)}</p>
          </div>
        )}
        {unit !== null && (
          <>
            <div class="unit-right">
              <Now unit={unit} />
              <Actions unit={unit} detail={known} inside={inside} />
              <Defrosting inside={inside} />
              <Needed unit={unit} inside={inside} />
            </div>
            <div class="unit-left">
              <ChartSection unit={unit} state={chart} />
              <Untimed readings={chart.value.chart?.untimed ?? []} range={unit.range} />
              <Aside chart={chart.value.chart} />
              <Excursions chart={chart.value.chart} />
            </div>
            <div class="unit-right">
              <Inside inside={inside} />
              <Rules detail={known} versions={inside?.versions ?? []} devices={inside?.devices ?? []} />
            </div>
          </>
        )}
      </main>
    </div>
  );
}

function Top({ unit }: { unit: UnitView | null }) {
  const said = words.value;
  return (
    <header class="unit-top">
      <a
        class="quiet unit-back"
        href={hrefOf('board')}
        onClick={(event) => followLink(event, () => go('board'))}
      >
        <Icon name="left" />
        {said.toBoard}
      </a>
      <div class="top-switches">
        <Switches other="gate" />
      </div>
      {unit && (
        <div class="unit-name">
          <Icon name={kindIcon(unit.kind)} />
          <div>
            <h1>{unit.name}</h1>
            <p>{describe(unit)}</p>
          </div>
        </div>
      )}
    </header>
  );
}

/** `Trạm Y tế xã Ea Kao · Tủ lạnh dương · 60 lít` */
function describe(unit: UnitView): string {
  const site = unit.siteName ?? unit.site ?? words.value.tile.underWay;
  const litres = unit.litres === null ? [] : [words.value.unit.litres(whole(unit.litres, language.value))];
  return [site, kindWord(unit.kind, words.value), ...litres].join(' · ');
}

/** The tile's own words and figures, larger. */
function Now({ unit }: { unit: UnitView }) {
  const range = rangeText(unit.range, language.value);
  return (
    <section
      class={`unit-now tone-${toneOf(unit.state)} state-${unit.state}`}
      aria-label={words.value.unit.now}
    >
      <StateLine unit={unit} />
      <div class="unit-figures">
        <Figure unit={unit} />
        {range !== null && (
          <p class="unit-range">
            {words.value.tile.range} <b>{range}</b>
          </p>
        )}
      </div>
      <Extremes24 unit={unit} />
      <Foot unit={unit} />
    </section>
  );
}

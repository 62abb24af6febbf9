/** What stands beside the chart: the unit's limits, now and before, and its excursions in the chart's time. */
import type { UnitDeviceView, UnitVersionView } from '../../../../src/keeper/unit-views.ts';
import type { UnitDetail } from '../api/views.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { language, words } from '../words/words.ts';
import { Calibrated } from './Calibrated.tsx';
import { LimitHistory } from './LimitHistory.tsx';
import type { Chart } from './load.ts';
import { marksOf } from './plot.ts';
import { excursionText, lengthText, ruleText } from './words.ts';

type RulesProps = {
  detail: UnitDetail | null;
  versions: readonly UnitVersionView[];
  devices: readonly UnitDeviceView[];
};

export function Rules({ detail, versions, devices }: RulesProps) {
  const tongue = { words: words.value, language: language.value };
  const told = tongue.words.unit;
  return (
    <section class="panel">
      <h2>{told.rules}</h2>
      {detail === null ? (
        <p class="soft">{words.value.loading}</p>
      ) : (
        <ul class="facts">
          {detail.rules.length === 0 && <li>{told.noRules}</li>}
          {detail.rules.map((rule) => (
            <li key={rule.id}>
              <Icon name={rule.side === 'above' ? 'up' : 'down'} />
              {ruleText(rule, tongue)}
            </li>
          ))}
          <li>
            <Icon name="no-signal" />
            {told.unmonitoredAfter(lengthText(detail.maxUnmonitoredSeconds * 1000, tongue.language))}
          </li>
        </ul>
      )}
      <LimitHistory versions={versions} />
      <Calibrated devices={devices} />
    </section>
  );
}

export function Excursions({ chart }: { chart: Chart | null }) {
  const tongue = { words: words.value, language: language.value };
  const told = tongue.words.unit;
  const marks = chart === null ? [] : marksOf(chart.excursions, chart.window, now.peek()).toReversed();
  return (
    <section class="panel unit-excursions">
      <h2>{told.excursions}</h2>
      {chart === null && <p class="soft">{words.value.loading}</p>}
      {chart !== null && marks.length === 0 && <p class="soft">{told.noExcursions}</p>}
      <ul class="excursions">
        {marks.map(({ excursion }) => {
          const { icon, what, when, facts } = excursionText(excursion, now.peek(), tongue);
          return (
            <li key={excursion.id} class={excursion.ruleSnapshot === null ? 'tone-grey' : 'tone-red'}>
              <p class="excursion-what">
                <Icon name={icon} bold />
                {what}
              </p>
              <p>{when}</p>
              <p class="soft">{facts.join(' · ')}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

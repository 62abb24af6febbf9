/** The coldest and the warmest of the last 24 hours, as the tile has them. */
import type { UnitView } from '../api/views.ts';
import { temperature } from '../format/temperature.ts';
import { language } from '../words/words.ts';
import { pageWords } from './page-words.ts';

export function Extremes24({ unit: { last24h, range } }: { unit: UnitView }) {
  const { minCelsius, maxCelsius } = last24h;
  if (minCelsius === null || maxCelsius === null) return null;
  const said = pageWords.value;
  return (
    <dl class="unit-day">
      <div>
        <dt>{said.lowest24}</dt>
        <dd>{temperature(minCelsius, language.value, range)}</dd>
      </div>
      <div>
        <dt>{said.highest24}</dt>
        <dd>{temperature(maxCelsius, language.value, range)}</dd>
      </div>
    </dl>
  );
}

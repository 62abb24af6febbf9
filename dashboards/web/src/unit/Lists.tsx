/** What stands beside the chart: the unit's limits, its excursions in the chart's time, the vaccines in it. */
import type { ParcelView, UnitDetail } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { language, words } from '../words/words.ts';
import type { Chart } from './load.ts';
import { marksOf } from './plot.ts';
import { excursionText, lengthText, ruleText } from './words.ts';

export function Rules({ detail }: { detail: UnitDetail | null }) {
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

export function Contents({ detail }: { detail: UnitDetail | null }) {
  const told = words.value.unit;
  return (
    <section class="panel">
      <h2>{told.contents}</h2>
      {detail === null && <p class="soft">{words.value.loading}</p>}
      {detail?.contents.length === 0 && <p class="soft">{words.value.tile.empty}</p>}
      <ul class="lots">
        {byLot(detail?.contents ?? []).map(({ key, product, lot, doses, holds }) => (
          <li key={key}>
            <p class="lot-product">{product}</p>
            <p class="soft">{told.lotLine(lot, whole(doses, language.value))}</p>
            {holds > 0 && <span class="tile-holds">{words.value.tile.holds(holds)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Lot = { key: string; product: string; lot: string; doses: number; holds: number };

/** Vials of one lot look alike: what counts is the lot. `holds`: its parcels that are on hold. */
function byLot(parcels: readonly ParcelView[]): Lot[] {
  const lots = new Map<string, Lot>();
  for (const { gtin, product, lot, doses, openHolds } of parcels) {
    const key = `${gtin}/${lot}`;
    const known = lots.get(key) ?? { key, product, lot, doses: 0, holds: 0 };
    lots.set(key, { ...known, doses: known.doses + doses, holds: known.holds + (openHolds > 0 ? 1 : 0) });
  }
  return [...lots.values()].sort(
    (a, b) => a.product.localeCompare(b.product, 'vi') || (a.lot < b.lot ? -1 : 1),
  );
}

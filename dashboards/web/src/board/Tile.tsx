/** One storage unit on the wall. Everything it says was decided by the service. */
import type { UnitView } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { degrees, rangeText, temperature } from '../format/temperature.ts';
import { instant } from '../format/time.ts';
import { now } from '../live/clock.ts';
import type { LiveUnit } from '../live/picture.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { followLink, goToUnit, hrefOfUnit } from '../page.ts';
import { language, words } from '../words/words.ts';
import { Age, CountdownBar } from './Age.tsx';
import { toneOf } from './order.ts';
import { Sparkline } from './Sparkline.tsx';
import { kindIcon, kindWord, stateWord } from './words.ts';

export function Tile({ unit }: { unit: LiveUnit }) {
  const site = unit.siteName ?? (unit.site === null ? words.value.tile.underWay : unit.site);
  const since = instant(unit.stateSince);
  const breachAt = unit.state === 'watching' ? instant(unit.breachAt) : null;
  return (
    <article
      class={`tile tone-${toneOf(unit.state)} state-${unit.state}`}
      aria-label={`${unit.name}, ${site}`}
    >
      <header class="tile-head">
        <span class="tile-kind" title={kindWord(unit.kind, words.value)}>
          <Icon name={kindIcon(unit.kind)} />
          <span class="sr">{kindWord(unit.kind, words.value)}</span>
        </span>
        <h2 class="tile-name">
          <a
            class="tile-link"
            href={hrefOfUnit(unit.id)}
            onClick={(event) => followLink(event, () => goToUnit(unit.id))}
          >
            {unit.name}
          </a>
        </h2>
        <p class="tile-site">{site}</p>
      </header>
      <StateLine unit={unit} />
      <div class="tile-figures">
        <Figure unit={unit} />
        <Extremes unit={unit} />
      </div>
      <div class="tile-chart">
        <Sparkline unit={unit} />
        {breachAt !== null && (
          <CountdownBar from={since ?? breachAt} until={breachAt} label={words.value.tile.breachIn} />
        )}
      </div>
      <Foot unit={unit} />
    </article>
  );
}

export function StateLine({ unit }: { unit: UnitView }) {
  const { icon, text } = stateWord(unit, words.value, language.value, now.value);
  const last =
    unit.state === 'silent' && unit.last
      ? ` (${words.value.tile.last(temperature(unit.last.celsius, language.value))})`
      : '';
  return (
    <p class="tile-state">
      <Icon name={icon} bold />
      <span class="tile-word">
        {text}
        {last && <span class="tile-last">{last}</span>}
      </span>
    </p>
  );
}

/** The big figure. A value that no longer stands is replaced, a late one is dimmed. */
export function Figure({ unit }: { unit: UnitView }) {
  const gone = unit.state === 'silent' || unit.state === 'no-data';
  const value = gone || unit.celsius === null ? null : degrees(unit.celsius, language.value, unit.range);
  return (
    <p class={value === null ? 'tile-value tile-value-gone' : 'tile-value'}>
      {value === null ? (
        <>
          <span aria-hidden="true">{language.value === 'vi' ? '--,-' : '--.-'}</span>
          <span class="sr">{words.value.tile.noValue}</span>
        </>
      ) : (
        <span class="tile-digits">{value}</span>
      )}
      <span class="tile-unit">{'\u00a0'}°C</span>
    </p>
  );
}

function Extremes({ unit }: { unit: UnitView }) {
  const { tile } = words.value;
  const range = rangeText(unit.range, language.value);
  const { minCelsius, maxCelsius } = unit.last24h;
  return (
    <dl class="tile-extremes">
      {range !== null && (
        <div>
          <dt>{tile.range}</dt>
          <dd>{range}</dd>
        </div>
      )}
      {minCelsius !== null && maxCelsius !== null && (
        <div>
          <dt>{tile.day}</dt>
          <dd>
            <span class="pair">
              <span aria-hidden="true">↓</span>
              <span class="sr">{tile.lowest} </span>
              {degrees(minCelsius, language.value)}
            </span>{' '}
            <span class="pair">
              <span aria-hidden="true">↑</span>
              <span class="sr">{tile.highest} </span>
              {degrees(maxCelsius, language.value)}
            </span>
          </dd>
        </div>
      )}
    </dl>
  );
}

export function Foot({ unit }: { unit: UnitView }) {
  const { tile } = words.value;
  const at = instant(unit.at ?? unit.last?.at ?? null);
  const parcels = whole(unit.parcels, language.value);
  const doses = whole(unit.doses, language.value);
  return (
    <footer class="tile-foot">
      <p class="tile-row">
        <span class="tile-age">{at !== null && <Age at={at} />}</span>
        <span class="tile-signs">
          {unit.doorOpen !== null && (
            <Sign
              icon={unit.doorOpen ? 'door-open' : 'door-closed'}
              text={unit.doorOpen ? tile.doorOpen : tile.doorClosed}
              loud={unit.doorOpen}
            />
          )}
          {unit.mainsPower !== null && (
            <Sign
              icon={unit.mainsPower ? 'plug' : 'no-plug'}
              text={unit.mainsPower ? tile.mains : tile.noMains}
              loud={!unit.mainsPower}
            />
          )}
          {unit.batteryPercent !== null && (
            <Sign
              icon="battery"
              text={tile.battery(Math.round(unit.batteryPercent))}
              short={`${Math.round(unit.batteryPercent)}%`}
              loud={false}
            />
          )}
        </span>
      </p>
      <p class="tile-row">
        <span class="tile-stock">
          <Icon name="box" />
          <span>{unit.parcels > 0 ? tile.stock(parcels, doses) : tile.empty}</span>
        </span>
        {unit.holds > 0 && (
          <span class="tile-holds">
            <Icon name="hold" />
            {tile.holds(unit.holds)}
          </span>
        )}
      </p>
    </footer>
  );
}

type SignFacts = { icon: IconName; text: string; short?: string; loud: boolean };

/** A fact of the unit: what is unusual shows its words, what is usual only its sign (the words stay for a reader). */
function Sign({ icon, text, short, loud }: SignFacts) {
  if (loud) {
    return (
      <span class="sign sign-loud">
        <Icon name={icon} />
        {text}
      </span>
    );
  }
  return (
    <span class="sign" title={text}>
      <Icon name={icon} />
      {short && <span aria-hidden="true">{short}</span>}
      <span class="sr">{text}</span>
    </span>
  );
}

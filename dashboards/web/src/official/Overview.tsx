/** The province at a glance: what waits, how the units stand, and place by place; the address keeps which place. */
import '../look/official.css';
import { useEffect, useRef } from 'preact/hooks';
import type { OverviewView } from '../../../../src/keeper/official-views.ts';
import { now } from '../live/clock.ts';
import { calmPicture } from '../live/connection.ts';
import type { Picture } from '../live/picture.ts';
import { realAlerts } from '../live/tests.ts';
import { linkTo, queryValue } from '../page.ts';
import { Answered, Loading } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { words } from '../words/words.ts';
import { below } from './filter.ts';
import { Places } from './Places.tsx';
import { n, when } from './say.ts';
import { said } from './words.ts';

const AGAIN_MS = 60_000;
const SILENT_SHOWN = 50;
/** Hundreds of holds come one after the other: they are asked about together. */
const TOGETHER_MS = 3_000;

export function Overview() {
  const told = said.value.overview;
  const { asked, again } = useAsked<OverviewView>('/overview');
  const holds = calmPicture.value?.holds;
  // What the feed tells of a hold changes what waits; the rest is looked at once a minute.
  useEffect(() => {
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);
  const waits = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    if (holds === undefined || waits.current !== null) return;
    waits.current = setTimeout(() => {
      waits.current = null;
      again();
    }, TOGETHER_MS);
  }, [holds, again]);
  useEffect(() => () => clearTimeout(waits.current ?? undefined), []);
  const here = calmPicture.value;
  return (
    <Frame
      title={told.title}
      subtitle={here?.sites.find(({ id }) => id === queryValue('noi'))?.name ?? told.all}
    >
      {here === null ? <Loading /> : <Counts here={here} overview={asked.value.value} />}
      {here !== null && <Places here={here} />}
      <Answered asked={asked.value} again={again}>
        {(overview) => <Aside overview={overview} />}
      </Answered>
    </Frame>
  );
}

const HOURS = [1, 4, 24, Number.POSITIVE_INFINITY];
const STATES = [
  'excursion',
  'acknowledged',
  'returned',
  'watching',
  'silent',
  'late',
  'no-data',
  'normal',
] as const;

function Counts({ here, overview }: { here: Picture; overview: OverviewView | null }) {
  const told = said.value.overview;
  const place = queryValue('noi');
  const sites = below(here.sites, place);
  const within = (site: string | null) => sites === null || (site !== null && sites.has(site));
  const units = [...here.units.values()].filter((unit) => within(unit.site));
  const alerts = realAlerts(here.alerts.values()).filter((alert) => within(alert.site));
  const lots = new Set(
    [...here.holds.values()].filter((hold) => within(hold.site)).map((hold) => `${hold.gtin} ${hold.lot}`),
  );
  const age = (at: string) => (now.peek() - Date.parse(at)) / 3_600_000;
  const state = (one: string) => units.filter((unit) => unit.state === one).length;
  const word = words.value.state;
  const STATE_WORDS: Record<(typeof STATES)[number], string> = {
    excursion: word.excursion,
    acknowledged: word.acknowledged,
    returned: word.returned,
    watching: word.watching,
    silent: word.silentPlain,
    late: words.value.board.late,
    'no-data': word.noData,
    normal: word.normal,
  };
  return (
    <>
      <section aria-label={told.waits}>
        <ul class="sums">
          <Count
            n={alerts.filter((one) => one.state === 'open').length}
            word={told.openIncidents}
            tone="red"
            link={linkTo('incidents', { noi: place })}
          />
          <Count n={lots.size} word={told.stopped} tone="red" link={linkTo('decisions')} />
          <Count
            n={overview?.holdsToDecide ?? null}
            word={told.toDecide}
            tone="orange"
            link={linkTo('decisions')}
          />
          <Count
            n={overview?.proposalsWaiting ?? null}
            word={told.toApprove}
            tone="orange"
            link={linkTo('decisions')}
          />
          <Count
            n={overview?.tripsUnderWay ?? null}
            word={told.trips}
            tone={overview !== null && overview.tripsOverdue > 0 ? 'orange' : 'blue'}
            more={overview !== null && overview.tripsOverdue > 0 ? told.late(n(overview.tripsOverdue)) : ''}
            link={linkTo('trips')}
          />
          <Count n={overview?.recalls ?? null} word={told.recalls} tone="grey" link={linkTo('recalls')} />
        </ul>
      </section>
      <div class="two">
        <section class="part">
          <h2>{told.states}</h2>
          <dl class="pairs figures">
            {STATES.map((one) => (
              <div key={one} class={state(one) === 0 ? 'is-none' : ''}>
                <dt>{STATE_WORDS[one]}</dt>
                <dd>{n(state(one))}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section class="part">
          <h2>{told.byAge}</h2>
          <dl class="pairs figures">
            {told.ages.map((one, i) => {
              const some = alerts.filter(
                ({ happenedAt }) =>
                  age(happenedAt) < (HOURS[i] ?? 0) && age(happenedAt) >= (HOURS[i - 1] ?? -1),
              );
              return (
                <div key={one} class={some.length === 0 ? 'is-none' : ''}>
                  <dt>{one}</dt>
                  <dd>{n(some.length)}</dd>
                </div>
              );
            })}
          </dl>
        </section>
      </div>
    </>
  );
}

type CountProps = {
  n: number | null;
  word: string;
  tone: string;
  more?: string;
  link: { href: string; onClick: (event: MouseEvent) => void };
};

function Count({ n: count, word, tone, more = '', link }: CountProps) {
  return (
    <li class={count === 0 ? 'tone-grey is-none' : `tone-${tone}`}>
      <a {...link}>
        <b>{count === null ? '…' : n(count)}</b>
        <span>
          {word}
          {more !== '' && <small>{more}</small>}
        </span>
      </a>
    </li>
  );
}

function Aside({ overview }: { overview: OverviewView }) {
  const told = said.value.overview;
  return (
    <div class="two">
      <section class="part">
        <h2>{told.silent}</h2>
        {overview.silentToday.length === 0 && <p class="soft">{told.silentNone}</p>}
        <ul class="entries">
          {overview.silentToday.slice(0, SILENT_SHOWN).map((one) => (
            <li key={one.site}>
              <a {...linkTo('overview', { noi: one.site })}>{one.name}</a>
              <p class={one.now ? '' : 'soft'}>
                {one.now ? told.silentNow(when(one.since)) : told.silentPast(when(one.since))}
              </p>
            </li>
          ))}
        </ul>
        {overview.sitesSilentToday > SILENT_SHOWN && (
          <p class="soft">{told.silentMore(n(overview.sitesSilentToday - SILENT_SHOWN))}</p>
        )}
      </section>
      <section class="part">
        <h2>{told.trips}</h2>
        {overview.trips.length === 0 && <p class="soft">{told.tripsNone}</p>}
        <ul class="entries">
          {overview.trips.map((trip) => (
            <li key={trip.id}>
              <a {...linkTo('trip', { id: trip.id })}>
                {trip.fromName} → {trip.toName}
              </a>
              <p>
                {trip.escortName} · {said.value.parcels(n(trip.parcels))} ·{' '}
                {told.arriveBy(when(trip.arriveBy))}
                {trip.overdue && <b class="late">{told.overdue}</b>}
              </p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** All incidents as a list with filters that the address keeps: what nobody has taken comes first. */
import '../look/official.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AlertView, Paged } from '../api/views.ts';
import { alertFacts } from '../board/facts.ts';
import { alertPlace, alertWord } from '../board/words.ts';
import { now } from '../live/clock.ts';
import { calmPicture } from '../live/connection.ts';
import { isTest } from '../live/tests.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo, queryValue, setQuery } from '../page.ts';
import { Answered, Empty, Loading } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { language, words } from '../words/words.ts';
import { type Age, below, matches, newest, type State, stateOf } from './filter.ts';
import { n, when } from './say.ts';
import { said } from './words.ts';

export function Incidents() {
  const told = said.value.incidents;
  const state = stateOf(queryValue('tinh-trang'));
  return (
    <Frame title={told.title}>
      <Filters state={state} />
      {state === 'closed' ? <Closed /> : <Open state={state} />}
    </Frame>
  );
}

function Filters({ state }: { state: State }) {
  const told = said.value.incidents;
  const kinds = Object.entries(words.value.alerts.kinds).filter(([kind]) => kind !== 'other');
  const sites = calmPicture.value?.sites ?? [];
  const choose = (name: string) => (event: Event & { currentTarget: HTMLSelectElement }) =>
    setQuery({ [name]: event.currentTarget.value || null });
  return (
    <search class="filters no-print">
      <label class="field">
        <span>{told.state}</span>
        <select value={state} onChange={choose('tinh-trang')}>
          {Object.entries(told.states).map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{told.kind}</span>
        <select value={queryValue('loai') ?? ''} onChange={choose('loai')}>
          <option value="">{told.allKinds}</option>
          {kinds.map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{told.site}</span>
        <select value={queryValue('noi') ?? ''} onChange={choose('noi')}>
          <option value="">{told.allSites}</option>
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{told.age}</span>
        <select value={queryValue('luc') ?? ''} onChange={choose('luc')}>
          <option value="">{told.agesAny}</option>
          {(Object.keys(told.ages) as Age[]).map((age) => (
            <option key={age} value={age}>
              {told.ages[age]}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}

const wanted = (alert: AlertView): boolean =>
  !isTest(alert) &&
  matches(
    alert,
    {
      kind: queryValue('loai'),
      sites: below(calmPicture.value?.sites ?? [], queryValue('noi')),
      age: queryValue('luc') as Age | null,
    },
    now.peek(),
  );

function Open({ state }: { state: State }) {
  if (calmPicture.value === null) return <Loading />;
  const all = newest(calmPicture.value.alerts.values());
  return <List alerts={all.filter((alert) => (state === 'all' || alert.state === state) && wanted(alert))} />;
}

function Closed() {
  const cursor = useSignal<string | null>(null);
  const seen = useSignal<readonly AlertView[]>([]);
  const path = `/alerts/closed?limit=100${cursor.value === null ? '' : `&cursor=${encodeURIComponent(cursor.value)}`}`;
  const { asked, again } = useAsked<Paged<AlertView>>(path);
  const page = asked.value.value;
  useEffect(() => {
    if (page === null) return;
    const known = new Set(seen.peek().map(({ id }) => id));
    seen.value = [...seen.peek(), ...page.items.filter(({ id }) => !known.has(id))];
  }, [page, seen]);
  return (
    <>
      {seen.value.length > 0 && <List alerts={seen.value.filter(wanted)} />}
      <Answered asked={asked.value} again={again}>
        {({ items, next }) =>
          next === null ? (
            items.length === 0 && seen.value.length === 0 ? (
              <Empty title={said.value.incidents.none} />
            ) : null
          ) : (
            <button
              type="button"
              class="secondary"
              onClick={() => {
                cursor.value = next;
              }}
            >
              {said.value.more}
            </button>
          )
        }
      </Answered>
    </>
  );
}

const SHOWN_MOST = 200;

function List({ alerts }: { alerts: readonly AlertView[] }) {
  const told = said.value.incidents;
  const shown = useSignal(SHOWN_MOST);
  if (alerts.length === 0) return <Empty title={told.none} hint={told.noneHint} />;
  return (
    <>
      <p class="soft" role="status">
        {told.count(n(alerts.length))}
      </p>
      <table class="rows incidents">
        <thead>
          <tr>
            <th scope="col">{told.what}</th>
            <th scope="col">{told.where}</th>
            <th scope="col">{told.when}</th>
            <th scope="col">{told.who}</th>
          </tr>
        </thead>
        <tbody>
          {alerts.slice(0, shown.value).map((alert) => (
            <Line key={alert.id} alert={alert} />
          ))}
        </tbody>
      </table>
      {alerts.length > shown.value && (
        <button
          type="button"
          class="secondary"
          onClick={() => {
            shown.value += SHOWN_MOST;
          }}
        >
          {said.value.more}
        </button>
      )}
    </>
  );
}

function Line({ alert }: { alert: AlertView }) {
  const told = said.value.incidents;
  const here = calmPicture.value;
  const facts = alertFacts(alert, words.value, language.value);
  return (
    <tr class={alert.severity === 'critical' && alert.state === 'open' ? 'tone-red' : 'tone-grey'}>
      <th scope="row">
        <a {...linkTo('incident', { alert: alert.id })}>
          <Icon name={alert.severity === 'critical' ? 'recall' : 'bell'} />
          {alertWord(alert, words.value)}
        </a>
        {facts !== '' && <small>{facts}</small>}
      </th>
      <td data-head={told.where}>
        {alertPlace(alert, words.value, here?.units ?? new Map(), here?.sites ?? [])}
      </td>
      <td data-head={told.when}>{when(alert.happenedAt)}</td>
      <td data-head={told.who}>
        {alert.acknowledged === null ? (
          <span class="soft">{told.nobody}</span>
        ) : (
          words.value.alerts.acknowledgedBy(alert.acknowledged.by, when(alert.acknowledged.at))
        )}
      </td>
    </tr>
  );
}

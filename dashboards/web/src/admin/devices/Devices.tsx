/** The devices of the province: what needs a look first, then all of them, found by word, state and calibration. */
import '../../look/admin-more.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  DEVICE_STATES,
  type DeviceCountsView,
  type DeviceItemView,
  type DeviceListView,
} from '../../../../../src/keeper/registry-views.ts';
import { n, when } from '../../official/say.ts';
import { linkTo, queryValue, setQuery } from '../../page.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { AdminFrame } from '../AdminFrame.tsx';
import { CalibrationBadge, StateBadge } from './State.tsx';
import { told } from './words.ts';

const FIELDS = ['tim', 'trang-thai', 'loai', 'hieu-chuan'] as const;
type Field = (typeof FIELDS)[number];
const CALIBRATIONS = ['overdue', 'soon', 'none'] as const;
/** The start page leads here with what is missing. */
const MISSING: Readonly<Record<string, string>> = {
  devicesNeverHeard: 'never',
  devicesWithoutUnit: 'unplaced',
};

const wantedState = (): string | null =>
  queryValue('trang-thai') ?? MISSING[queryValue('thieu') ?? ''] ?? null;
const value = (name: Field): string => (name === 'trang-thai' ? wantedState() : queryValue(name)) ?? '';

export function Devices() {
  const { asked, again } = useAsked<DeviceCountsView>('/registry/device-counts');
  const wanted = FIELDS.map(value).join('\n');
  return (
    <AdminFrame>
      <Answered asked={asked.value} again={again}>
        {(counts) => (
          <>
            <Sums counts={counts} />
            <Search key={wanted} profiles={counts.profiles} />
          </>
        )}
      </Answered>
      <Found key={`found ${wanted}`} />
    </AdminFrame>
  );
}

/** Only what there is: nothing to do needs no place. */
function Sums({ counts: { states, calibrations } }: { counts: DeviceCountsView }) {
  const said = told.value.list;
  const sums = [
    { key: 'frozen', count: states.frozen, query: { 'trang-thai': 'frozen' }, tone: 'red' },
    { key: 'silent', count: states.silent, query: { 'trang-thai': 'silent' }, tone: 'grey' },
    { key: 'overdue', count: calibrations.overdue, query: { 'hieu-chuan': 'overdue' }, tone: 'red' },
    { key: 'never', count: states.never, query: { 'trang-thai': 'never' }, tone: 'orange' },
    { key: 'unplaced', count: states.unplaced, query: { 'trang-thai': 'unplaced' }, tone: 'orange' },
    { key: 'soon', count: calibrations.soon, query: { 'hieu-chuan': 'soon' }, tone: 'orange' },
    { key: 'late', count: states.late, query: { 'trang-thai': 'late' }, tone: 'grey' },
  ] as const;
  const shown = sums.filter(({ count }) => count > 0);
  if (shown.length === 0) return null;
  return (
    <nav class="no-print" aria-label={said.sumsTitle}>
      <ul class="sums">
        {shown.map(({ key, count, query, tone }) => (
          <li key={key}>
            <a {...linkTo('admin-devices', query)} style={`--tone: var(--${tone})`}>
              <b>{n(count)}</b> <span>{said.sums[key]}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Search({ profiles }: { profiles: readonly string[] }) {
  const said = told.value.list;
  const submit = (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = FIELDS.map((name) => [name, String(form.get(name) ?? '').trim() || null]);
    setQuery({ thieu: null, ...Object.fromEntries(typed) });
  };
  const options = (name: Field, all: readonly (readonly [string, string])[]) =>
    [['', said.all] as const, ...all].map(([key, word]) => (
      <option key={key} value={key} selected={value(name) === key}>
        {word}
      </option>
    ));
  return (
    <search class="no-print">
      <form class="filters" onSubmit={submit}>
        <label class="field">
          <span>{said.search}</span>
          <input name="tim" type="search" placeholder={said.searchHint} defaultValue={value('tim')} />
        </label>
        <label class="field">
          <span>{said.state}</span>
          <select name="trang-thai">
            {options(
              'trang-thai',
              DEVICE_STATES.map((state) => [state, told.value.states[state]]),
            )}
          </select>
        </label>
        <label class="field">
          <span>{said.calibration}</span>
          <select name="hieu-chuan">
            {options(
              'hieu-chuan',
              CALIBRATIONS.map((each) => [each, said.needsCalibration[each]]),
            )}
          </select>
        </label>
        <label class="field">
          <span>{said.profile}</span>
          <select name="loai">
            {options(
              'loai',
              profiles.map((each) => [each, each]),
            )}
          </select>
        </label>
        <div class="change-buttons">
          <button type="submit" class="primary">
            {said.apply}
          </button>
          {FIELDS.some((name) => value(name) !== '') && (
            <a class="secondary" {...linkTo('admin-devices')}>
              {said.clear}
            </a>
          )}
        </div>
      </form>
    </search>
  );
}

function pathOf(cursor: string | null): string {
  const query = new URLSearchParams({ limit: '50' });
  const names = { text: 'tim', state: 'trang-thai', profile: 'loai', calibration: 'hieu-chuan' } as const;
  for (const [name, field] of Object.entries(names)) if (value(field) !== '') query.set(name, value(field));
  if (cursor !== null) query.set('cursor', cursor);
  return `/registry/devices?${query}`;
}

function Found() {
  const said = told.value.list;
  const cursor = useSignal<string | null>(null);
  const seen = useSignal<readonly DeviceItemView[]>([]);
  const { asked, again } = useAsked<DeviceListView>(pathOf(cursor.value));
  const page = asked.value.value;
  useEffect(() => {
    if (page === null) return;
    // Asked anew after a lost connection, a page takes the place of its former self.
    const fresh = new Set(page.items.map(({ id }) => id));
    seen.value = [...seen.peek().filter(({ id }) => !fresh.has(id)), ...page.items].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
  }, [page, seen]);
  const next = page?.next ?? null;
  return (
    <>
      {seen.value.length > 0 && <Table devices={seen.value} total={page?.total ?? null} />}
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ total }) => total === 0, title: said.none, hint: said.noneHint }}
      >
        {() =>
          next !== null && (
            <button
              type="button"
              class="secondary no-print"
              onClick={() => {
                cursor.value = next;
              }}
            >
              {said.more}
            </button>
          )
        }
      </Answered>
    </>
  );
}

function Table({ devices, total }: { devices: readonly DeviceItemView[]; total: number | null }) {
  const said = told.value.list;
  return (
    <table class="rows">
      <caption aria-live="polite">{said.caption(n(devices.length), n(total ?? devices.length))}</caption>
      <thead>
        <tr>
          <th scope="col">{said.device}</th>
          <th scope="col">{said.place}</th>
          <th scope="col">{said.state}</th>
          <th scope="col">{said.heard}</th>
          <th scope="col" class="figure">
            {said.battery}
          </th>
          <th scope="col">{said.calibration}</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((each) => (
          <tr key={each.id}>
            <th scope="row">
              <a {...linkTo('admin-device', { id: each.id })}>{each.id}</a>
              <small>{each.profile}</small>
            </th>
            <td data-head={said.place}>
              {each.unit === null ? (
                told.value.one.nowhere
              ) : (
                <>
                  <bdi>{each.unitName ?? each.unit}</bdi>
                  <small>
                    <bdi>{each.siteName ?? told.value.one.underWay}</bdi>
                  </small>
                </>
              )}
            </td>
            <td data-head={said.state}>
              <StateBadge state={each.state} />
            </td>
            <td data-head={said.heard}>{each.heardAt === null ? said.never : when(each.heardAt)}</td>
            <td data-head={said.battery} class="figure">
              {each.batteryPercent === null ? '–' : `${n(each.batteryPercent)} %`}
            </td>
            <td data-head={said.calibration}>
              <CalibrationBadge calibration={each.calibration} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

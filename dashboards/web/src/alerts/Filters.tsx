/** What narrows the list of alerts. The address holds it, so that a list can be sent to somebody. */
import { useEffect } from 'preact/hooks';
import { queryValue, setQuery } from '../page.ts';
import { loadSites, sites } from '../scan/sites.ts';
import { words } from '../words/words.ts';
import { type Filter, isNarrowed, type ListState } from './filter.ts';
import { alertsWords } from './words.ts';

export function Filters({ filter, states }: { filter: Filter; states: readonly ListState[] }) {
  const said = alertsWords.value;
  useEffect(() => {
    if (sites.peek().kind !== 'ready') void loadSites();
  }, []);
  const places = sites.value.kind === 'ready' ? sites.value.items : [];
  const site = queryValue('site');
  const put = (name: string, value: string) => setQuery({ [name]: value === '' ? null : value, trang: null });
  return (
    <search class="alert-filters no-print" aria-label={said.filters}>
      <fieldset class="alert-states">
        <legend class="sr">{said.state}</legend>
        {states.map((state) => (
          <button
            key={state}
            type="button"
            class="length"
            aria-pressed={filter.state === state}
            onClick={() => put('trang-thai', state === 'open' ? '' : state)}
          >
            {said.states[state]}
          </button>
        ))}
      </fieldset>
      <label class="field">
        <span>{said.severity}</span>
        <select value={filter.severity ?? ''} onChange={(event) => put('muc', event.currentTarget.value)}>
          <option value="">{said.all}</option>
          {Object.entries(said.severities).map(([code, word]) => (
            <option key={code} value={code}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{said.kind}</span>
        <select value={filter.kind ?? ''} onChange={(event) => put('loai', event.currentTarget.value)}>
          <option value="">{said.all}</option>
          {Object.entries(words.value.alerts.kinds)
            .filter(([code]) => code !== 'other')
            .map(([code, word]) => (
              <option key={code} value={code}>
                {word}
              </option>
            ))}
        </select>
      </label>
      <label class="field">
        <span>{said.site}</span>
        <select value={site ?? ''} onChange={(event) => put('site', event.currentTarget.value)}>
          <option value="">{said.everywhere}</option>
          {site !== null && !places.some(({ id }) => id === site) && <option value={site}>{site}</option>}
          {places.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {(isNarrowed(filter) || site !== null) && (
        <button
          type="button"
          class="quiet"
          onClick={() => setQuery({ muc: null, loai: null, site: null, trang: null })}
        >
          {said.clear}
        </button>
      )}
    </search>
  );
}

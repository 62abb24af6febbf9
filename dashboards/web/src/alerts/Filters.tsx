/** What narrows the list of alerts. The address holds it, so that a list can be sent to somebody. */
import { useEffect } from 'preact/hooks';
import { queryValue, setQuery } from '../page.ts';
import { loadSites, sites } from '../scan/sites.ts';
import { Select } from '../shell/Form.tsx';
import { words } from '../words/words.ts';
import { CodeField } from './CodeField.tsx';
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
      <Select
        label={said.severity}
        value={filter.severity ?? ''}
        none={said.all}
        options={Object.entries(said.severities)}
        onChoose={(code) => put('muc', code)}
      />
      <Select
        label={said.kind}
        value={filter.kind ?? ''}
        none={said.all}
        options={Object.entries(words.value.alerts.kinds).filter(([code]) => code !== 'other')}
        onChoose={(code) => put('loai', code)}
      />
      <Select
        label={said.site}
        value={site ?? ''}
        none={said.everywhere}
        options={[
          // A place whose name is not known yet is chosen all the same.
          ...(site !== null && !places.some(({ id }) => id === site) ? [[site, site] as const] : []),
          ...places.map(({ id, name }) => [id, name] as const),
        ]}
        onChoose={(code) => put('site', code)}
      />
      <CodeField />
      {(isNarrowed(filter) || site !== null || queryValue('ma') !== null) && (
        <button
          type="button"
          class="quiet"
          onClick={() => setQuery({ muc: null, loai: null, site: null, ma: null, trang: null })}
        >
          {said.clear}
        </button>
      )}
    </search>
  );
}

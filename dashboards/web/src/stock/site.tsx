/** Whose stock is shown: one's own place, or another below it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Paged, SiteView } from '../api/views.ts';
import { below } from '../official/filter.ts';
import { queryValue, setQuery } from '../page.ts';
import { me } from '../session/session.ts';
import { useAsked } from '../shell/use-asked.ts';
import { stockWords } from './words.ts';

const names = new Intl.Collator('vi', { numeric: true });

export type Sites = {
  /** Null until it is known which there are. */
  readonly site: string | null;
  /** Every place of the province, by name. */
  readonly all: readonly SiteView[];
  /** Those whose stock this person may see. */
  readonly own: readonly SiteView[];
  readonly nameOf: (id: string) => string;
};

export function useSites(): Sites {
  const { asked } = useAsked<Paged<SiteView>>('/sites?limit=1000');
  const all = useSignal<readonly SiteView[]>([]);
  const items = asked.value.value?.items;
  useEffect(() => {
    if (items !== undefined) all.value = items.toSorted((a, b) => names.compare(a.name, b.name));
  }, [all, items]);
  const mine = me.value?.site ?? null;
  const within = below(all.value, mine);
  const own = all.value.filter(({ id }) => within === null || within.has(id));
  const roots = all.value.filter(({ parent }) => parent === null);
  return {
    site: queryValue('site') ?? mine ?? roots[0]?.id ?? null,
    all: all.value,
    own,
    nameOf: (id) => all.value.find((one) => one.id === id)?.name ?? id,
  };
}

/** Nothing where there is no choice. */
export function SitePicker({ sites }: { sites: Sites }) {
  if (sites.own.length < 2) return null;
  return (
    <label class="field">
      <span>{stockWords.value.site}</span>
      <select
        value={sites.site ?? ''}
        onChange={(event) => setQuery({ site: event.currentTarget.value, tu: null, 'vac-xin': null })}
      >
        {sites.own.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

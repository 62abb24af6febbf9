/** A place out of those that one sees, by name; the whole province where one may choose it. */
import { useEffect } from 'preact/hooks';
import { sites as seen } from '../live/connection.ts';
import { loadSites, sites } from '../scan/sites.ts';
import { session } from '../session/session.ts';
import { siteName } from '../shell/place.ts';
import { said } from './words.ts';

type Props = {
  readonly label: string;
  /** Null: the whole province. */
  readonly value: string | null;
  readonly onChoose: (site: string | null) => void;
};

export function SiteSelect({ label, value, onChoose }: Props) {
  useEffect(() => {
    if (sites.peek().kind !== 'ready') void loadSites();
  }, []);
  const known = sites.value.kind === 'ready' ? sites.value.items : [];
  const own = session.value?.site ?? null;
  // Whoever is at the topmost place answers for the province.
  const isOfProvince = own === null || seen.value.find(({ id }) => id === own)?.parent === null;
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value ?? ''} onChange={(event) => onChoose(event.currentTarget.value || null)}>
        {(isOfProvince || value === null) && <option value="">{said.value.soft.province}</option>}
        {value !== null && !known.some(({ id }) => id === value) && (
          <option value={value}>{siteName(value)}</option>
        )}
        {known.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Choosing one site out of a province's: typed in part and without marks, the nearest shown. */
import { useComputed, useSignal } from '@preact/signals';
import { fold } from '../../../../src/wording/fold.ts';
import type { SiteView } from '../api/views.ts';
import { whole } from '../format/province.ts';
import { language } from '../words/words.ts';
import { said } from './words.ts';

const SHOWN_MOST = 8;
const names = new Intl.Collator('vi', { numeric: true });

type Props = {
  readonly sites: readonly SiteView[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

export function SitePick({ sites, chosen, onChoose }: Props) {
  const told = said.value;
  const wanted = useSignal('');
  const sorted = useComputed(() => sites.toSorted((a, b) => names.compare(a.name, b.name)));
  const text = fold(wanted.value.trim());
  const found = sorted.value.filter(({ name, id }) => fold(name).includes(text) || id.includes(text));
  const nearest = found.slice(0, SHOWN_MOST);
  // What is chosen stays in sight, whatever is typed.
  const kept = nearest.some(({ id }) => id === chosen) ? [] : sites.filter(({ id }) => id === chosen);
  const shown = [...kept, ...nearest];
  return (
    <fieldset class="enrol-choices">
      <legend>{told.site}</legend>
      {sites.length > SHOWN_MOST && (
        <label class="field">
          <span>{told.findSite}</span>
          <input
            type="search"
            autoComplete="off"
            value={wanted.value}
            onInput={(event) => {
              wanted.value = event.currentTarget.value;
            }}
          />
        </label>
      )}
      {shown.map(({ id, name, level }) => (
        <label key={id} class="enrol-choice">
          <input type="radio" name="site" checked={chosen === id} onChange={() => onChoose(id)} />
          <span>
            <bdi>{name}</bdi>
            {level !== '' && (
              <small>
                <bdi>{level}</bdi>
              </small>
            )}
          </span>
        </label>
      ))}
      {found.length === 0 && <p class="soft">{told.noSite}</p>}
      {found.length > nearest.length && (
        <p class="soft">{told.moreSites(whole(found.length - nearest.length, language.value))}</p>
      )}
    </fieldset>
  );
}

/** The tree of sites, opened a branch at a time; a search finds a site wherever it hangs. */
import { useSignal } from '@preact/signals';
import type { RegistrySiteView } from '../../../../../src/keeper/admin-views.ts';
import { Icon } from '../../look/Icon.tsx';
import { queryValue } from '../../page.ts';
import { Answered, Empty } from '../../shell/Answered.tsx';
import { AdminFrame } from '../AdminFrame.tsx';
import { addNew, Beside } from '../Beside.tsx';
import { Choose, Find, queryOf } from '../Find.tsx';
import { usePages } from '../use-pages.ts';
import { Line, MoreButton } from './Line.tsx';
import { Place } from './Place.tsx';
import { PlaceForm } from './PlaceForm.tsx';
import { told } from './words.ts';

export function Places() {
  // What was saved is seen in the list and in the tree at once.
  const turn = useSignal(0);
  const onSaved = () => {
    turn.value += 1;
  };
  const [chosen, below] = [queryValue('chon'), queryValue('them')];
  const isSearch = queryValue('q') !== null || queryValue('thieu') !== null;
  return (
    <AdminFrame
      actions={
        <button type="button" class="primary" onClick={() => addNew()}>
          {told.value.add}
        </button>
      }
    >
      <search class="filters no-print">
        <Find label={told.value.find} />
        <Choose
          label={told.value.missing}
          name="thieu"
          all={told.value.all}
          options={Object.entries(told.value.missings)}
        />
      </search>
      <Beside
        list={isSearch ? <FoundSites key={turn.value} /> : <Branch key={turn.value} parent={null} />}
        chosen={
          below !== null ? (
            <PlaceForm
              key={`new ${below}`}
              site={null}
              below={below === '-' ? null : below}
              onSaved={onSaved}
            />
          ) : chosen !== null ? (
            <Place key={`${chosen} ${turn.value}`} id={chosen} onSaved={onSaved} />
          ) : null
        }
      />
    </AdminFrame>
  );
}

function FoundSites() {
  const query = queryOf({ q: queryValue('q'), missing: queryValue('thieu') });
  const { asked, again, items, more, isBusy } = usePages<RegistrySiteView>(`/registry/sites?${query}`);
  return (
    <Answered
      asked={asked.value}
      again={again}
      empty={{ when: (page) => page.items.length === 0, title: told.value.none }}
    >
      {() => (
        <>
          <ul class="tree" aria-label={told.value.found}>
            {items.map((site) => (
              <li key={site.id}>
                <Line site={site} showPath />
              </li>
            ))}
          </ul>
          <MoreButton more={more} isBusy={isBusy} />
        </>
      )}
    </Answered>
  );
}

/** `parent` null: the topmost. Each branch is asked for when it is opened. */
function Branch({ parent }: { parent: string | null }) {
  const { asked, again, items, more, isBusy } = usePages<RegistrySiteView>(
    `/registry/sites?${queryOf({ parent })}`,
  );
  if (parent === null && asked.value.value?.items.length === 0)
    return <Empty title={told.value.noneYet} hint={told.value.noneYetHint} />;
  return (
    <Answered asked={asked.value} again={again}>
      {() => (
        <>
          <ul class="tree" aria-label={parent === null ? told.value.tree : undefined}>
            {items.map((site) => (
              <Twig key={site.id} site={site} isOpen={parent === null && items.length === 1} />
            ))}
          </ul>
          <MoreButton more={more} isBusy={isBusy} />
        </>
      )}
    </Answered>
  );
}

/** Which branches are open stays so while the list is asked for again. */
const opened = new Set<string>();

function Twig({ site, isOpen: atFirst }: { site: RegistrySiteView; isOpen: boolean }) {
  const isOpen = useSignal(atFirst || opened.has(site.id));
  const label = isOpen.value ? told.value.shut(site.name) : told.value.open(site.name);
  const toggle = () => {
    isOpen.value = !isOpen.value;
    if (isOpen.value) opened.add(site.id);
    else opened.delete(site.id);
  };
  return (
    <li>
      <div class="twig">
        {site.children > 0 ? (
          <button
            type="button"
            class="quiet"
            aria-expanded={isOpen.value}
            aria-label={label}
            onClick={toggle}
          >
            <Icon name={isOpen.value ? 'down' : 'right'} />
          </button>
        ) : (
          <span class="twig-end" />
        )}
        <Line site={site} />
      </div>
      {isOpen.value && site.children > 0 && <Branch parent={site.id} />}
    </li>
  );
}

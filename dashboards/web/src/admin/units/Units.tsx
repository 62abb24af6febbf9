/** All storage units of the registry: found by name, place, kind and what is missing. */
import { useSignal } from '@preact/signals';
import { UNIT_KINDS } from '../../../../../src/fleet/types.ts';
import type { RegistrySiteView, RegistryUnitView } from '../../../../../src/keeper/admin-views.ts';
import { followLink, hrefOf, queryValue, setQuery } from '../../page.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { ruleText } from '../../unit/words.ts';
import { language, words } from '../../words/words.ts';
import { AdminFrame } from '../AdminFrame.tsx';
import { addNew, Beside, choose } from '../Beside.tsx';
import { Choose, Find, queryOf } from '../Find.tsx';
import { MoreButton } from '../places/Line.tsx';
import { SitePicker } from '../SitePicker.tsx';
import { usePages } from '../use-pages.ts';
import { Unit } from './Unit.tsx';
import { UnitForm } from './UnitForm.tsx';
import { told } from './words.ts';

export const kindWord = (kind: string): string =>
  (words.value.kind as Readonly<Record<string, string>>)[kind] ?? kind;

export function Units() {
  const turn = useSignal(0);
  const onSaved = () => {
    turn.value += 1;
  };
  const chosen = queryValue('chon');
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
        <SiteFilter />
        <Choose
          label={told.value.kind}
          name="loai"
          all={told.value.allKinds}
          options={UNIT_KINDS.map((kind) => [kind, kindWord(kind)])}
        />
        <Choose
          label={told.value.missing}
          name="thieu"
          all={told.value.all}
          options={Object.entries(told.value.missings)}
        />
        <Choose
          label={told.value.retired}
          name="ngung"
          all={told.value.inUse}
          options={[['true', told.value.retiredOnly]]}
        />
      </search>
      <Beside
        list={<List key={turn.value} />}
        chosen={
          queryValue('them') !== null ? (
            <UnitForm unit={null} onSaved={onSaved} />
          ) : chosen !== null ? (
            <Unit key={`${chosen} ${turn.value}`} id={chosen} onSaved={onSaved} />
          ) : null
        }
      />
    </AdminFrame>
  );
}

/** There and below; its name is asked for where the address has only its id. */
export function SiteFilter() {
  const id = queryValue('noi');
  const { asked } = useAsked<RegistrySiteView>(
    id === null ? null : `/registry/sites/${encodeURIComponent(id)}`,
  );
  return (
    <SitePicker
      label={told.value.site}
      none={told.value.anySite}
      value={id === null ? null : { id, name: asked.value.value?.name ?? id }}
      onPick={(picked) => setQuery({ noi: picked?.id ?? null })}
    />
  );
}

function List() {
  const query = queryOf({
    q: queryValue('q'),
    site: queryValue('noi'),
    kind: queryValue('loai'),
    missing: queryValue('thieu'),
    retired: queryValue('ngung'),
  });
  const { asked, again, items, more, isBusy } = usePages<RegistryUnitView>(`/registry/units?${query}`);
  const { name, site, range, device, caption, none } = told.value;
  return (
    <Answered
      asked={asked.value}
      again={again}
      empty={{ when: (page) => page.items.length === 0, title: none }}
    >
      {() => (
        <>
          <table class="rows admin-rows">
            <caption class="sr">{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{name}</th>
                <th scope="col">{site}</th>
                <th scope="col">{range}</th>
                <th scope="col">{device}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((unit) => (
                <Row key={unit.id} unit={unit} />
              ))}
            </tbody>
          </table>
          <MoreButton more={more} isBusy={isBusy} />
        </>
      )}
    </Answered>
  );
}

function Row({ unit }: { unit: RegistryUnitView }) {
  const said = told.value;
  const { id } = unit;
  return (
    <tr class={queryValue('chon') === id ? 'is-chosen' : undefined}>
      <th scope="row">
        <a
          href={hrefOf('admin-units', { chon: id })}
          aria-current={queryValue('chon') === id ? 'true' : undefined}
          onClick={(event) => followLink(event, () => choose(id))}
        >
          {unit.name}
        </a>
        <small>{kindWord(unit.kind)}</small>
      </th>
      <td data-head={said.site}>{unit.siteName ?? said.underWay}</td>
      <td data-head={said.range}>
        {unit.rules.length === 0 ? (
          <span class="lacking">{said.noRules}</span>
        ) : (
          unit.rules.map((rule) => (
            <small key={rule.id}>{ruleText(rule, { words: words.value, language: language.value })}</small>
          ))
        )}
      </td>
      <td data-head={said.device}>
        {unit.devices.length === 0 ? <span class="lacking">{said.noDevice}</span> : unit.devices.join(', ')}
      </td>
    </tr>
  );
}

/** Who may sign in, as what and where. */
import { useSignal } from '@preact/signals';
import { ROLES } from '../../../../../src/fleet/types.ts';
import type { RegistryPersonView } from '../../../../../src/keeper/admin-views.ts';
import { followLink, hrefOf, queryValue } from '../../page.ts';
import { session } from '../../session/session.ts';
import { Answered } from '../../shell/Answered.tsx';
import { shellWords } from '../../shell/words.ts';
import { AdminFrame } from '../AdminFrame.tsx';
import { addNew, Beside, choose } from '../Beside.tsx';
import { Choose, Find, queryOf } from '../Find.tsx';
import { MoreButton } from '../places/Line.tsx';
import { SiteFilter } from '../units/Units.tsx';
import { usePages } from '../use-pages.ts';
import { Person } from './Person.tsx';
import { PersonForm } from './PersonForm.tsx';
import { told } from './words.ts';

export const roleWord = (role: string): string =>
  (shellWords.value.roles as Readonly<Record<string, string>>)[role] ?? role;

export function People() {
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
          label={told.value.role}
          name="vai-tro"
          all={told.value.allRoles}
          options={ROLES.map((role) => [role, roleWord(role)])}
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
            <PersonForm person={null} onSaved={onSaved} />
          ) : chosen !== null ? (
            <Person key={`${chosen} ${turn.value}`} username={chosen} onSaved={onSaved} />
          ) : null
        }
      />
    </AdminFrame>
  );
}

function List() {
  const query = queryOf({
    q: queryValue('q'),
    site: queryValue('noi'),
    role: queryValue('vai-tro'),
    missing: queryValue('thieu'),
    retired: queryValue('ngung'),
  });
  const { asked, again, items, more, isBusy } = usePages<RegistryPersonView>(`/registry/people?${query}`);
  const { name, roles, place, sessions, caption, none } = told.value;
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
                <th scope="col">{roles}</th>
                <th scope="col">{place}</th>
                <th scope="col" class="figure">
                  {sessions}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((person) => (
                <Row key={person.username} person={person} />
              ))}
            </tbody>
          </table>
          <MoreButton more={more} isBusy={isBusy} />
        </>
      )}
    </Answered>
  );
}

function Row({ person }: { person: RegistryPersonView }) {
  const { username, name, roles, site, siteName, sessions } = person;
  const isChosen = queryValue('chon') === username;
  return (
    <tr class={isChosen ? 'is-chosen' : undefined}>
      <th scope="row">
        <a
          href={hrefOf('admin-people', { chon: username })}
          aria-current={isChosen ? 'true' : undefined}
          onClick={(event) => followLink(event, () => choose(username))}
        >
          {name}
        </a>
        <small>
          {username}
          {session.value?.username === username && ` · ${told.value.you}`}
        </small>
      </th>
      <td data-head={told.value.roles}>{roles.map(roleWord).join(', ')}</td>
      <td data-head={told.value.place}>{site === null ? told.value.wholeProvince : siteName}</td>
      <td data-head={told.value.sessions} class="figure">
        {sessions}
      </td>
    </tr>
  );
}

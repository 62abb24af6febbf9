/** One person's access, and what can be done to it. */
import { useSignal } from '@preact/signals';
import type { RegistryPersonView } from '../../../../../src/keeper/admin-views.ts';
import { serviceNow } from '../../live/clock.ts';
import { n, when } from '../../official/say.ts';
import { linkTo } from '../../page.ts';
import { session } from '../../session/session.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { shellWords } from '../../shell/words.ts';
import { mayChange, saySaved } from '../AdminFrame.tsx';
import { Chosen } from '../Beside.tsx';
import { Change } from '../Change.tsx';
import { EndSessions, NewPassword } from './Access.tsx';
import { roleWord } from './People.tsx';
import { descriptionOf, PersonForm } from './PersonForm.tsx';
import { told } from './words.ts';

type What = 'edit' | 'retire' | 'password' | 'sessions';
type Doing = { readonly what: What; readonly person: RegistryPersonView; readonly at: string } | null;

export function Person({ username, onSaved }: { username: string; onSaved: () => void }) {
  const { asked, again } = useAsked<RegistryPersonView>(`/registry/people/${encodeURIComponent(username)}`);
  /** As it was when this began: what is asked again meanwhile must not hide that somebody else changed it. */
  const doing = useSignal<Doing>(null);
  const leave = () => {
    doing.value = null;
  };
  const reload = () => {
    leave();
    again();
  };
  const done = (what: string) => {
    saySaved(what);
    onSaved();
  };
  const now = doing.value;
  if (now?.what === 'edit')
    return <PersonForm person={now.person} onSaved={onSaved} onLeave={leave} onReload={reload} />;
  if (now?.what === 'password') return <NewPassword person={now.person} onBack={leave} onDone={onSaved} />;
  if (now?.what === 'sessions') return <EndSessions person={now.person} onBack={leave} onDone={done} />;
  if (now?.what === 'retire')
    return (
      <Change
        title={told.value.retireAsk(now.person.name)}
        description={{ people: [{ ...descriptionOf(now.person), retired: now.at }] }}
        began={[{ kind: 'person', id: username, stamp: now.person.stamp }]}
        onBack={leave}
        onReload={reload}
        onDone={() => done(told.value.saved(now.person.name))}
      />
    );
  return (
    <Chosen title={asked.value.value?.name ?? username}>
      <Answered asked={asked.value} again={again}>
        {(person) => (
          <>
            <Facts person={person} />
            {mayChange() && person.retiredAt === null && (
              <Buttons
                person={person}
                start={(what) => {
                  doing.value = { what, person, at: new Date(serviceNow()).toISOString() };
                }}
              />
            )}
          </>
        )}
      </Answered>
    </Chosen>
  );
}

function Buttons({ person, start }: { person: RegistryPersonView; start: (what: What) => void }) {
  const isOneself = session.value?.username === person.username;
  return (
    <div class="change-buttons no-print">
      <button type="button" class="primary" onClick={() => start('edit')}>
        {told.value.edit}
      </button>
      {isOneself ? (
        <a class="secondary" {...linkTo('password')}>
          {shellWords.value.pages.password}
        </a>
      ) : (
        <>
          <button type="button" class="secondary" onClick={() => start('password')}>
            {told.value.reset}
          </button>
          <button
            type="button"
            class="secondary"
            disabled={person.sessions === 0}
            onClick={() => start('sessions')}
          >
            {told.value.endSessions}
          </button>
        </>
      )}
      <a class="secondary" {...linkTo('told', { nguoi: person.username })}>
        {shellWords.value.pages.told}
      </a>
      <button type="button" class="secondary" onClick={() => start('retire')}>
        {told.value.retire}
      </button>
    </div>
  );
}

function Facts({ person }: { person: RegistryPersonView }) {
  const { username, roles, site, siteName, retiredAt, sessions } = person;
  return (
    <dl class="pairs">
      <dt>{told.value.username}</dt>
      <dd>
        <code>{username}</code>
      </dd>
      <dt>{told.value.roles}</dt>
      <dd>{roles.map(roleWord).join(', ')}</dd>
      <dt>{told.value.place}</dt>
      <dd>{site === null ? told.value.wholeProvince : siteName}</dd>
      <dt>{told.value.sessions}</dt>
      <dd>{n(sessions)}</dd>
      {retiredAt !== null && (
        <>
          <dt>{told.value.retiredAt}</dt>
          <dd>{when(retiredAt)}</dd>
        </>
      )}
    </dl>
  );
}

/** A person who is added or whose rights change: filled in, reviewed, saved; a new one's password is shown once. */
import { useSignal } from '@preact/signals';
import { ROLES } from '../../../../../src/fleet/types.ts';
import type { RegistryPersonView } from '../../../../../src/keeper/admin-views.ts';
import { saySaved } from '../AdminFrame.tsx';
import { Chosen, choose, closeChosen } from '../Beside.tsx';
import { Change } from '../Change.tsx';
import { Form, Text } from '../fields.tsx';
import { type Picked, SitePicker } from '../SitePicker.tsx';
import { usernameFrom } from '../suggest.ts';
import { said } from '../words.ts';
import { roleWord } from './People.tsx';
import { told } from './words.ts';

type Props = {
  /** Null: a new one. */
  readonly person: RegistryPersonView | null;
  readonly onSaved: () => void;
  readonly onLeave?: () => void;
  readonly onReload?: () => void;
};
type Fields = { username: string; name: string; roles: readonly string[]; place: Picked };

/** As a province description says it: whole. */
export const descriptionOf = (
  person: Pick<RegistryPersonView, 'username' | 'name' | 'roles' | 'site' | 'retiredAt'>,
) => ({
  username: person.username,
  name: person.name,
  roles: person.roles,
  site: person.site,
  ...(person.retiredAt === null ? {} : { retired: person.retiredAt }),
});

export function PersonForm({ person, onSaved, onLeave = closeChosen, onReload }: Props) {
  const fields = useSignal<Fields>({
    username: person?.username ?? '',
    name: person?.name ?? '',
    roles: person?.roles ?? [],
    place:
      person === null || person.site === null
        ? null
        : { id: person.site, name: person.siteName ?? person.site },
  });
  const isReviewed = useSignal(false);
  const isBad = useSignal(false);
  const put = (changed: Partial<Fields>) => {
    fields.value = { ...fields.value, ...changed };
  };
  const { name, roles, place } = fields.value;
  const username = person?.username ?? (fields.value.username || usernameFrom(name));
  const title = person === null ? told.value.titleNew(name) : told.value.titleEdit(person.name);
  if (isReviewed.value)
    return (
      <Change
        title={title}
        description={{
          people: [
            descriptionOf({
              username,
              name,
              roles: [...roles],
              site: place?.id ?? null,
              retiredAt: person?.retiredAt ?? null,
            }),
          ],
        }}
        began={[{ kind: 'person', id: username, stamp: person?.stamp ?? null }]}
        onBack={() => {
          isReviewed.value = false;
        }}
        {...(onReload === undefined ? {} : { onReload })}
        onDone={() => {
          saySaved(told.value.saved(name));
          onSaved();
          choose(username);
          if (person !== null) onLeave();
        }}
      />
    );
  return (
    <Chosen title={person === null ? told.value.add : title}>
      <Form
        save={said.value.save}
        onReview={() => {
          isBad.value = roles.length === 0;
          isReviewed.value = roles.length > 0;
        }}
        buttons={
          <button type="button" class="secondary" onClick={onLeave}>
            {said.value.cancel}
          </button>
        }
      >
        <Text
          label={told.value.name}
          required
          maxLength={200}
          value={name}
          onInput={(text) => put({ name: text })}
        />
        {person === null && (
          <Text
            label={told.value.username}
            hint={`${told.value.usernameHint} ${told.value.passwordHint}`}
            isCode
            required
            maxLength={64}
            value={username}
            onInput={(text) => put({ username: text })}
          />
        )}
        <Roles roles={roles} onChange={(next) => put({ roles: next })} />
        {isBad.value && roles.length === 0 && (
          <p class="trouble" role="alert">
            {told.value.rolesNone}
          </p>
        )}
        <SitePicker
          label={told.value.place}
          hint={told.value.placeHint}
          none={told.value.wholeProvince}
          value={place}
          onPick={(picked) => put({ place: picked })}
        />
      </Form>
    </Chosen>
  );
}

function Roles({
  roles,
  onChange,
}: {
  roles: readonly string[];
  onChange: (roles: readonly string[]) => void;
}) {
  return (
    <fieldset class="roles">
      <legend>{told.value.roles}</legend>
      <div class="chips">
        {ROLES.map((role) => (
          <label key={role} class="chip">
            <input
              type="checkbox"
              checked={roles.includes(role)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked ? [...roles, role] : roles.filter((other) => other !== role),
                )
              }
            />
            <span>{roleWord(role)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

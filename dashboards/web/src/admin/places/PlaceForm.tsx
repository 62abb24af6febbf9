/** A site that is added, edited or hung below another: filled in, reviewed, saved. */
import { useSignal } from '@preact/signals';
import type { RegistrySiteView } from '../../../../../src/keeper/admin-views.ts';
import { phoneText } from '../../format/phone.ts';
import { useAsked } from '../../shell/use-asked.ts';
import { saySaved } from '../AdminFrame.tsx';
import { Chosen, choose, closeChosen } from '../Beside.tsx';
import { Change } from '../Change.tsx';
import { Form, Text } from '../fields.tsx';
import { type Picked, SitePicker } from '../SitePicker.tsx';
import { idFrom } from '../suggest.ts';
import { said } from '../words.ts';
import { told } from './words.ts';

type Props = {
  /** Null: a new one. */
  readonly site: RegistrySiteView | null;
  /** Below which site a new one hangs. */
  readonly below: string | null;
  readonly onSaved: () => void;
  readonly onLeave?: () => void;
  readonly onReload?: () => void;
};

type Fields = { id: string; name: string; level: string; parent: Picked | undefined; phone: string };

export function PlaceForm({ site, below, onSaved, onLeave = closeChosen, onReload }: Props) {
  const { asked } = useAsked<RegistrySiteView>(below === null ? null : `/registry/sites/${below}`);
  const above = site?.path.at(-1) ?? asked.value.value ?? null;
  const fields = useSignal<Fields>({
    id: site?.id ?? '',
    name: site?.name ?? '',
    level: site?.level ?? '',
    parent: undefined,
    phone: site?.phone == null ? '' : phoneText(site.phone),
  });
  const isReviewed = useSignal(false);
  const put = (changed: Partial<Fields>) => {
    fields.value = { ...fields.value, ...changed };
  };
  const { id, name, level, phone } = fields.value;
  const parent = fields.value.parent === undefined ? above : fields.value.parent;
  const ownId = site?.id ?? (id || idFrom(name));
  const title = site === null ? told.value.titleNew(name) : told.value.titleEdit(site.name);
  if (isReviewed.value)
    return (
      <Change
        title={title}
        description={{
          sites: [
            {
              id: ownId,
              name,
              ...(level.trim() === '' ? {} : { level }),
              parent: parent?.id ?? null,
              phone: phone.trim() || null,
            },
          ],
        }}
        began={[{ kind: 'site', id: ownId, stamp: site?.stamp ?? null }]}
        onBack={() => {
          isReviewed.value = false;
        }}
        {...(onReload === undefined ? {} : { onReload })}
        onDone={() => {
          saySaved(told.value.saved(name));
          onSaved();
          choose(ownId);
          if (site !== null) onLeave();
        }}
      />
    );
  return (
    <Chosen title={site === null ? told.value.add : title}>
      <Form
        save={said.value.save}
        onReview={() => {
          isReviewed.value = true;
        }}
        buttons={
          <button type="button" class="secondary" onClick={onLeave}>
            {said.value.cancel}
          </button>
        }
      >
        <Text
          label={told.value.name}
          value={name}
          required
          maxLength={200}
          onInput={(text) => put({ name: text })}
        />
        {site === null && (
          <Text
            label={told.value.id}
            hint={told.value.idHint}
            isCode
            required
            maxLength={64}
            value={ownId}
            onInput={(text) => put({ id: text })}
          />
        )}
        <Text
          label={told.value.level}
          hint={told.value.levelHint}
          maxLength={200}
          value={level}
          onInput={(text) => put({ level: text })}
        />
        <SitePicker
          label={told.value.parent}
          none={told.value.top}
          value={parent}
          onPick={(picked) => put({ parent: picked })}
        />
        <Text
          label={told.value.phone}
          hint={told.value.phoneHint}
          inputMode="tel"
          maxLength={40}
          value={phone}
          onInput={(text) => put({ phone: text })}
        />
      </Form>
    </Chosen>
  );
}

/** One site as it is, and the ways to change it. */
import { useSignal } from '@preact/signals';
import type { RegistrySiteView } from '../../../../../src/keeper/admin-views.ts';
import { phoneText } from '../../format/phone.ts';
import { n } from '../../official/say.ts';
import { linkTo } from '../../page.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { mayChange } from '../AdminFrame.tsx';
import { addNew, Chosen } from '../Beside.tsx';
import { said } from '../words.ts';
import { PlaceForm } from './PlaceForm.tsx';
import { told } from './words.ts';

export function Place({ id, onSaved }: { id: string; onSaved: () => void }) {
  const { asked, again } = useAsked<RegistrySiteView>(`/registry/sites/${encodeURIComponent(id)}`);
  /** As it was when editing began: what is asked again meanwhile must not hide that somebody else changed it. */
  const edited = useSignal<RegistrySiteView | null>(null);
  const leave = () => {
    edited.value = null;
  };
  const site = asked.value.value;
  if (edited.value !== null)
    return (
      <PlaceForm
        site={edited.value}
        below={null}
        onSaved={onSaved}
        onLeave={leave}
        onReload={() => {
          leave();
          again();
        }}
      />
    );
  return (
    <Chosen title={site?.name ?? id}>
      <Answered asked={asked.value} again={again}>
        {(found) => (
          <>
            <Facts site={found} />
            {mayChange() && (
              <div class="change-buttons no-print">
                <button
                  type="button"
                  class="primary"
                  onClick={() => {
                    edited.value = found;
                  }}
                >
                  {told.value.edit}
                </button>
                <button type="button" class="secondary" onClick={() => addNew(found.id)}>
                  {told.value.addBelow}
                </button>
              </div>
            )}
          </>
        )}
      </Answered>
    </Chosen>
  );
}

function Facts({ site }: { site: RegistrySiteView }) {
  const { id, level, phone, path, units, people } = site;
  return (
    <dl class="pairs">
      <dt>{told.value.id}</dt>
      <dd>
        <code>{id}</code>
      </dd>
      <dt>{told.value.level}</dt>
      <dd>{level || said.value.none}</dd>
      <dt>{told.value.parent}</dt>
      <dd>{path.map((above) => above.name).join(' › ') || said.value.none}</dd>
      <dt>{told.value.phone}</dt>
      <dd>{phone === null ? told.value.noPhone : <a href={`tel:${phone}`}>{phoneText(phone)}</a>}</dd>
      <dt>{told.value.unitsHere}</dt>
      <dd>
        <a {...linkTo('admin-units', { noi: id })}>{n(units)}</a>
      </dd>
      <dt>{told.value.peopleHere}</dt>
      <dd>
        <a {...linkTo('admin-people', { noi: id })}>{n(people)}</a>
      </dd>
    </dl>
  );
}

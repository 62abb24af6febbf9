/** Step 2: where the device belongs: a unit that is there, or a new one with a name that says where it stands. */
import { useComputed, useSignal } from '@preact/signals';
import { UNIT_KINDS, type UnitKind } from '../../../../src/fleet/types.ts';
import type { EnrolledView } from '../../../../src/keeper/enrol-views.ts';
import type { Applied } from '../admin/apply.ts';
import { whole } from '../format/province.ts';
import { picture } from '../live/connection.ts';
import { language, words } from '../words/words.ts';
import type { Known } from './Code.tsx';
import { SitePick } from './SitePick.tsx';
import { Panel, Trouble } from './Steps.tsx';
import { suggestName } from './suggest.ts';
import { Through } from './Through.tsx';
import { useDoing } from './use-doing.ts';
import { said } from './words.ts';

type Props = {
  known: Known;
  onBack: () => void;
  onRegistered: (enrolled: EnrolledView) => void;
  /** A gateway is in no unit: nothing more is to be done with it. */
  onGateway: (secret: string | null) => void;
};
const NEW = '';
const OWN_PROFILE = 'giulanh';
const NAME_MOST = 200;

export function Place({ known: { code, profiles: all, via }, onBack, onRegistered, onGateway }: Props) {
  const told = said.value;
  const doing = useDoing();
  const profiles = via === null ? all : all.filter(({ carries }) => !carries);
  const isKnownProfile = profiles.some(({ id }) => id === code.profile);
  const profile = useSignal(isKnownProfile && code.profile !== null ? code.profile : OWN_PROFILE);
  const isGateway = profiles.find(({ id }) => id === profile.value)?.carries === true;
  const site = useSignal<string | null>(null);
  const unit = useSignal<string>(NEW);
  const kind = useSignal<UnitKind>('refrigerator');
  /** Null: the suggestion, which follows kind and site. */
  const named = useSignal<string | null>(null);
  const litres = useSignal('');
  const wrong = useSignal<string | null>(null);
  const units = useComputed(() =>
    [...(picture.value?.units.values() ?? [])]
      .filter((one) => one.site === site.value && one.state !== 'retired')
      .sort((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true })),
  );
  const chosenSite = picture.value?.sites.find(({ id }) => id === site.value);
  const name =
    named.value ??
    (chosenSite === undefined
      ? ''
      : suggestName(kind.value, chosenSite, picture.value?.units.values() ?? []));
  const chosen = units.value.find(({ id }) => id === unit.value);

  const register = (event: Event) => {
    event.preventDefault();
    if (isGateway) return registerGateway();
    const size = litres.value.trim() === '' ? null : Number(litres.value.trim().replace(',', '.'));
    const isNew = unit.value === NEW;
    wrong.value =
      site.value === null || (isNew && name.trim() === '')
        ? told.incomplete
        : isNew && size !== null && !(size > 0)
          ? told.litresWrong
          : null;
    if (wrong.value !== null) return;
    const body = {
      device: code.device,
      profile: profile.value,
      ...(code.secret === null ? {} : { secret: code.secret }),
      ...(via === null ? {} : { via }),
      unit: isNew ? { site: site.value, kind: kind.value, name, litres: size } : { id: unit.value },
    };
    void doing.post<EnrolledView>('/enrolments', body, onRegistered);
  };

  const registerGateway = () => {
    const device = { id: code.device, unit: null, profile: profile.value };
    const body = {
      description: { devices: [{ ...device, ...(code.secret === null ? {} : { secret: code.secret }) }] },
      began: [{ kind: 'device', id: code.device, stamp: null }],
    };
    void doing.post<Applied>('/province', body, ({ printed }) => onGateway(printed[0]?.secret ?? null));
  };

  return (
    <form class="enrol-form" onSubmit={register}>
      <Panel title={told.placeTitle}>
        <dl class="enrol-facts">
          <div>
            <dt>{told.device}</dt>
            <dd>{code.device}</dd>
          </div>
          {via !== null && <Through via={via} />}
        </dl>
        {code.profile !== null && !isKnownProfile && <p class="note">{told.unknownProfile(code.profile)}</p>}
        <label class="field">
          <span>{told.profile}</span>
          <select
            value={profile.value}
            onChange={(event) => {
              profile.value = event.currentTarget.value;
            }}
          >
            {profiles.map(({ id, model }) => (
              <option key={id} value={id}>
                {id !== OWN_PROFILE ? model : via === null ? told.ownProfile : told.via.plainProfile}
              </option>
            ))}
          </select>
          {via === null && (
            <span class="hint">{code.secret === null ? told.secretMade : told.secretFromCode}</span>
          )}
        </label>
        {isGateway ? (
          <p class="note">{told.via.gateway}</p>
        ) : (
          <SitePick
            sites={picture.value?.sites ?? []}
            chosen={site.value}
            onChoose={(id) => {
              site.value = id;
              unit.value = NEW;
            }}
          />
        )}
        {!isGateway && site.value !== null && (
          <fieldset class="enrol-choices">
            <legend>{told.unit}</legend>
            {[...units.value, null].map((one) => (
              <label key={one?.id ?? NEW} class="enrol-choice">
                <input
                  type="radio"
                  name="unit"
                  checked={unit.value === (one?.id ?? NEW)}
                  onChange={() => {
                    unit.value = one?.id ?? NEW;
                  }}
                />
                <span>{one === null ? told.newUnit : <bdi>{one.name}</bdi>}</span>
              </label>
            ))}
          </fieldset>
        )}
        {!isGateway && site.value !== null && unit.value === NEW && (
          <>
            <label class="field">
              <span>{told.kind}</span>
              <select
                value={kind.value}
                onChange={(event) => {
                  kind.value = UNIT_KINDS.find((one) => one === event.currentTarget.value) ?? 'refrigerator';
                }}
              >
                {UNIT_KINDS.map((one) => (
                  <option key={one} value={one}>
                    {words.value.kind[one]}
                  </option>
                ))}
              </select>
            </label>
            <label class="field">
              <span>{told.name}</span>
              <input
                type="text"
                maxLength={NAME_MOST}
                value={name}
                onInput={(event) => {
                  named.value = event.currentTarget.value.normalize('NFC');
                }}
              />
              <span class="hint">{told.nameHint}</span>
            </label>
            <label class="field">
              <span>{told.litres}</span>
              <input
                type="text"
                inputMode="decimal"
                maxLength={9}
                value={litres.value}
                onInput={(event) => {
                  litres.value = event.currentTarget.value;
                }}
              />
              <span class="hint">{told.litresHint}</span>
            </label>
          </>
        )}
        {!isGateway && chosen !== undefined && chosen.parcels > 0 && (
          <p class="note">{told.holdsVaccine(whole(chosen.parcels, language.value))}</p>
        )}
        {!isGateway && <p class="note">{told.probeFirst}</p>}
        <Trouble text={wrong.value ?? doing.trouble.value} />
        <div class="enrol-buttons">
          <button type="button" class="secondary" onClick={onBack}>
            {told.back}
          </button>
          <button type="submit" class="primary" disabled={doing.busy.value}>
            {doing.busy.value ? told.registering : told.register}
          </button>
        </div>
      </Panel>
    </form>
  );
}

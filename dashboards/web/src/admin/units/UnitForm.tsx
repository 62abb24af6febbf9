/** A unit that is added or edited: filled in, by a preset where one fits, reviewed, saved. */
import { useSignal } from '@preact/signals';
import { UNIT_KINDS } from '../../../../../src/fleet/types.ts';
import type { PresetsView, RegistryUnitDetail } from '../../../../../src/keeper/admin-views.ts';
import { serviceNow } from '../../live/clock.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { language } from '../../words/words.ts';
import { saySaved } from '../AdminFrame.tsx';
import { Chosen, choose, closeChosen } from '../Beside.tsx';
import { Change } from '../Change.tsx';
import { Form, numberOf, Select, Text } from '../fields.tsx';
import { type Picked, SitePicker } from '../SitePicker.tsx';
import { idFrom } from '../suggest.ts';
import { said } from '../words.ts';
import { descriptionOf } from './description.ts';
import { RulesEditor } from './RulesEditor.tsx';
import { rulesFrom, type Typed, typedFrom, written } from './rules.ts';
import { kindWord } from './Units.tsx';
import { told } from './words.ts';

type Props = {
  /** Null: a new one. */
  readonly unit: RegistryUnitDetail | null;
  readonly onSaved: () => void;
  readonly onLeave?: () => void;
  readonly onReload?: () => void;
};
type Fields = {
  id: string;
  kind: string;
  name: string;
  site: Picked;
  litres: string;
  sampling: string;
  maxGap: string;
  maxUnmonitored: string;
  rules: readonly Typed[];
};
type Reviewed = ReturnType<typeof descriptionOf> & { since?: string };

const MINUTE = 60;
const FIRST_KIND = 'refrigerator';

/** What a new unit is until somebody says otherwise. */
function begun({ items, samplingSeconds, maxGapSeconds }: PresetsView) {
  const preset = items.find(({ kinds }) => kinds.includes(FIRST_KIND));
  const { rules = [], maxUnmonitoredSeconds = 4 * 60 * MINUTE } = preset ?? {};
  return { kind: FIRST_KIND, rules, samplingSeconds, maxGapSeconds, maxUnmonitoredSeconds };
}

export function UnitForm(props: Props) {
  const { asked, again } = useAsked<PresetsView>('/registry/presets');
  const presets = asked.value.value;
  if (presets !== null) return <Filled {...props} presets={presets} />;
  return (
    <Chosen title={props.unit?.name ?? told.value.add}>
      <Answered asked={asked.value} again={again}>
        {() => null}
      </Answered>
    </Chosen>
  );
}

function Filled({
  unit,
  presets,
  onSaved,
  onLeave = closeChosen,
  onReload,
}: Props & { presets: PresetsView }) {
  const decimal = language.value === 'vi' ? ',' : '.';
  const minutes = (seconds: number) => written(seconds / MINUTE, decimal);
  // A new unit begins as its kind comes; whoever knows better changes it.
  const first = unit ?? begun(presets);
  const isNew = unit === null;
  const fields = useSignal<Fields>({
    id: unit?.id ?? '',
    kind: first.kind,
    name: unit?.name ?? '',
    site: unit === null || unit.site === null ? null : { id: unit.site, name: unit.siteName ?? unit.site },
    litres: unit?.litres == null ? '' : written(unit.litres, decimal),
    sampling: minutes(first.samplingSeconds),
    maxGap: minutes(first.maxGapSeconds),
    maxUnmonitored: minutes(first.maxUnmonitoredSeconds),
    rules: first.rules.map((rule) => typedFrom(rule, decimal)),
  });
  const isBad = useSignal(false);
  const reviewed = useSignal<Reviewed | null>(null);
  const put = (changed: Partial<Fields>) => {
    fields.value = { ...fields.value, ...changed };
  };
  const fill = (preset: PresetsView['items'][number]) =>
    put({
      rules: preset.rules.map((rule) => typedFrom(rule, decimal)),
      maxUnmonitored: minutes(preset.maxUnmonitoredSeconds),
    });
  const now = fields.value;
  const ownId = unit?.id ?? (now.id || idFrom(now.name));
  const title = unit === null ? told.value.titleNew(now.name) : told.value.titleEdit(unit.name);
  const isMoved = unit !== null && (now.site?.id ?? null) !== unit.site;
  const review = () => {
    const rules = rulesFrom(now.rules);
    const [sampling, gap, patience] = [now.sampling, now.maxGap, now.maxUnmonitored].map(numberOf);
    const litres = numberOf(now.litres);
    isBad.value =
      rules === null ||
      sampling == null ||
      gap == null ||
      patience == null ||
      (litres === null && now.litres.trim() !== '');
    if (rules === null || sampling == null || gap == null || patience == null || isBad.value) return;
    reviewed.value = {
      ...descriptionOf({
        id: ownId,
        kind: now.kind,
        name: now.name,
        site: now.site?.id ?? null,
        litres,
        rules,
        samplingSeconds: sampling * MINUTE,
        maxGapSeconds: gap * MINUTE,
        maxUnmonitoredSeconds: patience * MINUTE,
        retiredAt: unit?.retiredAt ?? null,
      }),
      // A box is only called to another place by somebody who says since when.
      ...(isMoved && now.kind === 'transport-box' ? { since: new Date(serviceNow()).toISOString() } : {}),
    };
  };
  if (reviewed.value !== null)
    return (
      <Change
        title={title}
        description={{ units: [reviewed.value] }}
        began={[{ kind: 'unit', id: ownId, stamp: unit?.stamp ?? null }]}
        onBack={() => {
          reviewed.value = null;
        }}
        {...(onReload === undefined ? {} : { onReload })}
        onDone={() => {
          saySaved(told.value.saved(now.name));
          onSaved();
          choose(ownId);
          if (unit !== null) onLeave();
        }}
      />
    );
  return (
    <Chosen title={unit === null ? told.value.add : title}>
      <Form
        save={said.value.save}
        onReview={review}
        buttons={
          <button type="button" class="secondary" onClick={onLeave}>
            {said.value.cancel}
          </button>
        }
      >
        <Select
          label={told.value.kind}
          value={now.kind}
          options={UNIT_KINDS.map((kind) => [kind, kindWord(kind)])}
          onChoose={(kind) => {
            put({ kind });
            const preset = isNew && presets.items.find(({ kinds }) => kinds.includes(kind));
            if (preset) fill(preset);
          }}
        />
        <Text
          label={told.value.name}
          required
          maxLength={200}
          value={now.name}
          onInput={(name) => put({ name })}
        />
        {isNew && (
          <Text
            label={told.value.id}
            hint={told.value.idHint}
            isCode
            required
            maxLength={64}
            value={ownId}
            onInput={(id) => put({ id })}
          />
        )}
        <SitePicker
          label={told.value.site}
          value={now.site}
          {...(now.kind === 'transport-box' ? { none: told.value.underWay } : {})}
          {...(isMoved ? { hint: told.value.moved } : {})}
          onPick={(site) => put({ site })}
        />
        <Text
          label={told.value.litres}
          inputMode="decimal"
          maxLength={10}
          value={now.litres}
          onInput={(litres) => put({ litres })}
        />
        <RulesEditor
          rules={now.rules}
          onChange={(rules) => put({ rules })}
          presets={presets.items}
          onPreset={fill}
        />
        <Text
          label={told.value.sampling}
          hint={told.value.samplingHint}
          inputMode="decimal"
          required
          maxLength={10}
          value={now.sampling}
          onInput={(sampling) => put({ sampling })}
        />
        <Text
          label={told.value.maxGap}
          hint={told.value.maxGapHint}
          inputMode="decimal"
          required
          maxLength={10}
          value={now.maxGap}
          onInput={(maxGap) => put({ maxGap })}
        />
        <Text
          label={told.value.maxUnmonitored}
          hint={told.value.maxUnmonitoredHint}
          inputMode="decimal"
          required
          maxLength={10}
          value={now.maxUnmonitored}
          onInput={(maxUnmonitored) => put({ maxUnmonitored })}
        />
        {isBad.value && (
          <p class="trouble" role="alert">
            {told.value.badNumber}
          </p>
        )}
      </Form>
    </Chosen>
  );
}

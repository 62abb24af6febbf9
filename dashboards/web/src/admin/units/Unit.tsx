/** One unit as the registry has it, with the history of its places and limits, and the ways to change it. */
import { useSignal } from '@preact/signals';
import type { RegistryUnitDetail } from '../../../../../src/keeper/admin-views.ts';
import { serviceNow } from '../../live/clock.ts';
import { n, when } from '../../official/say.ts';
import { linkTo } from '../../page.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { lengthText, ruleText } from '../../unit/words.ts';
import { language, words } from '../../words/words.ts';
import { mayChange, saySaved } from '../AdminFrame.tsx';
import { Chosen } from '../Beside.tsx';
import { Change } from '../Change.tsx';
import { said } from '../words.ts';
import { descriptionOf } from './description.ts';
import { UnitForm } from './UnitForm.tsx';
import { kindWord } from './Units.tsx';
import { told } from './words.ts';

type Doing = {
  readonly what: 'edit' | 'retire';
  readonly unit: RegistryUnitDetail;
  readonly at: string;
} | null;

export function Unit({ id, onSaved }: { id: string; onSaved: () => void }) {
  const { asked, again } = useAsked<RegistryUnitDetail>(`/registry/units/${encodeURIComponent(id)}`);
  /** As it was when this began: what is asked again meanwhile must not hide that somebody else changed it. */
  const doing = useSignal<Doing>(null);
  const leave = () => {
    doing.value = null;
  };
  const reload = () => {
    leave();
    again();
  };
  const now = doing.value;
  if (now?.what === 'edit')
    return <UnitForm unit={now.unit} onSaved={onSaved} onLeave={leave} onReload={reload} />;
  if (now?.what === 'retire')
    return (
      <Change
        title={told.value.retireAsk(now.unit.name)}
        description={{ units: [{ ...descriptionOf(now.unit), retired: now.at }] }}
        began={[{ kind: 'unit', id, stamp: now.unit.stamp }]}
        onBack={leave}
        onReload={reload}
        onDone={() => {
          saySaved(told.value.saved(now.unit.name));
          onSaved();
        }}
      />
    );
  return (
    <Chosen title={asked.value.value?.name ?? id}>
      <Answered asked={asked.value} again={again}>
        {(unit) => (
          <>
            <Facts unit={unit} />
            {mayChange() && unit.retiredAt === null && (
              <Buttons
                unit={unit}
                start={(what) => {
                  doing.value = { what, unit, at: new Date(serviceNow()).toISOString() };
                }}
              />
            )}
            <Histories unit={unit} />
          </>
        )}
      </Answered>
    </Chosen>
  );
}

function Buttons({ unit, start }: { unit: RegistryUnitDetail; start: (what: 'edit' | 'retire') => void }) {
  const isEmpty = unit.parcels === 0;
  return (
    <>
      <div class="change-buttons no-print">
        <button type="button" class="primary" onClick={() => start('edit')}>
          {told.value.edit}
        </button>
        <button type="button" class="secondary" disabled={!isEmpty} onClick={() => start('retire')}>
          {told.value.retire}
        </button>
        <a class="secondary" {...linkTo('unit', { id: unit.id })}>
          {told.value.open}
        </a>
      </div>
      {!isEmpty && <p class="soft">{told.value.notEmpty(n(unit.parcels))}</p>}
    </>
  );
}

const minutes = (seconds: number): string => lengthText(seconds * 1000, language.value);

function Facts({ unit }: { unit: RegistryUnitDetail }) {
  const { id, kind, site, litres, rules, sampling, maxGap, maxUnmonitored, device, parcels, retiredAt } =
    told.value;
  const tongue = { words: words.value, language: language.value };
  const facts: [string, string][] = [
    [kind, kindWord(unit.kind)],
    [site, unit.siteName ?? told.value.underWay],
    [litres, unit.litres === null ? said.value.none : n(unit.litres)],
    [rules, unit.rules.map((rule) => ruleText(rule, tongue)).join('; ') || told.value.noRules],
    [plain(sampling), minutes(unit.samplingSeconds)],
    [plain(maxGap), minutes(unit.maxGapSeconds)],
    [plain(maxUnmonitored), minutes(unit.maxUnmonitoredSeconds)],
    [device, unit.devices.join(', ') || told.value.noDevice],
    [parcels, n(unit.parcels)],
    ...(unit.retiredAt === null ? [] : [[retiredAt, when(unit.retiredAt)] satisfies [string, string]]),
  ];
  return (
    <dl class="pairs">
      <dt>{id}</dt>
      <dd>
        <code>{unit.id}</code>
      </dd>
      {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} is`}>{value}</dd>])}
    </dl>
  );
}

/** Without the measure that the field of the form needs. */
const plain = (label: string): string => label.replace(/ \([^)]*\)$/, '');

function Histories({ unit }: { unit: RegistryUnitDetail }) {
  const tongue = { words: words.value, language: language.value };
  const since = (time: string | null) => (time === null ? told.value.always : told.value.since(when(time)));
  return (
    <>
      <details open={unit.placements.length > 1}>
        <summary>{told.value.placements}</summary>
        <ol class="bullets">
          {unit.placements.map(({ siteName, since: at }) => (
            <li key={at ?? ''}>
              <b>{siteName ?? told.value.underWay}</b> {since(at)}
            </li>
          ))}
        </ol>
      </details>
      <details open={unit.versions.length > 1}>
        <summary>{told.value.limits}</summary>
        <ol class="bullets">
          {unit.versions.map(({ version, effective, rules }) => (
            <li key={version}>
              <b>{since(effective)}</b>{' '}
              {rules.map((rule) => ruleText(rule, tongue)).join('; ') || told.value.noRules}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

/** The alarm limits of a unit, one line each; a preset fills them in as equipment of a kind comes with them. */
import type { PresetsView } from '../../../../../src/keeper/admin-views.ts';
import { Icon } from '../../look/Icon.tsx';
import { Select, Text } from '../fields.tsx';
import { newTyped, type Typed } from './rules.ts';
import { told } from './words.ts';

type Props = {
  readonly rules: readonly Typed[];
  readonly onChange: (rules: readonly Typed[]) => void;
  readonly presets: PresetsView['items'];
  readonly onPreset: (preset: PresetsView['items'][number]) => void;
};

export function RulesEditor({ rules, onChange, presets, onPreset }: Props) {
  const { rules: title, presets: label, presetChoose, preset, addRule } = told.value;
  const put = (key: number, changed: Partial<Typed>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...changed } : rule)));
  return (
    <fieldset class="rules">
      <legend>{title}</legend>
      <Select
        label={label}
        value=""
        onChoose={(id) => {
          const chosen = presets.find((each) => each.id === id);
          if (chosen) onPreset(chosen);
        }}
        options={[['', presetChoose], ...presets.map(({ id }) => [id, preset[id] ?? id] as const)]}
      />
      {rules.map((rule, i) => (
        <Line
          key={rule.key}
          rule={rule}
          number={String(i + 1)}
          put={(changed) => put(rule.key, changed)}
          drop={() => onChange(rules.filter(({ key }) => key !== rule.key))}
        />
      ))}
      <button type="button" class="secondary" onClick={() => onChange([...rules, newTyped()])}>
        {addRule}
      </button>
    </fieldset>
  );
}

type LineProps = { rule: Typed; number: string; put: (changed: Partial<Typed>) => void; drop: () => void };

function Line({ rule, number, put, drop }: LineProps) {
  const { rule: name, side, sides, limit, allowed, mode, modes, dropRule } = told.value;
  return (
    <fieldset class="rule-line">
      <legend class="sr">{name(number)}</legend>
      <Select
        label={side}
        value={rule.side}
        onChoose={(value) => put({ side: value as Typed['side'] })}
        options={Object.entries(sides)}
      />
      <Text
        label={limit}
        value={rule.limit}
        required
        inputMode="text"
        maxLength={10}
        onInput={(text) => put({ limit: text })}
      />
      <Text
        label={allowed}
        value={rule.minutes}
        required
        inputMode="decimal"
        maxLength={10}
        onInput={(text) => put({ minutes: text })}
      />
      <Select
        label={mode}
        value={rule.mode}
        onChoose={(value) => put({ mode: value as Typed['mode'] })}
        options={Object.entries(modes)}
      />
      <button
        type="button"
        class="quiet"
        aria-label={dropRule(number)}
        title={dropRule(number)}
        onClick={drop}
      >
        <Icon name="cross" />
      </button>
    </fieldset>
  );
}

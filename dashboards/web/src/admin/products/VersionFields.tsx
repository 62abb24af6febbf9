/** The fields of one version of rules: from when, by which source, the rules, and what only people can judge. */
import { n } from '../../official/say.ts';
import { freshRule, type RuleDraft, type VersionDraft } from './draft.ts';
import { told } from './words.ts';

type Props = { readonly draft: VersionDraft; readonly onDraft: (draft: VersionDraft) => void };

export function VersionFields({ draft, onDraft }: Props) {
  const said = told.value.form;
  const text = (name: Exclude<keyof VersionDraft, 'rules'>) => ({
    value: draft[name],
    onInput: (event: Event & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      onDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  const put = (rules: readonly RuleDraft[]) => onDraft({ ...draft, rules });
  return (
    <>
      <div class="adm-grid">
        <label class="field">
          <span>{said.source}</span>
          <input required maxLength={200} {...text('source')} />
        </label>
        <label class="field">
          <span>{said.label}</span>
          <input maxLength={200} {...text('labelVersion')} />
        </label>
        <label class="field">
          <span>
            {said.effective} <small class="soft">{said.effectiveHint}</small>
          </span>
          <input type="datetime-local" {...text('effective')} />
        </label>
        <label class="field">
          <span>{said.unmonitored}</span>
          <input required inputMode="decimal" {...text('unmonitoredHours')} />
        </label>
      </div>
      <fieldset>
        <legend>{said.rules}</legend>
        {draft.rules.map((rule, i) => (
          <Rule
            key={rule.id}
            rule={rule}
            number={i + 1}
            onRule={(next) => put(draft.rules.map((each) => (each.id === rule.id ? next : each)))}
            onRemove={() => put(draft.rules.filter(({ id }) => id !== rule.id))}
          />
        ))}
        <p>
          <button
            type="button"
            class="secondary"
            onClick={() => put([...draft.rules, freshRule(draft.rules)])}
          >
            {said.addRule}
          </button>
        </p>
      </fieldset>
      <div class="adm-grid">
        <label class="field">
          <span>{said.notJudgedVi}</span>
          <textarea rows={3} {...text('notJudgedVi')} />
        </label>
        <label class="field">
          <span>{said.notJudgedEn}</span>
          <textarea rows={3} {...text('notJudgedEn')} />
        </label>
      </div>
    </>
  );
}

type RuleProps = {
  readonly rule: RuleDraft;
  readonly number: number;
  readonly onRule: (rule: RuleDraft) => void;
  readonly onRemove: () => void;
};

function Rule({ rule, number, onRule, onRemove }: RuleProps) {
  const said = told.value.form;
  return (
    <fieldset class="adm-rule">
      <legend>{said.rule(n(number))}</legend>
      <label class="field">
        <span>{said.side}</span>
        <select
          value={rule.side}
          onChange={(event) =>
            onRule({ ...rule, side: event.currentTarget.value === 'below' ? 'below' : 'above' })
          }
        >
          <option value="above">{said.above}</option>
          <option value="below">{said.below}</option>
        </select>
      </label>
      <label class="field">
        <span>{said.limit}</span>
        <input
          required
          value={rule.limit}
          onInput={(event) => onRule({ ...rule, limit: event.currentTarget.value })}
        />
      </label>
      <label class="adm-choice">
        <input
          type="checkbox"
          checked={rule.inclusive}
          onChange={(event) => onRule({ ...rule, inclusive: event.currentTarget.checked })}
        />
        <span>{said.inclusive}</span>
      </label>
      <label class="field">
        <span>{said.minutes}</span>
        <input
          required
          inputMode="decimal"
          value={rule.minutes}
          onInput={(event) => onRule({ ...rule, minutes: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{said.mode}</span>
        <select
          value={rule.mode}
          onChange={(event) =>
            onRule({
              ...rule,
              mode: event.currentTarget.value === 'cumulative' ? 'cumulative' : 'continuous',
            })
          }
        >
          <option value="continuous">{said.continuous}</option>
          <option value="cumulative">{said.cumulative}</option>
        </select>
      </label>
      <button type="button" class="secondary" aria-label={said.removeRule(n(number))} onClick={onRemove}>
        ✕
      </button>
    </fieldset>
  );
}

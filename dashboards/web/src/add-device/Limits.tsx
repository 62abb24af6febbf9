/** Step 5: when does this unit alarm? The limits it has, those of a kind, or its own; only administrators change them. */
import { useSignal } from '@preact/signals';
import type { LimitRule } from '../../../../src/keeper/enrol-protocol.ts';
import { session } from '../session/session.ts';
import { language } from '../words/words.ts';
import { type Choice, limitText, type Own, ownRules, PRESETS, presetRules } from './limits.ts';
import type { Going } from './SetUp.tsx';
import { Panel, Trouble } from './Steps.tsx';
import { enrolPath, useDoing } from './use-doing.ts';
import { said } from './words.ts';

export function Limits({ going, again }: { going: Going; again: () => void }) {
  const told = said.value;
  const doing = useDoing();
  const choice = useSignal<Choice>('keep');
  const own = useSignal<Own>({ low: '2', high: '8', minutes: '60' });
  const wrong = useSignal(false);
  const mayChange = session.value?.roles.includes('administrator') === true;
  const rules = (): readonly LimitRule[] | null => {
    if (choice.value === 'keep') return going.rules;
    return choice.value === 'own' ? ownRules(own.value) : presetRules(choice.value);
  };
  const save = (event: Event) => {
    event.preventDefault();
    const chosen = rules();
    wrong.value = chosen === null;
    if (chosen === null) return;
    const body = { rules: choice.value === 'keep' ? null : chosen };
    void doing.post(enrolPath(going.device, '/limits'), body, again);
  };
  const chosen = rules();
  const options: readonly Choice[] = mayChange ? ['keep', ...PRESETS, 'own'] : ['keep'];
  const set = (name: keyof Own) => (event: Event & { currentTarget: HTMLInputElement }) => {
    own.value = { ...own.value, [name]: event.currentTarget.value };
    wrong.value = false;
  };

  return (
    <form onSubmit={save}>
      <Panel title={told.limitsTitle}>
        {mayChange && (
          <fieldset class="enrol-choices">
            <legend class="sr">{told.limitsTitle}</legend>
            {options.map((option) => (
              <label key={option} class="enrol-choice">
                <input
                  type="radio"
                  name="limits"
                  checked={choice.value === option}
                  onChange={() => {
                    choice.value = option;
                    wrong.value = false;
                  }}
                />
                <span>{option === 'keep' ? told.keepLimits : told.profiles[option]}</span>
              </label>
            ))}
          </fieldset>
        )}
        {choice.value === 'own' && (
          <div class="enrol-own">
            {(['high', 'low', 'minutes'] as const).map((name) => (
              <label key={name} class="field">
                <span>{told[name]}</span>
                <input
                  type="text"
                  inputMode={name === 'minutes' ? 'numeric' : 'text'}
                  autoComplete="off"
                  maxLength={8}
                  value={own.value[name]}
                  onInput={set(name)}
                />
              </label>
            ))}
            <p class="hint">{told.ownHint}</p>
          </div>
        )}
        <ul class="enrol-limits">
          {chosen?.map((rule) => (
            <li key={rule.id}>{limitText(rule, told, language.value)}</li>
          ))}
        </ul>
        {chosen?.length === 0 && <p class="note">{told.noLimits}</p>}
        {!mayChange && <p class="note">{told.limitsOnlyAdmin}</p>}
        <Trouble text={wrong.value ? told.ownWrong : doing.trouble.value} />
        <div class="enrol-buttons">
          <button type="submit" class="primary" disabled={doing.busy.value}>
            {choice.value === 'keep' ? told.limitsRight : told.setLimits}
          </button>
        </div>
      </Panel>
    </form>
  );
}

/** A place's ladder being edited: its levels, how often it repeats, and its quiet hours. */
import { useSignal } from '@preact/signals';
import type { DutyView } from '../../../../src/keeper/duty-views.ts';
import { ClockField } from '../shell/ClockField.tsx';
import { FormEnd } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { LevelFields } from './LevelFields.tsx';
import {
  type LadderDraft,
  type LadderProblem,
  LEVELS_MOST,
  ladderDraftOf,
  ladderOf,
  ladderProblemOf,
  withLevel,
} from './ladder-draft.ts';
import { useNames } from './use-names.ts';
import { said } from './words.ts';

type Props = { readonly view: DutyView; readonly onSaved: () => void; readonly onLeave: () => void };

/** Offered where there are none yet. */
const QUIET = { from: '22:00', to: '06:00' };

export function LadderForm({ view, onSaved, onLeave }: Props) {
  const { edit, steps, soft } = said.value;
  const draft = useSignal<LadderDraft>(ladderDraftOf(view.ladder));
  const wrong = useSignal<string | null>(null);
  const names = useNames();
  const { busy, trouble, ask } = useDeed();
  const put = (changed: Partial<LadderDraft>) => {
    draft.value = { ...draft.peek(), ...changed };
    wrong.value = null;
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const problem = ladderProblemOf(draft.peek());
    wrong.value = problem === null ? null : reasonOf(problem);
    if (problem !== null) return;
    const done = await ask('/ladders', { site: view.site, ...ladderOf(draft.peek()) }, 'PUT');
    if (done !== null) onSaved();
  };
  const { levels, stillMinutes, forgottenMinutes, quiet } = draft.value;
  return (
    <form class="duty-ladder-form" onSubmit={(event) => void save(event)}>
      <h2>{steps.ownTitle(view.siteName ?? soft.province)}</h2>
      <ol class="duty-levels">
        {levels.map((level, i) => (
          <LevelFields
            key={i}
            index={i}
            level={level}
            names={names}
            onChange={(changed) => put({ levels: levels.map((one, j) => (i === j ? changed : one)) })}
            onRemove={i === 0 ? null : () => put({ levels: levels.filter((_, j) => i !== j) })}
          />
        ))}
      </ol>
      {levels.length < LEVELS_MOST && (
        <button type="button" class="secondary" onClick={() => put({ levels: withLevel(levels) })}>
          {edit.addLevel}
        </button>
      )}
      <div class="duty-minutes">
        <Minutes label={edit.still} value={stillMinutes} onText={(text) => put({ stillMinutes: text })} />
        <Minutes
          label={edit.forgotten}
          value={forgottenMinutes}
          onText={(text) => put({ forgottenMinutes: text })}
        />
      </div>
      <fieldset>
        <legend class="sr">{edit.quiet}</legend>
        <label class="duty-check">
          <input
            type="checkbox"
            checked={quiet !== null}
            onChange={(event) => put({ quiet: event.currentTarget.checked ? QUIET : null })}
          />
          {edit.quiet}
        </label>
        {quiet !== null && (
          <div class="duty-times">
            {(['from', 'to'] as const).map((end) => (
              <ClockField
                key={end}
                label={end === 'from' ? edit.quietFrom : edit.quietTo}
                value={quiet[end]}
                onTime={(time) => put({ quiet: { ...quiet, [end]: time } })}
              />
            ))}
          </div>
        )}
      </fieldset>
      <p class="hint">{steps.hold}</p>
      <FormEnd
        trouble={wrong.value ?? trouble.value}
        does={busy.value ? soft.saving : soft.save}
        disabled={busy.value}
        onLeave={onLeave}
      />
    </form>
  );
}

export function Minutes(props: { label: string; value: string; onText: (text: string) => void }) {
  return (
    <label class="field">
      <span>{props.label}</span>
      <input
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        value={props.value}
        onInput={(event) => props.onText(event.currentTarget.value)}
      />
    </label>
  );
}

function reasonOf(problem: LadderProblem): string {
  const { reasons } = said.peek().edit;
  return 'level' in problem ? reasons[problem.what](String(problem.level + 1)) : reasons[problem.what];
}

/** One level being edited: after how many minutes, whom it tells, and by which ways in which order. */
import type { RosterItemView } from '../../../../src/keeper/duty-views.ts';
import { Icon } from '../look/Icon.tsx';
import { n } from '../official/say.ts';
import { Minutes } from './LadderForm.tsx';
import { type LevelDraft, toggled, WAYS } from './ladder-draft.ts';
import { codeOf, type Names, ROLE_TARGETS, targetOf, targetText } from './target-text.ts';
import { said } from './words.ts';

type Props = {
  readonly index: number;
  readonly level: LevelDraft;
  readonly names: Names & { readonly items: readonly RosterItemView[] };
  readonly onChange: (level: LevelDraft) => void;
  /** Null: the first stays. */
  readonly onRemove: (() => void) | null;
};

export function LevelFields({ index, level, names, onChange, onRemove }: Props) {
  const { edit, steps } = said.value;
  const number = n(index + 1);
  return (
    <li class="duty-level">
      <fieldset>
        <legend>{steps.level(number)}</legend>
        {index === 0 ? (
          <p>{steps.atOnce}</p>
        ) : (
          <Minutes
            label={edit.afterMinutes}
            value={level.afterMinutes}
            onText={(afterMinutes) => onChange({ ...level, afterMinutes })}
          />
        )}
        <Targets level={level} names={names} onChange={onChange} />
        <p class="duty-label">{edit.ways}</p>
        <div class="duty-ways">
          {WAYS.map((way) => {
            const place = level.channels.indexOf(way);
            return (
              <button
                key={way}
                type="button"
                class="length"
                aria-pressed={place >= 0}
                onClick={() => onChange({ ...level, channels: toggled(level.channels, way) })}
              >
                {place >= 0 && `${place + 1}. `}
                {said.value.ways[way]}
              </button>
            );
          })}
        </div>
        {onRemove !== null && (
          <button type="button" class="quiet duty-remove" onClick={onRemove}>
            {edit.removeLevel(number)}
          </button>
        )}
      </fieldset>
    </li>
  );
}

function Targets({ level, names, onChange }: Pick<Props, 'level' | 'names' | 'onChange'>) {
  const { edit, target } = said.value;
  const chosen = new Set(level.targets.map(codeOf));
  const rest = (codes: readonly (readonly [string, string])[]) => codes.filter(([code]) => !chosen.has(code));
  const groups = [
    [target.groups.duty, names.items.map(({ id, name }) => [`duty ${id}`, name] as const)],
    [
      target.groups.role,
      ROLE_TARGETS.map((one) => [codeOf(one), targetText(one, said.value, names)] as const),
    ],
    [
      target.groups.person,
      [...names.people].map(([username, name]) => [`person ${username}`, name] as const),
    ],
  ] as const;
  return (
    <>
      <p class="duty-label">{edit.who}</p>
      <ul class="duty-targets">
        {level.targets.map((one) => {
          const text = targetText(one, said.value, names);
          return (
            <li key={codeOf(one)}>
              <span>{text}</span>
              <button
                type="button"
                class="quiet"
                aria-label={edit.removeTarget(text)}
                onClick={() =>
                  onChange({ ...level, targets: level.targets.filter((other) => other !== one) })
                }
              >
                <Icon name="cross" />
              </button>
            </li>
          );
        })}
      </ul>
      <label class="field">
        <span class="sr">{edit.addTarget}</span>
        <select
          value=""
          onChange={(event) => {
            const added = targetOf(event.currentTarget.value);
            event.currentTarget.value = '';
            if (added !== null) onChange({ ...level, targets: [...level.targets, added] });
          }}
        >
          <option value="">{edit.addTarget}…</option>
          {groups.map(([title, codes]) => (
            <optgroup key={title} label={title}>
              {rest(codes).map(([code, word]) => (
                <option key={code} value={code}>
                  {word}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
    </>
  );
}

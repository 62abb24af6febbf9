/** Above a week: which roster and which week, who is on duty now, and what can be done with them. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { RosterItemView } from '../../../../src/keeper/duty-views.ts';
import { daysAfter, startOf } from '../format/local.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { setQuery } from '../page.ts';
import { EditRoster } from './RosterSheet.tsx';
import { dayMonth } from './span-text.ts';
import { mondayOf } from './week.ts';
import { said } from './words.ts';

type Props = {
  readonly items: readonly RosterItemView[];
  readonly item: RosterItemView;
  readonly monday: string;
  readonly onAdd: () => void;
  readonly onCopy: () => void;
  readonly onChanged: (news: string) => void;
  readonly add: ComponentChildren;
};

export function RosterBar({ items, item, monday, onAdd, onCopy, onChanged, add }: Props) {
  const { week, shift, rosters, now: nowSaid } = said.value;
  const editing = useSignal(false);
  const isPresent = monday === mondayOf(now.value);
  const to = (day: string) => () => setQuery({ tuan: day === mondayOf(now.peek()) ? null : day });
  return (
    <>
      <div class="duty-who-now">
        <div>
          <h2>{item.name}</h2>
          <p>{item.siteName ?? said.value.soft.province}</p>
        </div>
        <p class={item.now.length === 0 ? 'duty-nobody' : ''}>
          <span class="duty-label">{nowSaid.title}</span>
          <b>{item.now.length === 0 ? nowSaid.none : item.now.map(({ name }) => name).join(', ')}</b>
        </p>
      </div>
      <div class="duty-bar no-print">
        {items.length > 1 && (
          <label class="field duty-choose">
            <span>{week.choose}</span>
            <select value={item.id} onChange={(event) => setQuery({ lich: event.currentTarget.value })}>
              {items.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <nav
          class="duty-turn"
          aria-label={week.of(dayMonth(startOf(monday)), dayMonth(startOf(daysAfter(monday, 6))))}
        >
          <button
            type="button"
            class="secondary"
            aria-label={week.before}
            onClick={to(daysAfter(monday, -7))}
          >
            <Icon name="left" />
          </button>
          <b>{week.of(dayMonth(startOf(monday)), dayMonth(startOf(daysAfter(monday, 6))))}</b>
          <button type="button" class="secondary" aria-label={week.after} onClick={to(daysAfter(monday, 7))}>
            <Icon name="right" />
          </button>
          {!isPresent && (
            <button type="button" class="quiet" onClick={() => setQuery({ tuan: null })}>
              {week.present}
            </button>
          )}
        </nav>
        {item.mayChange && (
          <div class="duty-deeds">
            <button type="button" class="primary" onClick={onAdd}>
              {shift.add}
            </button>
            <button type="button" class="secondary" onClick={onCopy}>
              {week.copy}
            </button>
            <button
              type="button"
              class="secondary"
              onClick={() => {
                editing.value = true;
              }}
            >
              {rosters.rename}
            </button>
            {add}
          </div>
        )}
      </div>
      {editing.value && (
        <EditRoster
          roster={item}
          onSaved={onChanged}
          onClose={() => {
            editing.value = false;
          }}
        />
      )}
    </>
  );
}

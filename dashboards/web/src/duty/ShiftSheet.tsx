/** Entering a shift, on one or several days of the week, and changing one: who, who stands in, when, and why. */
import { useSignal } from '@preact/signals';
import type { RosterView, ShiftView } from '../../../../src/keeper/duty-views.ts';
import { daysAfter, startOf } from '../format/local.ts';
import { weekdayOf } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { when } from '../official/say.ts';
import { Field, FormEnd, Select } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { Sheet } from '../unit/Sheet.tsx';
import { language } from '../words/words.ts';
import { ShiftTimes } from './ShiftTimes.tsx';
import {
  changeOf,
  type Draft,
  draftOf,
  emptyDraft,
  isOverADay,
  NOTE_MAX,
  problemOf,
  type Sent,
  shiftsOf,
} from './shift-draft.ts';
import { dayMonth } from './span-text.ts';
import { usePeople } from './use-people.ts';
import { said } from './words.ts';

type Props = {
  readonly roster: RosterView;
  readonly monday: string;
  /** Null: a new one. */
  readonly shift: ShiftView | null;
  readonly onSaved: (news: string) => void;
  readonly onClose: () => void;
};

export function ShiftSheet({ roster, monday, shift, onSaved, onClose }: Props) {
  const told = said.value.shift;
  const week = Array.from({ length: 7 }, (_, i) => daysAfter(monday, i));
  const upcoming = week.find((day) => startOf(daysAfter(day, 1)) > now.peek());
  const draft = useSignal<Draft>(shift === null ? emptyDraft(upcoming ?? monday) : draftOf(shift));
  const isLong = shift !== null && isOverADay(shift);
  const problem = useSignal<string | null>(null);
  const { busy, trouble, ask } = useDeed();
  const people = usePeople();
  const put = (changed: Partial<Draft>) => {
    draft.value = { ...draft.peek(), ...changed };
    problem.value = null;
  };
  const nameOf = (username: string) =>
    people?.find((one) => one.username === username)?.name ??
    (username === shift?.person ? shift.personName : username);
  // Somebody who has left since is still who stands there.
  const known = [
    ...(shift === null ? [] : [[shift.person, shift.personName] as const]),
    ...(shift?.standIn ? [[shift.standIn, shift.standInName ?? shift.standIn] as const] : []),
  ].filter(([username]) => people?.every((one) => one.username !== username) ?? true);
  const options = [...known, ...(people ?? []).map(({ username, name }) => [username, name] as const)];

  const send = async (
    goes: readonly ShiftView[],
    comes: readonly Sent[],
    news: string,
    close: () => void,
  ) => {
    const change = changeOf(roster.shifts, goes, comes);
    const done = await ask(`/rosters/${encodeURIComponent(roster.id)}/shifts`, change, 'PUT');
    if (done === null) return;
    onSaved(news);
    close();
  };
  const save = async (event: Event, close: () => void) => {
    event.preventDefault();
    const typed = draft.peek();
    const wrong = problemOf(typed);
    problem.value = wrong === null ? null : told.problems[wrong];
    if (wrong !== null) return;
    const comes = shiftsOf(typed).map((one, i) => ({
      ...one,
      ...(shift !== null && i === 0 ? { id: shift.id } : {}),
      ...(isLong && shift !== null ? { from: shift.from, to: shift.to } : {}),
    }));
    await send(
      shift === null ? [] : [shift],
      comes,
      told.saved(nameOf(typed.standIn || typed.person)),
      close,
    );
  };

  return (
    <Sheet title={shift === null ? told.titleAdd : told.titleEdit} onClose={onClose}>
      {(close) => (
        <form class="duty-form" onSubmit={(event) => void save(event, close)}>
          <Select
            label={told.person}
            value={draft.value.person}
            none={told.choose}
            options={options}
            onChoose={(person) => put({ person })}
          />
          {people?.length === 0 && <p class="note">{told.noPeople}</p>}
          {isLong && shift !== null ? (
            <p class="note">{told.long(when(shift.from), when(shift.to))}</p>
          ) : (
            <>
              <Days week={week} draft={draft.value} put={put} only={shift !== null} />
              <ShiftTimes draft={draft.value} put={put} />
            </>
          )}
          <Select
            label={told.standIn}
            value={draft.value.standIn}
            none={told.noStandIn}
            options={options.filter(([username]) => username !== draft.value.person)}
            onChoose={(standIn) => put({ standIn })}
          />
          {draft.value.standIn !== '' && <p class="hint">{told.standInHint}</p>}
          <Field
            label={told.note}
            value={draft.value.note}
            maxLength={NOTE_MAX}
            onText={(note) => put({ note })}
          />
          {shift !== null && (
            <button
              type="button"
              class="secondary duty-remove"
              disabled={busy.value}
              onClick={() => void send([shift], [], told.removed(shift.personName), close)}
            >
              {told.remove}
            </button>
          )}
          <FormEnd
            trouble={problem.value ?? trouble.value}
            does={busy.value ? said.value.soft.saving : said.value.soft.save}
            disabled={busy.value}
            onLeave={close}
          />
        </form>
      )}
    </Sheet>
  );
}

type DaysProps = {
  readonly week: readonly string[];
  readonly draft: Draft;
  readonly put: (changed: Partial<Draft>) => void;
  /** One day and no more: an existing shift moves, it does not multiply. */
  readonly only: boolean;
};

function Days({ week, draft, put, only }: DaysProps) {
  return (
    <fieldset>
      <legend>{said.value.shift.days}</legend>
      <div class="chips">
        {week.map((day) => (
          <label key={day} class="chip">
            <input
              type={only ? 'radio' : 'checkbox'}
              name="day"
              checked={draft.days.includes(day)}
              onChange={(event) => {
                if (only) put({ days: [day] });
                else if (event.currentTarget.checked) put({ days: [...draft.days, day].sort() });
                else put({ days: draft.days.filter((one) => one !== day) });
              }}
            />
            <span>
              {weekdayOf(startOf(day), language.value)} {dayMonth(startOf(day))}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

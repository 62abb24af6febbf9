/** Putting the reminders of one alert off: for how long in one tap, or until a time, and what is being done meanwhile. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { clock } from '../format/province.ts';
import { serviceNow } from '../live/clock.ts';
import { ClockField } from '../shell/ClockField.tsx';
import { FormEnd } from '../shell/Form.tsx';
import { lifeWords } from './life-words.ts';
import { LENGTHS, type Until, untilOf } from './snooze.ts';

const NOTE_MAX = 500;

type Props = {
  readonly children: ComponentChildren;
  readonly trouble: string | null;
  readonly busy: boolean;
  readonly onSave: (until: number, comment: string) => void;
  readonly onCancel: () => void;
};

export function SnoozeForm({ children, trouble, busy, onSave, onCancel }: Props) {
  const told = lifeWords.value;
  const until = useSignal<Until | null>(null);
  const note = useSignal('');
  const wrong = useSignal<string | null>(null);
  const save = (event: Event) => {
    event.preventDefault();
    const at = untilOf(until.peek(), serviceNow());
    const comment = note.peek().normalize('NFC').trim();
    wrong.value = typeof at === 'string' ? told.problems[at] : comment === '' ? told.commentMissing : null;
    if (typeof at === 'number' && wrong.peek() === null) onSave(at, comment);
  };
  const put = (next: Until | null) => {
    until.value = next;
    wrong.value = null;
  };
  const at = untilOf(until.value, serviceNow());
  return (
    <form onSubmit={save}>
      <h2 id="sheet-title">{told.snoozeTitle}</h2>
      {children}
      <fieldset>
        <legend>{told.long}</legend>
        <div class="chips">
          {LENGTHS.map((minutes) => (
            <label key={minutes} class="chip">
              <input
                type="radio"
                name="length"
                checked={until.value !== null && 'minutes' in until.value && until.value.minutes === minutes}
                onChange={() => put({ minutes })}
              />
              <span>{minutes < 60 ? told.minutes(minutes) : told.hours(minutes / 60)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <ClockField
        label={told.until}
        value={until.value !== null && 'time' in until.value ? until.value.time : ''}
        onTime={(time) => put(time === '' ? null : { time })}
      />
      <label class="field">
        <span>{told.comment}</span>
        <textarea
          rows={2}
          maxLength={NOTE_MAX}
          value={note.value}
          onInput={(event) => {
            note.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="hint">
        {told.snoozeHint} <b>{told.hold}</b>
      </p>
      <FormEnd
        trouble={wrong.value ?? trouble}
        does={busy ? told.saving : typeof at === 'number' ? told.snoozeDo(clock(at)) : told.snooze}
        disabled={busy}
        onLeave={onCancel}
      />
    </form>
  );
}

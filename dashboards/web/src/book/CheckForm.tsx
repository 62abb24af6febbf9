/** One check: what the thermometer shows, and the press that signs it. The service says whether more must be told. */
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { BookEntryView, BookSlotView } from '../../../../src/keeper/book-views.ts';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { Icon } from '../look/Icon.tsx';
import { askSession } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { typedCelsius } from './typed.ts';
import { bookWords } from './words.ts';

type Props = {
  readonly unit: string;
  readonly name: string;
  readonly day: string;
  readonly slot: BookSlotView['slot'];
  /** The line that is corrected. */
  readonly corrects?: BookEntryView;
  /** Written in after it was missed: when it was read may be told. */
  readonly late?: boolean;
  readonly onSigned: (entry: BookEntryView) => void;
};

/** Vietnam has no summer time; the service checks what comes of it. */
const OFFSET = '+07:00';

export function CheckForm({ unit, name, day, slot, corrects, late = false, onSigned }: Props) {
  const said = bookWords.value;
  const [value, action, reason, readAt] = [useSignal(''), useSignal(''), useSignal(''), useSignal('')];
  const busy = useSignal(false);
  const trouble = useSignal('');
  const needsAction = useSignal(false);
  const id = useId();
  const actionBox = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (needsAction.value) actionBox.current?.focus();
  }, [needsAction.value]);

  const sign = async (event: Event) => {
    event.preventDefault();
    if (busy.value) return;
    const celsius = typedCelsius(value.value);
    if (celsius === null) {
      trouble.value = said.notNumber;
      return;
    }
    busy.value = true;
    const answer = await call<BookEntryView>(`/units/${encodeURIComponent(unit)}/book`, {
      method: 'POST',
      body: {
        day,
        slot,
        celsius,
        ...(action.value.trim() === '' ? {} : { action: action.value }),
        ...(readAt.value === '' ? {} : { readAt: `${day}T${readAt.value}:00${OFFSET}` }),
        ...(corrects === undefined
          ? {}
          : { corrects: corrects.id, ...(reason.value.trim() === '' ? {} : { reason: reason.value }) }),
      },
    });
    busy.value = false;
    if (answer.ok) {
      onSigned(answer.value);
      return;
    }
    if (answer.status === 401) void askSession();
    if (answer.code === 'BOOK_ACTION_REQUIRED') {
      needsAction.value = true;
      trouble.value = said.actionNeeded;
    } else trouble.value = failureText(answer, words.value, language.value);
  };

  return (
    <form class="book-form" onSubmit={sign} noValidate aria-busy={busy.value ? 'true' : undefined}>
      <div class="book-line">
        <label class="book-eye" for={`${id}-eye`}>
          <span class="sr">{said.eyeOf(name, said.slotIn[slot])}</span>
          <span aria-hidden="true">{said.eye}</span>
        </label>
        <input
          id={`${id}-eye`}
          class="book-value"
          type="text"
          inputMode="decimal"
          autocomplete="off"
          enterKeyHint="done"
          maxLength={8}
          value={value.value}
          aria-describedby={trouble.value === '' ? undefined : `${id}-trouble`}
          aria-invalid={trouble.value === '' ? undefined : 'true'}
          onInput={(event) => {
            value.value = event.currentTarget.value;
            trouble.value = '';
          }}
        />
        <button type="submit" class="primary book-sign" aria-label={said.signOf(name)} disabled={busy.value}>
          <Icon name="check" bold />
          {busy.value ? said.signing : said.sign}
        </button>
      </div>
      {trouble.value !== '' && (
        <p id={`${id}-trouble`} class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      {needsAction.value && (
        <label class="field">
          <span>{said.action}</span>
          <textarea
            ref={actionBox}
            rows={2}
            maxLength={500}
            placeholder={said.actionHint}
            value={action.value}
            onInput={(event) => {
              action.value = event.currentTarget.value;
            }}
          />
        </label>
      )}
      {corrects !== undefined && (
        <label class="field">
          <span>{said.reason}</span>
          <textarea
            rows={2}
            maxLength={500}
            value={reason.value}
            onInput={(event) => {
              reason.value = event.currentTarget.value;
            }}
          />
        </label>
      )}
      {late && corrects === undefined && (
        <label class="field">
          <span>{said.readAt}</span>
          <input
            type="time"
            value={readAt.value}
            onInput={(event) => {
              readAt.value = event.currentTarget.value;
            }}
          />
        </label>
      )}
    </form>
  );
}

/** The sheet in which a person takes an alert: a cause in one tap, what was done, a note; a comment is required. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import type { AlertView } from '../api/views.ts';
import { language, words } from '../words/words.ts';
import { alertWord } from './words.ts';

const NOTE_MAX = 500;

type Props = { alert: AlertView; place: string; onClose: () => void };

export function Acknowledge({ alert, place, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const cause = useSignal<string | null>(null);
  const actions = useSignal<readonly string[]>([]);
  const note = useSignal('');
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const { acknowledge: told } = words.value;

  // A modal dialog keeps the focus inside and gives it back on closing.
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const save = async (event: Event) => {
    event.preventDefault();
    const comment = [cause.value, ...actions.value, note.value.normalize('NFC').trim()]
      .filter(Boolean)
      .join(' · ');
    if (!comment) {
      trouble.value = told.required;
      return;
    }
    busy.value = true;
    trouble.value = null;
    const answer = await call(`/alerts/${encodeURIComponent(alert.id)}/acknowledge`, {
      method: 'POST',
      body: { comment },
    });
    busy.value = false;
    if (answer.ok) dialog.current?.close();
    else trouble.value = `${told.failed} ${failureText(answer, words.value, language.value)}`;
  };

  return (
    <dialog class="sheet" ref={dialog} aria-labelledby="sheet-title" onClose={onClose}>
      <form onSubmit={save}>
        <h2 id="sheet-title">{told.title}</h2>
        <p class="sheet-what">
          <b>{alertWord(alert, words.value)}</b>
          <br />
          {place}
        </p>
        <fieldset>
          <legend>{told.cause}</legend>
          <div class="chips">
            {told.causes.map((each) => (
              <label key={each} class="chip">
                <input
                  type="radio"
                  name="cause"
                  checked={cause.value === each}
                  onChange={() => {
                    cause.value = each;
                  }}
                />
                <span>{each}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{told.action}</legend>
          <div class="chips">
            {told.actions.map((each) => (
              <label key={each} class="chip">
                <input
                  type="checkbox"
                  checked={actions.value.includes(each)}
                  onChange={(event) => {
                    actions.value = event.currentTarget.checked
                      ? [...actions.value, each]
                      : actions.value.filter((other) => other !== each);
                  }}
                />
                <span>{each}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <label class="field">
          <span>{told.note}</span>
          <textarea
            rows={2}
            maxLength={NOTE_MAX}
            value={note.value}
            onInput={(event) => {
              note.value = event.currentTarget.value;
            }}
          />
        </label>
        {trouble.value && (
          <p class="trouble" role="alert">
            {trouble.value}
          </p>
        )}
        <div class="sheet-buttons">
          <button type="button" class="secondary" onClick={() => dialog.current?.close()}>
            {words.value.cancel}
          </button>
          <button type="submit" class="primary" disabled={busy.value}>
            {busy.value ? told.saving : told.save}
          </button>
        </div>
      </form>
    </dialog>
  );
}

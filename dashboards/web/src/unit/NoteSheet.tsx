/** A shift note: what, and of when. */
import { useSignal } from '@preact/signals';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { language, words } from '../words/words.ts';
import { pageWords } from './page-words.ts';
import { Sheet } from './Sheet.tsx';
import { askAsideAgain } from './use-chart.ts';

const TEXT_MAX = 1000;

export function NoteSheet({ unit, onClose }: { unit: string; onClose: () => void }) {
  const said = pageWords.value;
  const text = useSignal('');
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const save = async (event: Event, close: () => void) => {
    event.preventDefault();
    const body = { text: text.value.normalize('NFC').trim() };
    if (body.text === '') {
      trouble.value = said.noteEmpty;
      return;
    }
    busy.value = true;
    const answer = await call(`/units/${unit}/notes`, { method: 'POST', body });
    busy.value = false;
    if (!answer.ok) {
      trouble.value = `${said.notSaved} ${failureText(answer, words.value, language.value)}`;
      return;
    }
    askAsideAgain();
    close();
  };
  return (
    <Sheet title={said.noteTitle} onClose={onClose}>
      {(close) => (
        <form onSubmit={(event) => void save(event, close)}>
          <label class="field">
            <span>{said.noteText}</span>
            <textarea
              rows={3}
              maxLength={TEXT_MAX}
              placeholder={said.noteHint}
              value={text.value}
              onInput={(event) => {
                text.value = event.currentTarget.value;
              }}
            />
          </label>
          {trouble.value !== null && (
            <p class="trouble" role="alert">
              {trouble.value}
            </p>
          )}
          <div class="sheet-buttons">
            <button type="button" class="secondary" onClick={close}>
              {words.value.cancel}
            </button>
            <button type="submit" class="primary" disabled={busy.value}>
              {busy.value ? said.saving : said.noteSave}
            </button>
          </div>
        </form>
      )}
    </Sheet>
  );
}

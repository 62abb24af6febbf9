/** A shift note: what, and of when. */
import { useSignal } from '@preact/signals';
import { FormEnd, TextField, textOf } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { pageWords } from './page-words.ts';
import { Sheet } from './Sheet.tsx';
import { askAsideAgain } from './use-chart.ts';

const TEXT_MAX = 1000;

export function NoteSheet({ unit, onClose }: { unit: string; onClose: () => void }) {
  const said = pageWords.value;
  const text = useSignal('');
  const { busy, trouble, ask } = useDeed();
  const save = async (event: Event, close: () => void) => {
    event.preventDefault();
    if (textOf(text) === '') {
      trouble.value = said.noteEmpty;
      return;
    }
    if ((await ask(`/units/${encodeURIComponent(unit)}/notes`, { text: textOf(text) })) === null) {
      trouble.value = `${said.notSaved} ${trouble.value}`;
      return;
    }
    askAsideAgain();
    close();
  };
  return (
    <Sheet title={said.noteTitle} onClose={onClose}>
      {(close) => (
        <form onSubmit={(event) => void save(event, close)}>
          <TextField
            label={said.noteText}
            text={text}
            rows={3}
            maxLength={TEXT_MAX}
            placeholder={said.noteHint}
          />
          <FormEnd
            trouble={trouble.value}
            onLeave={close}
            does={busy.value ? said.saving : said.noteSave}
            disabled={busy.value}
          />
        </form>
      )}
    </Sheet>
  );
}

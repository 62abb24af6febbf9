/** The sheet in which one line is written late, or instead of another. */
import { useEffect, useId, useRef } from 'preact/hooks';
import type { BookView } from '../../../../src/keeper/book-views.ts';
import { day } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import { language } from '../words/words.ts';
import { CheckForm } from './CheckForm.tsx';
import type { Writing } from './MonthPage.tsx';
import { bookWords } from './words.ts';

type Props = {
  readonly book: BookView;
  readonly writing: Writing;
  readonly title: string;
  readonly onClose: (signed: boolean) => void;
};

export function WriteSheet({ book, writing, title, onClose }: Props) {
  const said = bookWords.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const signed = useRef(false);
  const heading = useId();
  // A modal dialog keeps the focus inside and gives it back on closing.
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const { slot } = writing;
  const { entry } = slot;
  const isLate = entry === null && slot.state === 'missed';
  return (
    <dialog
      class="sheet book-sheet"
      ref={dialog}
      aria-labelledby={heading}
      onClose={() => onClose(signed.current)}
    >
      <h2 id={heading}>
        {entry !== null ? said.correctTitle : isLate ? said.lateTitle : said.sign}: {title}
      </h2>
      {entry !== null && <p>{said.correctHint(temperature(entry.celsius, language.value), entry.by)}</p>}
      {isLate && <p>{said.lateHint(said.slots[slot.slot], day(writing.day))}</p>}
      <CheckForm
        unit={book.unit}
        name={book.name}
        day={writing.day}
        slot={slot.slot}
        {...(entry === null ? {} : { corrects: entry })}
        late={isLate}
        onSigned={() => {
          signed.current = true;
          dialog.current?.close();
        }}
      />
      <button type="button" class="secondary" onClick={() => dialog.current?.close()}>
        {said.cancel}
      </button>
    </dialog>
  );
}

/** What the table has no room for: late lines with both times, corrections with what they replaced, deviations, and the ledger's hashes. */
import type { BookEntryView, BookView } from '../../../../src/keeper/book-views.ts';
import { day } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import { timeNear } from '../format/time.ts';
import { language } from '../words/words.ts';
import { bookWords } from './words.ts';
import { remarksOf } from './words-of.ts';

const SHORT = 16;

export function Remarks({ book }: { book: BookView }) {
  const said = bookWords.value;
  const lines = book.days.flatMap(({ day: date, slots }) =>
    slots.flatMap(({ slot, entry, former }) =>
      [...former, ...(entry === null ? [] : [entry])].flatMap((line) => {
        const words = remarksOf(line, said, language.value);
        return words.length === 0 && former.length === 0 ? [] : [{ date, slot, line, words }];
      }),
    ),
  );
  return (
    <section class="book-remarks" aria-labelledby="book-remarks">
      <h2 id="book-remarks">{said.remarks}</h2>
      {lines.length === 0 ? (
        <p>{said.noRemarks}</p>
      ) : (
        <ul>
          {lines.map(({ date, slot, line, words }) => (
            <li key={line.id}>
              <b>
                {said.slots[slot]} {day(date)}
              </b>
              : {temperature(line.celsius, language.value)}, {line.by}, {timeNear(Date.parse(line.at), 0)}
              {words.length > 0 && `; ${words.join('; ')}`}. <Leaf line={line} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Enough of the hash to find the event by; the whole of it stays within reach. */
function Leaf({ line }: { line: BookEntryView }) {
  return (
    <small class="book-leaf" title={line.leaf}>
      {bookWords.value.inLedger} {line.leaf.slice(0, SHORT)}
    </small>
  );
}

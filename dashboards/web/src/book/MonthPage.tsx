/** One month of one unit: every day with both checks, who signed them, and what the sensors said meanwhile. */
import { useSignal } from '@preact/signals';
import type { BookSlotView, BookView } from '../../../../src/keeper/book-views.ts';
import { day, whole } from '../format/province.ts';
import { rangeText } from '../format/temperature.ts';
import { isoDayOf } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo, queryValue, setQuery } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { language } from '../words/words.ts';
import { MonthTable } from './MonthTable.tsx';
import { maySign } from './may-sign.ts';
import { Remarks } from './Remarks.tsx';
import { WriteSheet } from './WriteSheet.tsx';
import { bookWords } from './words.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The one that the address names, or this one. */
function monthNow(): string {
  const asked = queryValue('thang');
  if (asked !== null && MONTH.test(asked)) return asked;
  return isoDayOf(now.peek()).slice(0, 7);
}

function monthAfter(month: string, steps: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + steps, 1)).toISOString().slice(0, 7);
}

export function MonthPage({ unit }: { unit: string }) {
  const said = bookWords.value;
  const month = monthNow();
  const path = `/units/${encodeURIComponent(unit)}/book?month=${month}`;
  const { asked, again } = useAsked<BookView>(path);
  const book = asked.value.value;
  const [year = '', number = ''] = month.split('-');
  const to = (steps: number) => setQuery({ tu: unit, thang: monthAfter(month, steps) });
  const about = book === null ? [] : [book.siteName, rangeText(book.range, language.value)];
  return (
    <Frame
      title={`${said.title}${book === null ? '' : `: ${book.name}`}`}
      subtitle={[...about, said.month(number, year)].filter((part) => part !== null).join(' · ')}
      back={{ ...linkTo('book'), name: said.toToday }}
      actions={
        <>
          <button type="button" class="secondary" aria-label={said.previous} onClick={() => to(-1)}>
            <Icon name="left" />
          </button>
          <span class="book-month">{said.month(number, year)}</span>
          <button
            type="button"
            class="secondary"
            aria-label={said.next}
            disabled={book !== null && month >= book.today.slice(0, 7)}
            onClick={() => to(1)}
          >
            <Icon name="right" />
          </button>
          <PrintButton />
          <a
            class="secondary"
            href={`/api/v1/units/${encodeURIComponent(unit)}/book.pdf?month=${month}`}
            download={`so-nhiet-do-${unit}-${month}.pdf`}
          >
            {said.pdf}
          </a>
        </>
      }
    >
      <Answered asked={asked.value} again={again}>
        {(value) => <Month book={value} again={again} />}
      </Answered>
    </Frame>
  );
}

export type Writing = { readonly day: string; readonly slot: BookSlotView };

function Month({ book, again }: { book: BookView; again: () => void }) {
  const said = bookWords.value;
  const writing = useSignal<Writing | null>(null);
  // Seldom wanted: a button in every cell would make the month twice as long.
  const correcting = useSignal(false);
  const count = (...states: BookSlotView['state'][]) =>
    whole(
      book.days.flatMap(({ slots }) => slots).filter(({ state }) => states.includes(state)).length,
      language.value,
    );
  return (
    <>
      <div class="book-summary">
        <p>{said.summary(count('signed'), count('late'), count('missed'))}</p>
        {maySign.value && (
          <button
            type="button"
            class="secondary no-print"
            aria-pressed={correcting.value}
            onClick={() => {
              correcting.value = !correcting.value;
            }}
          >
            {said.correcting}
          </button>
        )}
      </div>
      {book.overdue.map(({ device, probe, due }) => (
        <p key={`${device} ${probe}`} role="note">
          <Icon name="recall" bold /> {said.overdue(device, probe, day(due))}
        </p>
      ))}
      <MonthTable
        book={book}
        correcting={correcting.value}
        onWrite={(next) => {
          writing.value = next;
        }}
      />
      <Remarks book={book} />
      <div class="book-signatures" aria-hidden="true">
        <p>{said.keeper}</p>
        <p>{said.head}</p>
      </div>
      {writing.value !== null && (
        <WriteSheet
          key={`${writing.value.day}/${writing.value.slot.slot}`}
          book={book}
          writing={writing.value}
          title={`${said.slots[writing.value.slot.slot]} ${day(writing.value.day)}`}
          onClose={(signed) => {
            writing.value = null;
            if (signed) again();
          }}
        />
      )}
    </>
  );
}

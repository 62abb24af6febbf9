/** The month as the paper book has it: a day a row, morning and afternoon, and the logger beside them. */
import type { BookDayView, BookSlotView, BookView } from '../../../../src/keeper/book-views.ts';
import { day, duration, whole } from '../format/province.ts';
import { degrees } from '../format/temperature.ts';
import { weekdayOf } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { language } from '../words/words.ts';
import type { Writing } from './MonthPage.tsx';
import { maySign } from './may-sign.ts';
import { SignedLine } from './SignedLine.tsx';
import { bookWords } from './words.ts';

/** As the service has it: what is longer ago is for the paper book alone. */
const LATE_MOST_MS = 31 * 86_400_000;
const MINUTE_S = 60;

type Props = {
  readonly book: BookView;
  /** Signed lines offer their correction. */
  readonly correcting: boolean;
  readonly onWrite: (writing: Writing) => void;
};

export function MonthTable({ book, correcting, onWrite }: Props) {
  const said = bookWords.value;
  return (
    <table class="book-table">
      <caption class="sr">{said.caption(book.name)}</caption>
      <thead>
        <tr>
          <th scope="col">{said.day}</th>
          <th scope="col">{said.slots.morning}</th>
          <th scope="col">{said.slots.afternoon}</th>
          <th scope="col">
            {said.automatic} <small>{said.minMax}</small>
          </th>
        </tr>
      </thead>
      <tbody>
        {book.days.map((one) => (
          <tr key={one.day} class={one.day === book.today ? 'is-today' : ''}>
            <th scope="row">
              <b>{Number(one.day.slice(-2))}</b>
              <small>{weekdayOf(Date.parse(`${one.day}T05:00:00Z`), language.value)}</small>
            </th>
            {one.slots.map((slot) => (
              <td key={slot.slot}>
                <SignedLine slot={slot} />
                {slot.since !== null && slot.since.minCelsius !== null && slot.since.maxCelsius !== null && (
                  <small class="book-since">
                    {said.since(
                      degrees(slot.since.minCelsius, language.value),
                      degrees(slot.since.maxCelsius, language.value),
                    )}
                  </small>
                )}
                {(correcting || slot.entry === null) && <Write day={one.day} slot={slot} onWrite={onWrite} />}
              </td>
            ))}
            <td>
              <Measured one={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Write({ day: date, slot, onWrite }: Writing & { onWrite: Props['onWrite'] }) {
  const said = bookWords.value;
  const isTooOld = now.value - Date.parse(slot.to) > LATE_MOST_MS;
  const isMissed = slot.state === 'missed' || slot.state === 'open';
  if (!maySign.value || isTooOld || (slot.entry === null && !isMissed)) return null;
  const label = slot.entry !== null ? said.correct : slot.state === 'open' ? said.sign : said.writeLate;
  const of = slot.entry !== null ? said.correctOf : slot.state === 'open' ? signOf : said.writeLateOf;
  return (
    <button
      type="button"
      class="quiet book-write no-print"
      aria-label={of(day(date), said.slotIn[slot.slot])}
      onClick={() => onWrite({ day: date, slot })}
    >
      {label}
    </button>
  );
}

const signOf = (date: string, slot: BookSlotView['slot'] | string): string =>
  `${bookWords.value.sign} ${slot} ${date}`;

function Measured({ one }: { one: BookDayView }) {
  const said = bookWords.value;
  const { measured, alarms } = one;
  if (measured === null) return null;
  const number = (celsius: number) => degrees(celsius, language.value);
  const { minCelsius, maxCelsius, meanKineticCelsius, unknownSeconds } = measured;
  return (
    <>
      {minCelsius !== null && maxCelsius !== null && (
        <b class="book-measured">
          {number(minCelsius)} – {number(maxCelsius)}
        </b>
      )}
      {meanKineticCelsius !== null && (
        <small>
          {said.kinetic} {number(meanKineticCelsius)}
        </small>
      )}
      {unknownSeconds >= MINUTE_S && (
        <small>{said.unknown(duration(unknownSeconds * 1000, language.value))}</small>
      )}
      {alarms.length > 0 && (
        <small class="book-alarms">{said.alarms(whole(alarms.length, language.value))}</small>
      )}
    </>
  );
}

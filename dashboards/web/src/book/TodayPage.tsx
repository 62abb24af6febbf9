/** Which units still need a look at their thermometer now: large, one value and one press each. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { BookEntryView, BookSlotView, BookTodayView } from '../../../../src/keeper/book-views.ts';
import type { Paged } from '../../../../src/keeper/views.ts';
import { day, whole } from '../format/province.ts';
import { rangeText, temperature } from '../format/temperature.ts';
import { dateOf, weekdayOf } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo, queryValue } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { language } from '../words/words.ts';
import { CheckForm } from './CheckForm.tsx';
import { maySign } from './may-sign.ts';
import { SignedLine } from './SignedLine.tsx';
import { bookWords } from './words.ts';
import { endOf, hourOf, offText, sensorText } from './words-of.ts';

/** Enough for every depot; a province's own list is looked at site by site. */
const MOST = 200;

type Open = { readonly unit: BookTodayView; readonly slot: BookSlotView };

export function TodayPage() {
  const said = bookWords.value;
  const site = queryValue('site');
  const { asked, again } = useAsked<Paged<BookTodayView>>(
    `/book?limit=${MOST}${site === null ? '' : `&site=${encodeURIComponent(site)}`}`,
  );
  const first = asked.value.value?.items[0];
  // A slot that begins or ends changes what is to be done, and so does midnight.
  const edges = first?.slots.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]) ?? [];
  const stage = `${dateOf(now.value)} ${String(edges.filter((at) => at <= now.value).length)}`;
  const shown = useRef<string | null>(null);
  const isThere = first !== undefined;
  useEffect(() => {
    if (!isThere) return;
    if (shown.current !== null && shown.current !== stage) again();
    shown.current = stage;
  }, [again, isThere, stage]);
  return (
    <Frame
      title={said.title}
      subtitle={
        first === undefined ? undefined : `${weekdayOf(now.value, language.value)}, ${day(first.day)}`
      }
      narrow
    >
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ items }) => items.length === 0, title: said.none }}
      >
        {({ items }) => <Today items={items} again={again} />}
      </Answered>
    </Frame>
  );
}

function Today({ items, again }: { items: readonly BookTodayView[]; again: () => void }) {
  const said = bookWords.value;
  const news = useSignal<{ name: string; entry: BookEntryView } | null>(null);
  const open: Open[] = items.flatMap((unit) =>
    unit.slots.filter(({ state }) => state === 'open').map((slot) => ({ unit, slot })),
  );
  const slot = open[0]?.slot;
  return (
    <>
      <section class="book-due" aria-labelledby="book-due">
        {slot === undefined ? (
          <Nothing items={items} />
        ) : (
          <>
            <h2 id="book-due">{said.due}</h2>
            <p>
              <b>{said.dueCount(whole(open.length, language.value))}</b> – {said.slots[slot.slot]},{' '}
              {said.until(endOf(slot))}.{maySign.value && ` ${said.dueHint}`}
            </p>
          </>
        )}
        <div role="status">{news.value !== null && <News {...news.value} />}</div>
        <ul class="book-cards">
          {open.map(({ unit, slot: due }) => (
            <li key={`${unit.unit}/${due.slot}`} class="book-card" data-unit={unit.unit}>
              <Name unit={unit} />
              {maySign.value && (
                <CheckForm
                  unit={unit.unit}
                  name={unit.name}
                  day={unit.day}
                  slot={due.slot}
                  onSigned={(entry) => {
                    news.value = { name: unit.name, entry };
                    again();
                    focusNext(unit.unit);
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="book-all">
        <h2 id="book-all">{said.others}</h2>
        <ul class="book-list">
          {items.map((unit) => (
            <li key={unit.unit} class="book-row">
              <Name unit={unit} />
              <ul class="book-slots">
                {unit.slots.map((one) => (
                  <li key={one.slot}>
                    <SignedLine slot={one} withName />
                  </li>
                ))}
              </ul>
              <a class="secondary" {...linkTo('book', { tu: unit.unit, thang: unit.day.slice(0, 7) })}>
                <Icon name="calendar" />
                {said.openMonth}
                <span class="sr">{unit.name}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** What is not due now: it was all signed, it is too early, or the day is over. */
function Nothing({ items }: { items: readonly BookTodayView[] }) {
  const said = bookWords.value;
  const slots = items[0]?.slots ?? [];
  const running = slots.some(({ from, to }) => Date.parse(from) <= now.value && now.value < Date.parse(to));
  const ahead = slots.find(({ state }) => state === 'ahead');
  return (
    <h2 id="book-due">
      {running && <Icon name="check" bold />}
      {running
        ? said.allSigned
        : ahead === undefined
          ? said.doneToday
          : said.nothingNow(said.slots[ahead.slot], hourOf(ahead))}
    </h2>
  );
}

function Name({ unit }: { unit: BookTodayView }) {
  const range = rangeText(unit.range, language.value);
  return (
    <h3 class="book-name">
      {unit.name}
      <small>{[unit.siteName, range].filter((part) => part !== null).join(' · ')}</small>
    </h3>
  );
}

/** What was just signed, and whether eye and sensor agree. */
function News({ name, entry }: { name: string; entry: BookEntryView }) {
  const said = bookWords.value;
  const sensor = entry.sensor === null ? null : sensorText(entry.sensor, language.value);
  return (
    <p class={entry.isFar ? 'book-news is-far' : 'book-news'}>
      <b>{said.signed(name, temperature(entry.celsius, language.value))}</b>{' '}
      {sensor === null
        ? said.noSensor
        : entry.isFar
          ? said.far(sensor, offText(entry, language.value))
          : said.agree(sensor)}
    </p>
  );
}

/** To the next thermometer's box, so that a row of fridges needs no reaching for the screen's top. */
function focusNext(after: string): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('.book-cards .book-value')];
  const at = boxes.findIndex((box) => box.form?.closest('.book-card')?.getAttribute('data-unit') === after);
  (boxes[at + 1] ?? boxes.find((_, i) => i !== at))?.focus();
}

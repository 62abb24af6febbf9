/** Door, mains and shift notes of the chart's time, in words: what the lanes draw. */
import type { SignalView, UnitNoteView } from '../../../../src/keeper/unit-views.ts';
import { duration, whole } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { language } from '../words/words.ts';
import type { Chart } from './load.ts';
import { pageWords } from './page-words.ts';

/** The longest lists are for the table of a shorter time. */
const SPANS_MOST = 20;

export function Aside({ chart }: { chart: Chart | null }) {
  const said = pageWords.value;
  return (
    <section class="panel unit-aside" aria-label={said.signals}>
      <h2>{said.notes}</h2>
      {chart?.aside === null && <p class="trouble">{said.notesFailed}</p>}
      {chart?.aside?.notes.length === 0 && <p class="soft">{said.noNotes}</p>}
      <ul class="unit-notes">
        {(chart?.aside?.notes ?? []).toReversed().map((note) => (
          <Note key={note.id} note={note} />
        ))}
      </ul>
      {chart?.aside && (
        <dl class="unit-signals">
          <Signal icon="door-open" word={said.door} signal={chart.aside.signals.doorOpen} />
          <Signal icon="no-plug" word={said.mains} signal={chart.aside.signals.noMains} />
        </dl>
      )}
    </section>
  );
}

function Note({ note }: { note: UnitNoteView }) {
  const at = Date.parse(note.at);
  return (
    <li>
      <p class="note-text">{note.text}</p>
      <p class="soft">
        <time dateTime={note.at}>{pageWords.value.noteBy(note.by, timeNear(at, now.value))}</time>
      </p>
    </li>
  );
}

function Signal({ icon, word, signal }: { icon: IconName; word: string; signal: SignalView | null }) {
  const said = pageWords.value;
  const total =
    signal === null
      ? said.unreported
      : signal.times === 0
        ? said.never
        : said.times(
            whole(signal.times, language.value),
            duration(Math.max(60_000, signal.seconds * 1000), language.value),
          );
  return (
    <div>
      <dt>
        <Icon name={icon} />
        {word}
      </dt>
      <dd>
        {total}
        {signal !== null && signal.spans.length > 0 && signal.spans.length <= SPANS_MOST && (
          <ul class="soft">
            {signal.spans.map(({ from, to }) => {
              const begin = timeNear(Date.parse(from), now.value);
              return (
                <li key={from}>
                  {to === null ? said.spanOpen(begin) : said.span(begin, timeNear(Date.parse(to), now.value))}
                </li>
              );
            })}
          </ul>
        )}
      </dd>
    </div>
  );
}

/** The two live regions of the board: assertive for a new alarm, polite for changes of the counts. */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { announce, NOTHING_SAID } from '../announce.ts';
import { now } from '../live/clock.ts';
import { picture } from '../live/connection.ts';
import { words } from '../words/words.ts';
import { countStates } from './order.ts';
import { alertPlace, alertWord, newestFirst } from './words.ts';

export function Announcements() {
  const alarm = useSignal(NOTHING_SAID);
  const calm = useSignal(NOTHING_SAID);
  /** Ids heard of; null until the first picture, whose alerts are not news. */
  const known = useRef<ReadonlySet<string> | null>(null);
  const formerCounts = useRef<string | null>(null);

  useSignalEffect(() => {
    const seen = picture.value;
    const at = now.value;
    if (!seen) return;
    const waiting = newestFirst(seen.alerts.values()).filter((alert) => alert.state === 'open');
    const fresh = waiting.find((alert) => known.current && !known.current.has(alert.id));
    known.current = new Set(waiting.map((alert) => alert.id));
    const news =
      fresh &&
      words.value.alerts.announcement(
        alertWord(fresh, words.value),
        alertPlace(fresh, words.value, seen.units, seen.sites),
      );
    alarm.value = announce(alarm.peek(), news ?? null, at);

    const counts = countStates([...seen.units.values()]);
    const { board } = words.value;
    const text = `${board.excursion} ${counts.excursion}, ${board.watching} ${counts.watching}, ${board.silent} ${counts.silent}, ${board.normal} ${counts.normal}`;
    const changed = formerCounts.current !== null && formerCounts.current !== text;
    formerCounts.current = text;
    calm.value = announce(calm.peek(), changed ? text : null, at);
  });

  return (
    <>
      <p class="sr" aria-live="assertive">
        {alarm.value.said}
      </p>
      <p class="sr" aria-live="polite">
        {calm.value.said}
      </p>
    </>
  );
}

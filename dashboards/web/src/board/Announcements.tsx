/** The two live regions of the board: assertive for a new alarm, polite for changes of the counts. */

import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { announce, NOTHING_SAID } from '../announce.ts';
import type { AlertView } from '../api/views.ts';
import { now } from '../live/clock.ts';
import { alerts, hasPicture, sites, units } from '../live/connection.ts';
import { words } from '../words/words.ts';
import { newestFirst } from './alert-order.ts';
import type { Counts } from './order.ts';
import { alertPlace, alertWord } from './words.ts';

export function Announcements({ counts }: { counts: ReadonlySignal<Counts> }) {
  const alarm = useSignal(NOTHING_SAID);
  const calm = useSignal(NOTHING_SAID);
  const waiting = useComputed(() =>
    newestFirst(alerts.value.values()).filter((alert) => alert.state === 'open'),
  );
  /** What was looked at last, and its ids; null until the first picture, whose alerts are not news. */
  const known = useRef<{ waiting: readonly AlertView[]; ids: ReadonlySet<string> } | null>(null);
  const formerCounts = useRef<string | null>(null);

  useSignalEffect(() => {
    const at = now.value;
    const seen = waiting.value;
    if (!hasPicture.value) return;
    const former = known.current;
    let news: string | null = null;
    if (former?.waiting !== seen) {
      const fresh = former === null ? undefined : seen.find(({ id }) => !former.ids.has(id));
      known.current = { waiting: seen, ids: new Set(seen.map(({ id }) => id)) };
      if (fresh !== undefined)
        news = words.value.alerts.announcement(
          alertWord(fresh, words.value),
          alertPlace(fresh, words.value, units.peek(), sites.peek()),
        );
    }
    alarm.value = announce(alarm.peek(), news, at);
  });

  useSignalEffect(() => {
    const at = now.value;
    if (!hasPicture.value) return;
    const { board } = words.value;
    const { excursion, watching, silent, normal } = counts.value;
    const text = `${board.excursion} ${excursion}, ${board.watching} ${watching}, ${board.silent} ${silent}, ${board.normal} ${normal}`;
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

/** K1, the wall board: which fridge needs me now? */
import { useComputed, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { ConnectionBar } from '../live/ConnectionBar.tsx';
import { now } from '../live/clock.ts';
import { alerts, hasPicture, lostSince, sites, units as unitsNow } from '../live/connection.ts';
import { realAlerts } from '../live/tests.ts';
import { Icon } from '../look/Icon.tsx';
import { queryValue } from '../page.ts';
import { session } from '../session/session.ts';
import { soundFor, tryUnlock } from '../sound/watch.ts';
import { words } from '../words/words.ts';
import { Alerts } from './Alerts.tsx';
import { Announcements } from './Announcements.tsx';
import { Header } from './Header.tsx';
import { countStates, Standing } from './order.ts';
import { Tiles } from './Tiles.tsx';

export function Board() {
  const standing = useMemo(() => new Standing(), []);
  const units = useComputed(() => standing.update(unitsNow.value));
  const counts = useComputed(() => countStates(units.value));
  useEffect(() => {
    void tryUnlock();
  }, []);
  useSignalEffect(() => {
    // Reading the clock here makes the alarm repeat while nothing else changes.
    if (now.value > 0 && hasPicture.value) soundFor(alerts.value.values());
  });
  useSignalEffect(() => {
    const { excursion, watching } = counts.value;
    const waiting = excursion + watching;
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${words.value.board.title} – ${words.value.product}`;
  });

  return (
    <div class={lostSince.value === null ? 'screen board' : 'screen board is-lost'}>
      <Header place={placeName()} counts={counts} />
      <ConnectionBar />
      <main class="board-main">
        {hasPicture.value ? (
          <>
            <Tiles units={units} />
            <Alerts />
            <ToAlerts count={realAlerts(alerts.value.values()).length} />
          </>
        ) : (
          <Skeleton />
        )}
      </main>
      <Announcements counts={counts} />
    </div>
  );
}

/** On a phone the alerts stand below the tiles; this stays at the thumb. */
function ToAlerts({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <a class="to-alerts" href="#alerts">
      <Icon name="bell" />
      {words.value.alerts.title}
      <b>{count}</b>
    </a>
  );
}

function Skeleton() {
  return (
    <section class="wall skeleton" aria-busy="true">
      <p>{words.value.loading}</p>
    </section>
  );
}

/** The site this board is narrowed to, else the signed-in person's place, else the whole province. */
function placeName(): string {
  const id = queryValue('site') ?? session.value?.site ?? null;
  if (id === null) return words.value.province;
  return sites.value.find((site) => site.id === id)?.name ?? id;
}

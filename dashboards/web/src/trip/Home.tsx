/** V1, my trips: where to, by when, which boxes, and whether the phone can do without a network. */
import { useEffect } from 'preact/hooks';
import type { ShipmentView } from '../../../../src/keeper/custody-views.ts';
import { whole } from '../format/province.ts';
import { instant, timeNear } from '../format/time.ts';
import { today } from '../format/today.ts';
import { Icon } from '../look/Icon.tsx';
import { goToTrip } from '../page.ts';
import { me } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { load, loadByThemselves, loadStateOf } from './download/loads.ts';
import { drafts, outbox, type StoredTrip, trips } from './kept.ts';
import { listed } from './load-trip.ts';
import { isOpen } from './outbox.ts';
import { PlanEntry } from './pack/entries.tsx';
import { Top } from './TripPages.tsx';
import { tripWords } from './words.ts';

export function Home() {
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === 'visible') void loadByThemselves();
    };
    again();
    addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [me.value?.username]);
  const said = tripWords.value;
  const found = listed.value;
  const kept = trips.value.map(({ signed }) => signed.trip.shipment);
  const fresh = found.kind === 'ready' ? found.items : [];
  // What the service says now, and what is on the phone besides.
  const all = [...fresh, ...kept.filter(({ id }) => !fresh.some((each) => each.id === id))].sort(byUrgency);
  const begun = drafts.value.find((draft) => draft.kind === 'take' && draft.trip === null && !draft.done);
  return (
    <>
      <Top title={said.title} here="trips" />
      <main class="trip-main">
        <PlanEntry />
        {all.length === 0 && found.kind === 'failed' && (
          <div class="empty" role="alert">
            <p>{said.home.unasked}</p>
            <button type="button" class="secondary" onClick={() => void loadByThemselves()}>
              {said.home.askAgain}
            </button>
          </div>
        )}
        {all.length === 0 && found.kind === 'ready' && (
          <div class="trip-empty">
            <p>{said.home.none}</p>
            <p class="hint">{said.home.noneHint}</p>
          </div>
        )}
        {all.length === 0 && found.kind === 'asking' && <p role="status">{words.value.loading}</p>}
        {all.map((shipment) => (
          <Card
            key={shipment.id}
            shipment={shipment}
            kept={trips.value.find(({ id }) => id === shipment.id)}
          />
        ))}
      </main>
      <footer class="thumb">
        <button type="button" class="primary big" onClick={() => goToTrip('-', '/ban-giao')}>
          <Icon name="scan" />
          <span>
            {begun ? said.home.continued : said.home.take}
            <small>{said.home.takeHint}</small>
          </span>
        </button>
      </footer>
    </>
  );
}

const OVER = ['closed', 'cancelled'];
/** What is still to be done first, then by when it is due. */
const byUrgency = (a: ShipmentView, b: ShipmentView): number =>
  Number(OVER.includes(a.state)) - Number(OVER.includes(b.state)) || a.arriveBy.localeCompare(b.arriveBy);

function Card({ shipment, kept }: { shipment: ShipmentView; kept: StoredTrip | undefined }) {
  const said = tripWords.value;
  const state = loadStateOf(shipment.id);
  const waiting = outbox.value.filter((item) => item.trip === shipment.id && isOpen(item)).length;
  const stateWords: { [state: string]: string } = said.shipmentState;
  const at = (iso: string) => timeNear(instant(iso) ?? 0, today.value);
  const next = shipment.stops[0]?.name ?? shipment.toName;
  return (
    <article class="trip-card" aria-label={`${shipment.fromName} → ${shipment.toName}`}>
      <h2>
        {shipment.fromName} <Icon name="right" /> {shipment.toName}
      </h2>
      <p class="trip-facts">
        <b>{stateWords[shipment.state] ?? shipment.state}</b>
        <span>{said.home.departs(at(shipment.departedAt ?? shipment.departAt))}</span>
        <span>{said.home.arrives(at(shipment.arriveBy))}</span>
        <span>{said.home.boxes(shipment.boxes.length)}</span>
      </p>
      {shipment.overdue && (
        <p class="tone-red strong">
          <Icon name="clock" /> {said.home.overdue}
        </p>
      )}
      {!OVER.includes(shipment.state) && <p>{said.home.nextStop(next)}</p>}
      <Readiness kept={kept} />
      {waiting > 0 && (
        <p class="tone-orange strong">
          <Icon name="clock" /> {said.home.waiting(waiting)}
        </p>
      )}
      {(state === 'failed' || state === 'wrong-key') && (
        <p class="trouble" role="alert">
          {state === 'failed' ? said.home.failed : said.home.wrongKey}
        </p>
      )}
      <div class="row">
        <button
          type="button"
          class={kept ? 'secondary' : 'primary'}
          disabled={state === 'loading'}
          onClick={() => void load(shipment.id)}
        >
          {state === 'loading' ? said.home.loading : kept ? said.home.reload : said.home.load}
        </button>
        {kept && (
          <button type="button" class="primary" onClick={() => goToTrip(shipment.id)}>
            {said.home.open}
          </button>
        )}
      </div>
    </article>
  );
}

function Readiness({ kept }: { kept: StoredTrip | undefined }) {
  const { home } = tripWords.value;
  if (kept === undefined) return <p class="hint">{home.notReady}</p>;
  const when = timeNear(kept.loadedAt, today.value);
  return (
    <p class={kept.scanner ? 'tone-green strong' : 'tone-orange strong'}>
      {kept.scanner ? home.ready(when) : home.readyNoScanner(when)}{' '}
      <span class="hint">{home.size(whole(Math.ceil(kept.signed.bytes / 1000), language.value))}</span>
    </p>
  );
}

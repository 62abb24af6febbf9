/** V2 and V5: the boxes of a trip and what they hold, handoffs, and what goes wrong on the way. */
import { useEffect } from 'preact/hooks';
import { instant, timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { Icon } from '../../look/Icon.tsx';
import { go, goToTrip } from '../../page.ts';
import type { NoteDraft } from '../draft.ts';
import { drafts, trips } from '../kept.ts';
import { refreshTrip } from '../load-trip.ts';
import { Note } from '../Note.tsx';
import { PackEntries } from '../pack/entries.tsx';
import { seenNow } from '../pack/here.ts';
import { Top } from '../TripPages.tsx';
import { tripWords } from '../words.ts';
import { Box } from './Box.tsx';
import { Handoffs } from './Handoffs.tsx';
import { Incidents } from './Incidents.tsx';
import { Parcels } from './Parcels.tsx';

export function Trip({ id }: { id: string }) {
  useEffect(() => {
    void refreshTrip(id);
    const again = () => void refreshTrip(id);
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [id]);
  const said = tripWords.value;
  const stored = trips.value.find((trip) => trip.id === id);
  const note = drafts.value.find(
    (draft): draft is NoteDraft => draft.kind === 'note' && draft.trip === id && !draft.done,
  );
  const home = () => go('trips');
  if (stored === undefined) {
    return (
      <>
        <Top title={said.title} here="trips" back={home} />
        <main class="trip-main">
          <p class="note">{said.unknownTrip}</p>
        </main>
      </>
    );
  }
  const trip = seenNow(stored.signed.trip);
  // What is over is read, and not gone on with.
  const isOver = ['closed', 'cancelled'].includes(trip.shipment.state);
  return (
    <>
      <Top title={`${trip.shipment.fromName} → ${trip.shipment.toName}`} back={home} />
      <main class="trip-main">
        <p class="hint">{said.trip.asOf(timeNear(instant(trip.asOf) ?? 0, today.value))}</p>
        <PackEntries trip={trip} />
        <section aria-labelledby="boxes">
          <h2 id="boxes">{said.trip.boxes}</h2>
          {trip.shipment.boxes.length === 0 && <p class="hint">{said.trip.noBoxes}</p>}
          {trip.shipment.boxes.map((box) => (
            <Box key={box.unit} packed={box} trip={trip} mayOpen={!isOver} />
          ))}
        </section>
        <Parcels trip={trip} />
        <Handoffs trip={trip} />
        <Incidents trip={id} />
      </main>
      {!isOver && (
        <footer class="thumb">
          <button type="button" class="primary big" onClick={() => goToTrip(id, '/ban-giao')}>
            <Icon name="link" />
            {said.trip.handoff}
          </button>
        </footer>
      )}
      {note && <Note key={note.key} draft={note} trip={trip} />}
    </>
  );
}

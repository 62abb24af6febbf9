/** V2 and V5: the boxes of a trip and what they hold, handoffs, and what goes wrong on the way. */
import { useEffect } from 'preact/hooks';
import { INCIDENTS } from '../../../../src/custody/types.ts';
import type { HandoffView, TripView } from '../../../../src/keeper/custody-views.ts';
import { duration, whole } from '../format/province.ts';
import { rangeText, temperature } from '../format/temperature.ts';
import { instant, timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import type { IconName } from '../look/icons.ts';
import { go, goToTrip } from '../page.ts';
import { me } from '../session/session.ts';
import { language } from '../words/words.ts';
import { confirmDraft, noteDraft } from './begin.ts';
import type { NoteDraft } from './draft.ts';
import { drafts, keepDraft, outbox, trips } from './kept.ts';
import { refreshTrip } from './load-trip.ts';
import { Note } from './Note.tsx';
import { holderName } from './names.ts';
import { contact } from './phone.ts';
import { isHeldBy, parcelsNow } from './possession.ts';
import { Top } from './TripPages.tsx';
import { tripWords } from './words.ts';

const INCIDENT_ICONS: Record<(typeof INCIDENTS)[number], IconName> = {
  vehicle: 'recall',
  'box-warm': 'up',
  'sensor-lost': 'no-signal',
  delay: 'clock',
  other: 'dots',
};

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
  const { trip } = stored.signed;
  return (
    <>
      <Top title={`${trip.shipment.fromName} → ${trip.shipment.toName}`} back={home} />
      <main class="trip-main">
        <p class="hint">{said.trip.asOf(timeNear(instant(trip.asOf) ?? 0, now.peek()))}</p>
        <section aria-labelledby="boxes">
          <h2 id="boxes">{said.trip.boxes}</h2>
          {trip.shipment.boxes.length === 0 && <p class="hint">{said.trip.noBoxes}</p>}
          {trip.shipment.boxes.map((box) => (
            <Box key={box.unit} packed={box} trip={trip} />
          ))}
        </section>
        <Parcels trip={trip} />
        <Handoffs trip={trip} />
        <section aria-labelledby="incidents">
          <h2 id="incidents">{said.trip.incident}</h2>
          <div class="four">
            {INCIDENTS.filter((kind) => kind !== 'other').map((kind) => (
              <button
                key={kind}
                type="button"
                class="incident"
                onClick={() => void keepDraft(noteDraft(id, kind, null))}
              >
                <Icon name={INCIDENT_ICONS[kind]} />
                {said.trip.incidents[kind]}
              </button>
            ))}
          </div>
          <button
            type="button"
            class="secondary wide"
            onClick={() => void keepDraft(noteDraft(id, 'other', null))}
          >
            {said.trip.incidents.other}
          </button>
          <Call />
          <Recorded trip={id} />
        </section>
      </main>
      <footer class="thumb">
        <button type="button" class="primary big" onClick={() => goToTrip(id, '/ban-giao')}>
          <Icon name="link" />
          {said.trip.handoff}
        </button>
      </footer>
      {note && <Note key={note.key} draft={note} trip={trip} />}
    </>
  );
}

function Call() {
  const said = tripWords.value;
  const phone = contact.value.trim();
  if (phone === '') {
    return (
      <button type="button" class="secondary wide" onClick={() => go('phone')}>
        {said.trip.noPhone}
      </button>
    );
  }
  return (
    <a class="primary wide" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
      {said.trip.callWhom(phone)}
    </a>
  );
}

type Packed = TripView['shipment']['boxes'][number];
const STATE_TONES: { [state: string]: string } = { excursion: 'red', watching: 'orange', normal: 'green' };

export function Box({ packed, trip, mayOpen = true }: { packed: Packed; trip: TripView; mayOpen?: boolean }) {
  const said = tripWords.value;
  const box = trip.boxes.find(({ unit }) => unit === packed.unit);
  const at = instant(box?.at ?? null);
  const conditioned = instant(packed.coolant.conditionedAt);
  const stateWords: { [state: string]: string } = said.unitState;
  const coolants: { [kind: string]: string } = said.trip.coolant;
  const opened = outbox.value
    .flatMap(({ delivered: { body } }) =>
      body.type === 'box.opened' && body.unit === packed.unit ? [body] : [],
    )
    .at(-1);
  return (
    <article class={`box-card tone-${STATE_TONES[box?.state ?? ''] ?? 'grey'}`} aria-label={packed.name}>
      <h3>
        <Icon name="transport-box" /> {packed.name}
      </h3>
      {box !== undefined && box.celsius !== null ? (
        <p class="box-value">
          <b>{temperature(box.celsius, language.value, box)}</b>
          <span>
            {stateWords[box.state] ?? box.state}
            {at !== null && <>, {said.trip.measured(timeNear(at, now.peek()))}</>}
          </span>
        </p>
      ) : (
        <p class="box-value">{said.trip.unmeasured}</p>
      )}
      <p class="facts">
        {box && (
          <span>
            {said.trip.range} {rangeText(box, language.value)}
          </span>
        )}
        <Breach at={instant(box?.breachAt ?? null)} />
        <span>
          {coolants[packed.coolant.kind] ?? packed.coolant.kind}
          {conditioned !== null && <>, {said.trip.conditioned(timeNear(conditioned, now.peek()))}</>}
        </span>
        <span>{packed.seal === null ? said.trip.noSeal : said.trip.seal(packed.seal)}</span>
        <span>{said.trip.path}</span>
        {opened && <span>{said.trip.openedAt(timeNear(Date.parse(opened.at), now.peek()))}</span>}
      </p>
      {mayOpen && (
        <button
          type="button"
          class="secondary"
          aria-label={`${said.trip.opened}: ${packed.name}`}
          onClick={() => void keepDraft(noteDraft(trip.shipment.id, 'opened', packed.unit))}
        >
          <Icon name="door-open" />
          {said.trip.opened}
        </button>
      )}
    </article>
  );
}

function Breach({ at }: { at: number | null }) {
  if (at === null) return null;
  const { trip } = tripWords.value;
  const left = at - now.value;
  return <span class="strong">{left > 0 ? trip.breach(duration(left, language.value)) : trip.breached}</span>;
}

function Parcels({ trip }: { trip: TripView }) {
  const said = tripWords.value;
  const events = outbox.value
    .filter(({ state }) => state !== 'refused')
    .map(({ delivered }) => delivered.body);
  const parcels = parcelsNow(trip, events);
  const who = me.value;
  return (
    <section aria-labelledby="parcels">
      <h2 id="parcels">{said.trip.parcels}</h2>
      <ul class="lines">
        {parcels.map((parcel) => (
          <li key={parcel.id} class={who !== null && isHeldBy(parcel, who) ? 'line' : 'line line-away'}>
            <b>{parcel.product}</b>
            <span>
              {said.trip.lot(parcel.lot)} · {said.trip.doses(whole(parcel.doses, language.value))}
            </span>
            {parcel.heldBy && <span>{said.trip.holder(holderName(parcel.heldBy, [trip]))}</span>}
            {parcel.openHolds > 0 && (
              <span class="tone-red strong">
                <Icon name="hold" /> {said.trip.hold}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Handoffs({ trip }: { trip: TripView }) {
  const said = tripWords.value;
  const who = me.value;
  if (trip.handoffs.length === 0) return null;
  const stateWords: { [state: string]: string } = said.handoffState;
  const mayConfirm = ({ state, receiver, to }: HandoffView) =>
    ['waiting', 'disputed'].includes(state) &&
    receiver !== null &&
    who !== null &&
    (to.kind === 'person' ? to.id === who.username : to.id === who.site);
  const confirm = async (handoff: HandoffView) => {
    await keepDraft(confirmDraft(handoff));
    goToTrip(trip.shipment.id, '/ban-giao');
  };
  return (
    <section aria-labelledby="handoffs">
      <h2 id="handoffs">{said.trip.handoffs}</h2>
      <ul class="lines">
        {trip.handoffs.map((handoff) => (
          <li key={handoff.id} class="line">
            <b>
              {handoff.from.name} → {handoff.to.name}
            </b>
            <span>{stateWords[handoff.state] ?? handoff.state}</span>
            {mayConfirm(handoff) && (
              <button type="button" class="primary" onClick={() => void confirm(handoff)}>
                {said.trip.confirm}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was recorded here lately, so that nobody presses twice for want of an answer. */
function Recorded({ trip }: { trip: string }) {
  const said = tripWords.value;
  const notes = outbox.value
    .filter((item) => item.trip === trip && item.delivered.body.type === 'incident.reported')
    .slice(-3);
  return (
    <ul class="lines" aria-live="polite">
      {notes.map(({ id, savedAt, delivered: { body } }) => (
        <li key={id}>
          {body.type === 'incident.reported' &&
            said.trip.saved(said.trip.incidents[body.kind], timeNear(savedAt, now.peek()))}
        </li>
      ))}
    </ul>
  );
}

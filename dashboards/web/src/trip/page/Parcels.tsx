/** What the trip carries, how it fared, and who holds it now as far as this phone knows. */
import '../../look/trip-leg.css';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { whole } from '../../format/province.ts';
import { timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { Icon } from '../../look/Icon.tsx';
import { me } from '../../session/session.ts';
import { language } from '../../words/words.ts';
import { outbox } from '../kept.ts';
import { LegCard } from '../leg/LegCard.tsx';
import { legsOf } from '../leg/leg.ts';
import { holderName, personName } from '../names.ts';
import { sharedNow } from '../phone.ts';
import { type HeldParcel, isHeldBy, parcelsNow } from '../possession.ts';
import { Folded } from '../wizard/ParcelLines.tsx';
import { tripWords } from '../words.ts';
import { pageWords } from './words.ts';

export function Parcels({ trip }: { trip: TripView }) {
  const said = tripWords.value;
  const events = outbox.value
    .filter(({ state }) => state !== 'refused')
    .map(({ delivered }) => delivered.body);
  const parcels = parcelsNow(trip, events);
  const { groups } = legsOf(
    parcels.map(({ id }) => id),
    [trip],
    sharedNow(),
    new Map(parcels.map(({ id, doses }) => [id, doses])),
  );
  return (
    <section aria-labelledby="parcels">
      <h2 id="parcels">{said.trip.parcels}</h2>
      {groups.map((group) => {
        const held = parcels.filter(({ id }) => group.parcels.includes(id));
        return (
          <div key={group.key} class="leg-group">
            <LegCard group={group} holder={held[0]?.heldBy ?? null} />
            <Folded parcels={held}>
              <ul class="lines">
                {held.map((parcel) => (
                  <Parcel key={parcel.id} parcel={parcel} trip={trip} />
                ))}
              </ul>
            </Folded>
          </div>
        );
      })}
    </section>
  );
}

function Parcel({ parcel, trip }: { parcel: HeldParcel; trip: TripView }) {
  const said = tripWords.value;
  const who = me.value;
  return (
    <li class={who !== null && isHeldBy(parcel, who) ? 'line' : 'line line-away'}>
      <b>{parcel.product}</b>
      <span>
        {said.trip.lot(parcel.lot)} · {said.trip.doses(whole(parcel.doses, language.value))}
      </span>
      {parcel.heldBy && <span>{said.trip.holder(holderName(parcel.heldBy, [trip]))}</span>}
      {parcel.ahead && (
        <span class="leg-since">
          <Icon name="clock" />
          <span>
            {pageWords.value.ahead(
              whole(parcel.doses, language.value),
              parcel.ahead.from === null ? '–' : personName(parcel.ahead.from, [trip]),
              timeNear(Date.parse(parcel.ahead.at), today.value),
            )}
          </span>
        </span>
      )}
      {parcel.openHolds > 0 && (
        <span class="tone-red strong">
          <Icon name="hold" /> {said.trip.hold}
        </span>
      )}
    </li>
  );
}

/** What the trip carries, and who holds it now as far as this phone knows. */
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { whole } from '../../format/province.ts';
import { Icon } from '../../look/Icon.tsx';
import { me } from '../../session/session.ts';
import { language } from '../../words/words.ts';
import { outbox } from '../kept.ts';
import { holderName } from '../names.ts';
import { isHeldBy, parcelsNow } from '../possession.ts';
import { tripWords } from '../words.ts';

export function Parcels({ trip }: { trip: TripView }) {
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

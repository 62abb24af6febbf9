/** Which parcels: those that this side holds, as far as this phone knows. */
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { whole } from '../../format/province.ts';
import { me } from '../../session/session.ts';
import { language } from '../../words/words.ts';
import { outbox } from '../kept.ts';
import { sharedNow } from '../phone.ts';
import { type HeldParcel, isHeldBy, parcelsNow } from '../possession.ts';
import { tripWords } from '../words.ts';
import type { GiveProps } from './give-props.ts';

function heldNow(trip: TripView): HeldParcel[] {
  const who = me.peek();
  const events = outbox.value
    .filter(({ state }) => state !== 'refused')
    .map(({ delivered }) => delivered.body);
  return who === null
    ? []
    : parcelsNow(trip, events).filter((parcel) => isHeldBy(parcel, who) && parcel.doses > 0);
}

export function Parcels({ trip, draft, set }: GiveProps & { trip: TripView }) {
  const said = tripWords.value;
  const held = heldNow(trip);
  const isChosen = (id: string) => draft.parcels.some(({ parcel }) => parcel === id);
  const choose = (wanted: readonly HeldParcel[]) => {
    const units = new Set(wanted.map(({ unit }) => unit));
    const boxes = trip.shipment.boxes.filter(
      (box) =>
        units.has(box.unit) || wanted.some(({ id }) => box.parcels.some(({ parcel }) => parcel === id)),
    );
    set({
      parcels: wanted.map(({ id, doses }) => ({ parcel: id, doses })),
      boxes: boxes.map(
        ({ unit, seal }) =>
          draft.boxes.find((box) => box.unit === unit) ?? {
            unit,
            seal: seal ?? '',
            celsius: known(trip, unit),
          },
      ),
    });
  };
  if (held.length === 0) return <p class="note">{said.handoff.noParcels}</p>;
  return (
    <>
      {held.length > 1 && (
        <button type="button" class="secondary wide" onClick={() => choose(held)}>
          {said.handoff.allParcels}
        </button>
      )}
      {held.map((parcel) => (
        <label key={parcel.id} class="tick">
          <input
            type="checkbox"
            checked={isChosen(parcel.id)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              choose(held.filter(({ id }) => (id === parcel.id ? isOn : isChosen(id))));
            }}
          />
          <span>
            <b>{parcel.product}</b>
            <span>
              {said.trip.lot(parcel.lot)} · {said.trip.doses(whole(parcel.doses, language.value))}
            </span>
          </span>
        </label>
      ))}
    </>
  );
}

/** A figure is filled in only while it is fresh; an old one would be signed as if it were now. */
const FRESH_MS = 15 * 60_000;
function known(trip: TripView, unit: string): string {
  const box = trip.boxes.find((each) => each.unit === unit);
  if (!box || box.celsius === null || box.at === null || sharedNow() - Date.parse(box.at) > FRESH_MS)
    return '';
  return box.celsius.toFixed(1).replace('.', language.peek() === 'vi' ? ',' : '.');
}

/** Which parcel a group of fields is about. */
import { trips } from '../kept.ts';
import { parcelName } from '../names.ts';
import { tripWords } from '../words.ts';

export function ParcelLegend({ parcel, after }: { parcel: string; after?: string }) {
  const known = trips.value.map(({ signed }) => signed.trip);
  const { product, lot } = parcelName(parcel, known);
  return (
    <legend>
      <b>{product}</b>
      <span>
        {lot !== '' && tripWords.value.trip.lot(lot)}
        {after !== undefined && <> · {after}</>}
      </span>
    </legend>
  );
}

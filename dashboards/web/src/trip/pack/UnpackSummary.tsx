/** What goes into which unit once more, before it is signed; and what was left in its box. */
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { whole } from '../../format/province.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { tripWords } from '../words.ts';
import type { UnpackDraft } from './draft.ts';
import type { ToPutAway } from './in-hand.ts';
import { unitName } from './places.ts';
import { packWords } from './words.ts';

type Props = { draft: UnpackDraft; trip: TripView; away: ToPutAway };

export function UnpackSummary({ draft, trip, away: { parcels } }: Props) {
  const { unpack } = packWords.value;
  const said = tripWords.value.trip;
  const count = (value: number) => whole(value, language.value);
  const isPut = (id: string) => draft.put.some(({ parcel }) => parcel === id);
  const left = parcels.filter(({ id }) => !isPut(id)).length;
  const units = [...new Set(draft.put.map(({ unit }) => unit))];
  return (
    <>
      {left > 0 && (
        <ul class="differs">
          <li>
            <Icon name="recall" /> {unpack.leftOut(count(left))}
          </li>
        </ul>
      )}
      {units.map((unit) => (
        <article key={unit} class="box-card" aria-label={unitName(trip, unit)}>
          <h3>{unitName(trip, unit)}</h3>
          <ul>
            {parcels
              .filter(({ id }) => draft.put.some((one) => one.parcel === id && one.unit === unit))
              .map(({ id, product, lot, doses }) => (
                <li key={id}>
                  {product} · {said.lot(lot)} · {said.doses(count(doses))}
                </li>
              ))}
          </ul>
        </article>
      ))}
    </>
  );
}

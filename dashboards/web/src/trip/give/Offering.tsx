/** All that the giver is about to sign. */
import { whole } from '../../format/province.ts';
import { language } from '../../words/words.ts';
import type { GiveDraft } from '../draft.ts';
import { trips } from '../kept.ts';
import { boxName, holderName, parcelName } from '../names.ts';
import { tripWords } from '../words.ts';

export function Offering({ draft }: { draft: GiveDraft }) {
  const said = tripWords.value;
  const known = trips.value.map(({ signed }) => signed.trip);
  const doses = draft.parcels.reduce((sum, parcel) => sum + parcel.doses, 0);
  return (
    <>
      <p class="big-line">
        → <b>{draft.to && holderName(draft.to, known)}</b>
      </p>
      <p>{said.handoff.total(whole(draft.parcels.length, language.value), whole(doses, language.value))}</p>
      <ul class="lines">
        {draft.parcels.map(({ parcel, doses }) => {
          const { product, lot } = parcelName(parcel, known);
          return (
            <li key={parcel} class="line">
              <b>{product}</b>
              <span>
                {lot !== '' && said.trip.lot(lot)} · {said.trip.doses(whole(doses, language.value))}
              </span>
            </li>
          );
        })}
        {draft.boxes.map(({ unit, seal, celsius }) => (
          <li key={unit} class="line">
            <b>{boxName(unit, known)}</b>
            <span>
              {seal === '' ? said.trip.noSeal : said.trip.seal(seal)}
              {celsius !== '' && <> · {celsius} °C</>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

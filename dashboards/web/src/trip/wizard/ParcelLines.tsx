/** Which parcels, and how many doses of each; folded where there are too many to see anything else. */
import type { ComponentChildren } from 'preact';
import type { Dosed } from '../../../../../src/custody/types.ts';
import { whole } from '../../format/province.ts';
import { language } from '../../words/words.ts';
import { trips } from '../kept.ts';
import { parcelName } from '../names.ts';
import { tripWords } from '../words.ts';

/** As many as fit on a phone's screen beside what is said of them. */
const LINES_MOST = 6;

export function ParcelLines({ parcels }: { parcels: readonly Dosed[] }) {
  const { trip } = tripWords.value;
  const known = trips.value.map(({ signed }) => signed.trip);
  return (
    <Folded parcels={parcels}>
      <ul class="lines">
        {parcels.map(({ parcel, doses }) => {
          const { product, lot } = parcelName(parcel, known);
          return (
            <li key={parcel} class="line">
              <b>{product}</b>
              <span>
                {lot !== '' && <>{trip.lot(lot)} · </>}
                {trip.doses(whole(doses, language.value))}
              </span>
            </li>
          );
        })}
      </ul>
    </Folded>
  );
}

type FoldedProps = { parcels: readonly { readonly doses: number }[]; children: ComponentChildren };

export function Folded({ parcels, children }: FoldedProps) {
  if (parcels.length <= LINES_MOST) return children;
  const doses = parcels.reduce((sum, each) => sum + each.doses, 0);
  return (
    <details>
      <summary>
        {tripWords.value.handoff.total(whole(parcels.length, language.value), whole(doses, language.value))}
      </summary>
      {children}
    </details>
  );
}

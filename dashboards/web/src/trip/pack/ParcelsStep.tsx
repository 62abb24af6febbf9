/** Which parcels go into the box: scanned one by one, or ticked. Only whole parcels are packed. */
import { useSignal } from '@preact/signals';
import { whole } from '../../format/province.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { Scanner } from '../Scanner.tsx';
import { tripWords } from '../words.ts';
import { boxOf, withBox } from './draft.ts';
import type { Packable } from './in-hand.ts';
import { ParcelTick } from './ParcelTick.tsx';
import type { PackProps } from './pack-props.ts';
import { unitName } from './places.ts';
import { scannedParcel } from './scanned.ts';
import { packWords } from './words.ts';

type Heard = { readonly isGood: boolean; readonly text: string };

export function ParcelsStep({ draft, trip, hand, set, unit }: PackProps & { unit: string }) {
  const { pack } = packWords.value;
  const heard = useSignal<Heard | null>(null);
  const isIn = ({ id }: Packable) => boxOf(draft, unit).parcels.includes(id);
  const tick = (wanted: readonly Packable[], isOn: boolean) =>
    set((now) => {
      const others = boxOf(now, unit).parcels.filter((id) => !wanted.some((parcel) => parcel.id === id));
      return {
        boxes: withBox(now, unit, { parcels: isOn ? [...others, ...wanted.map(({ id }) => id)] : others }),
      };
    });
  const found = (text: string) => {
    const parcel = scannedParcel(text, hand, isIn, new Date().getFullYear());
    if (parcel === null) heard.value = { isGood: false, text: pack.strange(text.slice(0, 60)) };
    else if (parcel.planned !== null) heard.value = { isGood: false, text: pack.partScanned(nameOf(parcel)) };
    else {
      tick([parcel], true);
      heard.value = { isGood: true, text: pack.put(nameOf(parcel)) };
    }
  };
  const wholeOnes = hand.filter(({ planned }) => planned === null);
  // What lies in no box of this draft yet.
  const loose = wholeOnes.filter(({ id }) => !draft.boxes.some(({ parcels }) => parcels.includes(id)));
  if (hand.length === 0) return <p class="note">{pack.nothing}</p>;
  return (
    <>
      <Scanner label={pack.scanParcels} onCode={found} />
      {heard.value && (
        <p class={heard.value.isGood ? 'note' : 'trouble'} role={heard.value.isGood ? 'status' : 'alert'}>
          {heard.value.text}
        </p>
      )}
      {loose.length > 1 && (
        <button type="button" class="secondary wide" onClick={() => tick(loose, true)}>
          <Icon name="check" /> {pack.all}
        </button>
      )}
      {hand.map((parcel) => (
        <ParcelTick
          key={parcel.id}
          parcel={parcel}
          checked={isIn(parcel) && parcel.planned === null}
          disabled={parcel.planned !== null}
          onTick={(isOn) => tick([parcel], isOn)}
        >
          <Where parcel={parcel} draft={draft} trip={trip} unit={unit} />
        </ParcelTick>
      ))}
    </>
  );
}

const nameOf = ({ product, lot, doses }: Packable): string =>
  `${product}, ${tripWords.peek().trip.lot(lot)} · ${tripWords.peek().trip.doses(whole(doses, language.peek()))}`;

function Where({
  parcel,
  draft,
  trip,
  unit,
}: Pick<PackProps, 'draft' | 'trip'> & { parcel: Packable; unit: string }) {
  const { pack } = packWords.value;
  const other = draft.boxes.find((box) => box.unit !== unit && box.parcels.includes(parcel.id));
  return (
    <>
      {parcel.openHolds > 0 && (
        <span class="tone-red strong">
          <Icon name="hold" /> {pack.hold}
        </span>
      )}
      {parcel.planned !== null && (
        <span class="wrong">
          {pack.part(whole(parcel.planned, language.value), whole(parcel.doses, language.value))}
        </span>
      )}
      {other !== undefined ? (
        <span class="strong">{pack.otherBox(unitName(trip, other.unit))}</span>
      ) : (
        parcel.unit !== null && <span class="hint">{pack.isIn(unitName(trip, parcel.unit))}</span>
      )}
    </>
  );
}

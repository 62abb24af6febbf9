/** First the unit, then what goes into it: scanned one by one, ticked, or everything at once. */
import { useSignal } from '@preact/signals';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { whole } from '../../format/province.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { Choice } from '../count/Choice.tsx';
import type { HeldParcel } from '../possession.ts';
import { Scanner } from '../Scanner.tsx';
import { tripWords } from '../words.ts';
import type { UnpackDraft } from './draft.ts';
import type { ToPutAway } from './in-hand.ts';
import { ParcelTick } from './ParcelTick.tsx';
import { unitName, unitsOf } from './places.ts';
import { scannedParcel } from './scanned.ts';
import { packWords } from './words.ts';

type Props = {
  draft: UnpackDraft;
  trip: TripView;
  away: ToPutAway;
  set: (make: (now: UnpackDraft) => Partial<UnpackDraft>) => void;
};

export function PutStep({ draft, trip, away: { site, parcels }, set }: Props) {
  const { pack, unpack } = packWords.value;
  const heard = useSignal<{ isGood: boolean; text: string } | null>(null);
  const units = unitsOf(trip, site);
  // With a single unit there is nothing to choose.
  const unit = draft.unit ?? (units.length === 1 ? (units[0]?.unit ?? null) : null);
  const unitOf = ({ id }: HeldParcel) => draft.put.find(({ parcel }) => parcel === id)?.unit ?? null;
  const put = (wanted: readonly HeldParcel[], where: string | null) =>
    set((now) => {
      const others = now.put.filter(({ parcel }) => !wanted.some(({ id }) => id === parcel));
      return {
        put: where === null ? others : [...others, ...wanted.map(({ id }) => ({ parcel: id, unit: where }))],
      };
    });
  const found = (text: string) => {
    const parcel = scannedParcel(text, parcels, (each) => unitOf(each) !== null, new Date().getFullYear());
    if (parcel === null) heard.value = { isGood: false, text: pack.strange(text.slice(0, 60)) };
    else if (unit !== null) {
      put([parcel], unit);
      heard.value = { isGood: true, text: unpack.put(nameOf(parcel), unitName(trip, unit)) };
    }
  };
  if (units.length === 0) return <p class="note">{unpack.noUnits}</p>;
  const name = unit === null ? '' : unitName(trip, unit);
  return (
    <>
      <Choice
        label={unpack.unit}
        name="unit"
        options={units.map((each) => [each.unit, each.name] as const)}
        value={unit}
        onChoose={(chosen) => set(() => ({ unit: chosen }))}
      />
      {unit === null ? (
        <p class="note">{unpack.chooseFirst}</p>
      ) : (
        <>
          <Scanner label={pack.scanParcels} onCode={found} />
          {heard.value && (
            <p class={heard.value.isGood ? 'note' : 'trouble'} role={heard.value.isGood ? 'status' : 'alert'}>
              {heard.value.text}
            </p>
          )}
          {parcels.length > 1 && (
            <button type="button" class="secondary wide" onClick={() => put(parcels, unit)}>
              <Icon name="check" /> {unpack.all(name)}
            </button>
          )}
        </>
      )}
      {parcels.map((parcel) => {
        const where = unitOf(parcel);
        return (
          <ParcelTick
            key={parcel.id}
            parcel={parcel}
            checked={where !== null}
            disabled={unit === null}
            onTick={(isOn) => put([parcel], isOn ? unit : null)}
          >
            {parcel.openHolds > 0 && (
              <span class="tone-red strong">
                <Icon name="hold" /> {pack.hold}
              </span>
            )}
            {where !== null ? (
              <span class="strong">{unpack.isPut(unitName(trip, where))}</span>
            ) : (
              parcel.unit !== null && <span class="hint">{pack.isIn(unitName(trip, parcel.unit))}</span>
            )}
          </ParcelTick>
        );
      })}
    </>
  );
}

const nameOf = ({ product, lot, doses }: HeldParcel): string =>
  `${product}, ${tripWords.peek().trip.lot(lot)} · ${tripWords.peek().trip.doses(whole(doses, language.peek()))}`;

/** Every box of this packing once more, before it is signed: what is in it, what cools it, its seal; and what was left out. */
import { whole } from '../../format/province.ts';
import { instant, timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { tripWords } from '../words.ts';
import type { BoxDraft } from './draft.ts';
import { dosesOf, filled, isConditioned, packedIn } from './events.ts';
import { isPacked, type Packable } from './in-hand.ts';
import type { PackProps } from './pack-props.ts';
import { unitName } from './places.ts';
import { packWords } from './words.ts';

export function PackSummary({ draft, trip, hand, set }: PackProps) {
  const { pack } = packWords.value;
  const boxes = filled(draft.boxes, hand);
  const packed = boxes.flatMap((box) => packedIn(box, hand));
  const leftOut = hand.filter((parcel) => !packed.includes(parcel) && !isPacked(trip, parcel));
  const count = (value: number) => whole(value, language.value);
  return (
    <>
      <p class="big-line">{pack.total(count(boxes.length), count(packed.length), count(dosesOf(packed)))}</p>
      {leftOut.length > 0 && (
        <ul class="differs">
          <li>
            <Icon name="recall" /> {pack.leftOut(count(leftOut.length))}
          </li>
        </ul>
      )}
      {boxes.map((box) => (
        <BoxLine
          key={box.unit}
          box={box}
          name={unitName(trip, box.unit)}
          parcels={packedIn(box, hand)}
          onChange={() => set(() => ({ unit: box.unit, step: 'parcels' }))}
          onDrop={() => set((kept) => ({ boxes: kept.boxes.filter(({ unit }) => unit !== box.unit) }))}
        />
      ))}
      <button type="button" class="secondary wide" onClick={() => set(() => ({ unit: null, step: 'box' }))}>
        {pack.another}
      </button>
    </>
  );
}

type LineProps = {
  box: BoxDraft;
  name: string;
  parcels: readonly Packable[];
  onChange: () => void;
  onDrop: () => void;
};
function BoxLine({ box, name, parcels, onChange, onDrop }: LineProps) {
  const { pack } = packWords.value;
  const { trip } = tripWords.value;
  const conditioned = instant(box.conditionedAt);
  const doses = (value: number) => trip.doses(whole(value, language.value));
  return (
    <article class="box-card" aria-label={name}>
      <h3>
        <Icon name="transport-box" /> {name}
      </h3>
      <ul>
        {parcels.map(({ id, product, lot, doses: count }) => (
          <li key={id}>
            {product} · {trip.lot(lot)} · {doses(count)}
          </li>
        ))}
      </ul>
      <p class="trip-facts">
        <span>{box.coolant !== null && trip.coolant[box.coolant]}</span>
        {isConditioned(box.coolant) && (
          <span class={conditioned === null ? 'wrong' : ''}>
            {conditioned === null ? pack.noTime : trip.conditioned(timeNear(conditioned, today.value))}
          </span>
        )}
        <span>{box.seal.trim() === '' ? trip.noSeal : trip.seal(box.seal)}</span>
        {box.celsius.trim() === '' ? (
          <span class="wrong">{pack.noCelsius}</span>
        ) : (
          <span>{box.celsius} °C</span>
        )}
      </p>
      <div class="row">
        <button type="button" class="secondary" aria-label={pack.changeBox(name)} onClick={onChange}>
          {pack.change}
        </button>
        <button type="button" class="secondary" aria-label={pack.dropBox(name)} onClick={onDrop}>
          {pack.drop}
        </button>
      </div>
    </article>
  );
}

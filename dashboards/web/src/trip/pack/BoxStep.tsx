/** Which box is packed now: scanned, or chosen from those that are here. */
import { useSignal } from '@preact/signals';
import { whole } from '../../format/province.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { holderName } from '../names.ts';
import { Scanner } from '../Scanner.tsx';
import { packedIn } from './events.ts';
import type { PackProps } from './pack-props.ts';
import { boxesAnywhere, boxesFor, placesOf, type Unit } from './places.ts';
import { scannedBox } from './scanned.ts';
import { packWords } from './words.ts';

export function BoxStep({ draft, trip, hand, set }: PackProps) {
  const { pack } = packWords.value;
  const strange = useSignal('');
  const sites = hand.flatMap(({ heldBy }) => (heldBy?.kind === 'site' ? [heldBy.id] : []));
  const here = boxesFor(trip, sites);
  // A box that was carried back by hand stands on record elsewhere until it is packed.
  const elsewhere = boxesAnywhere(trip).filter(({ unit }) => !here.some((box) => box.unit === unit));
  const shown = [...here, ...elsewhere];
  const found = (text: string) => {
    const box = scannedBox(text, boxesAnywhere(trip));
    strange.value = box === null ? text.slice(0, 60) : '';
    if (box !== null) set(() => ({ unit: box.unit }));
  };
  const siteOf = ({ unit }: Unit): string =>
    placesOf(trip).find(({ units }) => units.some((each) => each.unit === unit))?.site ?? '';
  const filling = ({ unit }: Unit): number => {
    const box = draft.boxes.find((each) => each.unit === unit);
    return box === undefined ? 0 : packedIn(box, hand).length;
  };
  return (
    <>
      <Scanner label={pack.scanBox} onCode={found} />
      {strange.value !== '' && (
        <p class="trouble" role="alert">
          {pack.strangeBox(strange.value)}
        </p>
      )}
      <h3 id="boxes-here">{pack.pickBox}</h3>
      {shown.length === 0 && <p class="note">{pack.noBoxes}</p>}
      <div class="lines" role="radiogroup" aria-labelledby="boxes-here">
        {shown.map((box) => (
          <label key={box.unit} class="tick">
            <input
              type="radio"
              name="box"
              checked={draft.unit === box.unit}
              onChange={() => set(() => ({ unit: box.unit }))}
            />
            <span>
              <b>
                <Icon name="transport-box" /> {box.name}
              </b>
              {elsewhere.includes(box) && (
                <span class="hint">
                  {pack.onRecordAt(holderName({ kind: 'site', id: siteOf(box) }, [trip]))}
                </span>
              )}
              {filling(box) > 0 && <span>{pack.hasParcels(whole(filling(box), language.value))}</span>}
            </span>
          </label>
        ))}
      </div>
    </>
  );
}

/** How the boxes arrived: the seal that was read, whether it is whole, and the temperature. */
import type { FoundBox } from '../draft.ts';
import { trips } from '../kept.ts';
import { boxName } from '../names.ts';
import { tripWords } from '../words.ts';
import { CelsiusField } from './CelsiusField.tsx';
import { Choice } from './Choice.tsx';
import type { CountProps } from './CountPage.tsx';

export function FoundBoxes({ counting: { found }, offer, onChange }: CountProps) {
  const { handoff } = tripWords.value;
  const known = trips.value.map(({ signed }) => signed.trip);
  const set = (unit: string, change: Partial<FoundBox>) =>
    onChange({ found: found.map((box) => (box.unit === unit ? { ...box, ...change } : box)) });
  if (found.length === 0) return <p class="hint">{handoff.noBoxes}</p>;
  return (
    <>
      {found.map((box) => {
        const seal = offer.boxes.find(({ unit }) => unit === box.unit)?.seal ?? null;
        return (
          <fieldset key={box.unit} class="count-card">
            <legend>
              <b>{boxName(box.unit, known)}</b>
            </legend>
            <label class="field">
              <span>{handoff.sealFound}</span>
              <input
                type="text"
                maxLength={40}
                autoComplete="off"
                autoCapitalize="characters"
                value={box.seal}
                onInput={(event) => set(box.unit, { seal: event.currentTarget.value })}
              />
              {seal !== null && <span class="hint">{handoff.sealOffered(seal)}</span>}
            </label>
            <Choice
              label={handoff.sealIntact}
              name={`seal ${box.unit}`}
              options={[
                [true, handoff.sealYes],
                [false, handoff.sealNo],
              ]}
              value={box.sealIntact}
              onChoose={(sealIntact) => set(box.unit, { sealIntact })}
            />
            <CelsiusField value={box.celsius} onInput={(celsius) => set(box.unit, { celsius })} />
          </fieldset>
        );
      })}
    </>
  );
}

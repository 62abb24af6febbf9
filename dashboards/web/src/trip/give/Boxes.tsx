/** The boxes that go along: how warm they are now, and their seals. */
import { CelsiusField } from '../count/CelsiusField.tsx';
import type { GiveDraft } from '../draft.ts';
import { trips } from '../kept.ts';
import { boxName } from '../names.ts';
import { tripWords } from '../words.ts';
import type { GiveProps } from './give-props.ts';

export function Boxes({ draft, set }: GiveProps) {
  const { handoff } = tripWords.value;
  const trip = trips.value.map(({ signed }) => signed.trip);
  const change = (unit: string, part: Partial<GiveDraft['boxes'][number]>) =>
    set({ boxes: draft.boxes.map((box) => (box.unit === unit ? { ...box, ...part } : box)) });
  if (draft.boxes.length === 0) return <p class="hint">{handoff.noBoxes}</p>;
  return (
    <>
      {draft.boxes.map((box) => (
        <fieldset key={box.unit} class="count-card">
          <legend>
            <b>{boxName(box.unit, trip)}</b>
          </legend>
          <CelsiusField value={box.celsius} onInput={(celsius) => change(box.unit, { celsius })} />
          <label class="field">
            <span>{handoff.sealNumber}</span>
            <input
              type="text"
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              placeholder={handoff.sealNone}
              value={box.seal}
              onInput={(event) => change(box.unit, { seal: event.currentTarget.value })}
            />
          </label>
        </fieldset>
      ))}
    </>
  );
}

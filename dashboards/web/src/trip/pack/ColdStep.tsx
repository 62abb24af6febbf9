/** How the box is kept cold and closed: coolant and when it was conditioned, the temperature inside, the seal. */
import { COOLANTS } from '../../../../../src/custody/types.ts';
import { clock } from '../../format/province.ts';
import { instant, timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { CelsiusField } from '../count/CelsiusField.tsx';
import { Choice } from '../count/Choice.tsx';
import { isCelsius } from '../draft.ts';
import { sharedNow } from '../phone.ts';
import { tripWords } from '../words.ts';
import { type BoxDraft, boxOf, withBox } from './draft.ts';
import { isConditioned } from './events.ts';
import { lastTime } from './local-time.ts';
import type { PackProps } from './pack-props.ts';
import { packWords } from './words.ts';

/** May one go on from this page? */
export const isCold = ({ coolant, celsius }: BoxDraft): boolean => coolant !== null && isCelsius(celsius);

export function ColdStep({ draft, set, unit }: PackProps & { unit: string }) {
  const { pack } = packWords.value;
  const coolants = tripWords.value.trip.coolant;
  const box = boxOf(draft, unit);
  const put = (change: Partial<BoxDraft>) => set((kept) => ({ boxes: withBox(kept, unit, change) }));
  return (
    <>
      <Choice
        label={pack.coolant}
        name="coolant"
        options={COOLANTS.map((kind) => [kind, coolants[kind]] as const)}
        value={box.coolant}
        onChoose={(coolant) => put({ coolant })}
      />
      {isConditioned(box.coolant) && (
        <Conditioned at={box.conditionedAt} onChange={(conditionedAt) => put({ conditionedAt })} />
      )}
      <CelsiusField value={box.celsius} onInput={(celsius) => put({ celsius })} />
      <label class="field">
        <span>{pack.sealNumber}</span>
        <input
          type="text"
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          placeholder={pack.sealNone}
          value={box.seal}
          onInput={(event) => put({ seal: event.currentTarget.value })}
        />
      </label>
    </>
  );
}

/** The last time the clock showed what is typed: nobody conditions ice packs tomorrow. */
function Conditioned({ at, onChange }: { at: string | null; onChange: (at: string | null) => void }) {
  const { pack } = packWords.value;
  const known = instant(at);
  return (
    <div class="choice">
      <label class="field">
        <span>{pack.conditionedAt}</span>
        <input
          type="time"
          value={known === null ? '' : clock(known)}
          onInput={(event) => onChange(lastTime(event.currentTarget.value, sharedNow()))}
        />
        <span class="hint">{known === null ? pack.conditionedHint : timeNear(known, today.value)}</span>
      </label>
      <button
        type="button"
        class="secondary"
        onClick={() => onChange(lastTime(clock(sharedNow()), sharedNow()))}
      >
        {pack.justNow}
      </button>
    </div>
  );
}

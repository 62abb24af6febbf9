/** What the indicators and the eye say of each parcel, or of all of them at once. */
import type { Count } from '../draft.ts';
import { tripWords } from '../words.ts';
import { Choice } from './Choice.tsx';
import type { CountProps } from './CountPage.tsx';
import { ParcelLegend } from './ParcelLegend.tsx';

export function CheckParcels({ counting: { counts }, onChange }: CountProps) {
  const { handoff } = tripWords.value;
  const set = (wanted: (count: Count) => boolean, change: Partial<Count>) =>
    onChange({ counts: counts.map((count) => (wanted(count) ? { ...count, ...change } : count)) });
  const same = <K extends 'vvm' | 'freeze'>(field: K): Count[K] | null => {
    const first = counts[0]?.[field] ?? null;
    return counts.every((count) => count[field] === first) ? first : null;
  };
  return (
    <>
      {counts.length > 1 && (
        <fieldset class="count-card for-all">
          <legend>
            <b>{handoff.sameForAll}</b>
          </legend>
          <Indicators
            name="all"
            vvm={same('vvm')}
            freeze={same('freeze')}
            onSet={(change) => set(() => true, change)}
          />
        </fieldset>
      )}
      {counts.map((count) => (
        <fieldset key={count.parcel} class="count-card">
          <ParcelLegend parcel={count.parcel} />
          <Indicators
            name={count.parcel}
            vvm={count.vvm}
            freeze={count.freeze}
            onSet={(change) => set(({ parcel }) => parcel === count.parcel, change)}
          />
          <label class="field">
            <span>{handoff.damage}</span>
            <input
              type="text"
              maxLength={200}
              autoComplete="off"
              value={count.damage}
              onInput={(event) =>
                set(({ parcel }) => parcel === count.parcel, { damage: event.currentTarget.value })
              }
            />
          </label>
        </fieldset>
      ))}
    </>
  );
}

function Indicators(props: {
  name: string;
  vvm: Count['vvm'];
  freeze: Count['freeze'];
  onSet: (change: Partial<Pick<Count, 'vvm' | 'freeze'>>) => void;
}) {
  const { handoff } = tripWords.value;
  return (
    <>
      <Choice
        label={handoff.vvm}
        name={`vvm ${props.name}`}
        options={[
          [1, '1'],
          [2, '2'],
          [3, '3'],
          [4, '4'],
          ['none', handoff.vvmNone],
        ]}
        value={props.vvm}
        onChoose={(vvm) => props.onSet({ vvm })}
      />
      {(props.vvm === 3 || props.vvm === 4) && <p class="wrong">{handoff.vvmBad}</p>}
      <Choice
        label={handoff.freeze}
        name={`freeze ${props.name}`}
        options={[
          ['ok', handoff.freezeOk],
          ['tripped', handoff.freezeTripped],
          ['none', handoff.freezeNone],
        ]}
        value={props.freeze}
        onChoose={(freeze) => props.onSet({ freeze })}
      />
    </>
  );
}

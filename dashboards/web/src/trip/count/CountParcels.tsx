/** Parcel by parcel: all of it, less, or refused; by hand or by scanning its label. */
import { useSignal } from '@preact/signals';
import { readVial } from '../../../../../src/lots/scan.ts';
import { whole } from '../../format/province.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { type Count, wholeOf } from '../draft.ts';
import { trips } from '../kept.ts';
import { Scanner } from '../Scanner.tsx';
import { tripWords } from '../words.ts';
import { Choice } from './Choice.tsx';
import type { CountProps } from './CountPage.tsx';
import { ParcelLegend } from './ParcelLegend.tsx';

export function CountParcels({ counting: { counts }, onChange }: CountProps) {
  const { handoff } = tripWords.value;
  const strange = useSignal<readonly string[]>([]);
  const set = (parcel: string, change: Partial<Count>) =>
    onChange({ counts: counts.map((count) => (count.parcel === parcel ? { ...count, ...change } : count)) });
  const found = (text: string) => {
    const match = scannedParcel(text, counts);
    if (match === null) strange.value = [...new Set([...strange.value, text.slice(0, 60)])];
    else if (match.result === null) set(match.parcel, { result: 'all' });
  };
  return (
    <>
      <Scanner label={handoff.scanParcels} onCode={found} />
      {strange.value.map((text) => (
        <p key={text} class="trouble" role="alert">
          {handoff.strange(text)}
        </p>
      ))}
      {counts.length > 1 && (
        <button
          type="button"
          class="secondary wide"
          onClick={() =>
            onChange({ counts: counts.map((count) => ({ ...count, result: count.result ?? 'all' })) })
          }
        >
          <Icon name="check" />
          {handoff.allOf}
        </button>
      )}
      {counts.map((count) => (
        <CountCard key={count.parcel} count={count} onSet={(change) => set(count.parcel, change)} />
      ))}
    </>
  );
}

/** The parcel whose label, id, or GTIN and lot is in the code. */
function scannedParcel(text: string, counts: readonly Count[]): Count | null {
  const vial = readVial(text, new Date().getFullYear());
  const known = trips.value.flatMap(({ signed }) => signed.trip.parcels);
  const isIt = ({ parcel }: Count): boolean => {
    const about = known.find(({ id }) => id === parcel);
    if (parcel === text || about?.label === text) return true;
    return vial.ok && about !== undefined && about.gtin === vial.gtin && about.lot === vial.lot;
  };
  const fitting = counts.filter(isIt);
  return fitting.find(({ result }) => result === null) ?? fitting[0] ?? null;
}

function CountCard({ count, onSet }: { count: Count; onSet: (change: Partial<Count>) => void }) {
  const { handoff, trip } = tripWords.value;
  const offered = whole(count.offered, language.value);
  const asks = count.result === 'short' || count.result === 'refused';
  const isWrong =
    asks && count.accepted.trim() !== '' && (wholeOf(count.accepted) ?? count.offered) >= count.offered;
  return (
    <fieldset class="count-card">
      <ParcelLegend parcel={count.parcel} after={trip.doses(offered)} />
      <Choice
        name={`result ${count.parcel}`}
        options={[
          ['all', handoff.all],
          ['short', handoff.short],
          ['refused', handoff.refuse],
        ]}
        value={count.result}
        onChoose={(result) => onSet({ result })}
      />
      {asks && (
        <label class="field">
          <span>
            {handoff.acceptedDoses} {handoff.outOf(offered)}
          </span>
          <input
            type="text"
            inputMode="numeric"
            autoComplete="off"
            placeholder={count.result === 'refused' ? '0' : ''}
            value={count.accepted}
            aria-invalid={isWrong}
            onInput={(event) => onSet({ accepted: event.currentTarget.value })}
          />
          {isWrong && <span class="wrong">{handoff.countWrong(offered)}</span>}
        </label>
      )}
    </fieldset>
  );
}

/** What will be signed: how many doses, and whatever differs from the offer. */
import type { ComponentChildren } from 'preact';
import { discrepanciesOf } from '../../../../../src/custody/handoff-count.ts';
import type { Counted, Discrepancy } from '../../../../../src/custody/types.ts';
import { whole } from '../../format/province.ts';
import { rangeText, temperature } from '../../format/temperature.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { countedBoxOf, countedOf, isShort } from '../draft.ts';
import { trips } from '../kept.ts';
import { boxOf, byHandOf } from '../leg/by-hand.ts';
import { byHandWords } from '../leg/by-hand-words.ts';
import { boxName, parcelName } from '../names.ts';
import { wizardWords } from '../wizard/words.ts';
import { tripWords } from '../words.ts';
import type { CountProps } from './CountPage.tsx';

export function Summary({ counting, offer, onChange }: CountProps) {
  const { handoff } = tripWords.value;
  const counted = counting.counts.map(countedOf).filter((each) => each !== null);
  const sum = (of: (one: Counted) => number) =>
    whole(
      counted.reduce((all, one) => all + of(one), 0),
      language.value,
    );
  const differs = discrepanciesOf(offer, { parcels: counted, boxes: counting.found.map(countedBoxOf) });
  const isIntact = (each: Discrepancy) =>
    each.kind === 'seal' &&
    counting.found.some(({ unit, sealIntact }) => unit === each.unit && sealIntact === true);
  const short = isShort(counting);
  const warm = [
    ...offer.boxes.map(({ unit, celsius }) => ({ unit, celsius, side: 'givenOutside' as const })),
    ...counting.found
      .map(countedBoxOf)
      .map(({ unit, celsius }) => ({ unit, celsius, side: 'takenOutside' as const })),
  ].filter(({ unit, celsius }) => byHandOf(celsius, boxOf(unit, stored())) === 'outside');
  return (
    <>
      <dl class="totals">
        <Total name={handoff.accepted} value={sum(({ doses }) => doses)} />
        <Total
          name={handoff.missing}
          value={sum(({ missing }) => missing)}
          isBad={counted.some((c) => c.missing > 0)}
        />
        <Total
          name={handoff.refused}
          value={sum(({ refused }) => refused)}
          isBad={counted.some((c) => c.refused > 0)}
        />
      </dl>
      {differs.length + warm.length === 0 ? (
        <p class="tone-green strong">
          <Icon name="check" bold /> {handoff.clean}
        </p>
      ) : (
        <ul class="differs">
          {differs.map((each) => (
            <li key={JSON.stringify(each)}>
              <Icon name="recall" /> <Difference differs={each} isIntact={isIntact(each)} />
            </li>
          ))}
          {warm.map(({ unit, celsius, side }) => (
            <li key={`${side} ${unit}`}>
              <Icon name="recall" /> <Warm unit={unit} celsius={celsius ?? 0} side={side} />
            </li>
          ))}
        </ul>
      )}
      {short && (
        <label class="field">
          <span>{handoff.reason}</span>
          <textarea
            rows={3}
            maxLength={500}
            value={counting.reason}
            onInput={(event) => onChange({ reason: event.currentTarget.value })}
          />
          {counting.reason.trim() === '' && <span class="wrong">{handoff.reasonNeeded}</span>}
        </label>
      )}
    </>
  );
}

const stored = () => trips.value.map(({ signed }) => signed.trip);

/** A box that was measured by hand, out of its range; the sensors judge the vaccine, this only calls for a look. */
function Warm({
  unit,
  celsius,
  side,
}: {
  unit: string;
  celsius: number;
  side: 'givenOutside' | 'takenOutside';
}) {
  const box = boxOf(unit, stored());
  const range = (box && rangeText(box, language.value)) ?? '';
  return (
    <>
      {boxName(unit, stored())}: {byHandWords.value[side](temperature(celsius, language.value, box), range)}
    </>
  );
}

function Total({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }) {
  return (
    <div class={isBad ? 'tone-red' : ''}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** `isIntact`: the seal, of a difference that is one of seals. */
function Difference({ differs, isIntact }: { differs: Discrepancy; isIntact: boolean }): ComponentChildren {
  const { handoff, trip } = tripWords.value;
  const known = trips.value.map(({ signed }) => signed.trip);
  if (differs.kind === 'seal') {
    const { sealOther } = wizardWords.value;
    // A whole seal with another number is none that broke.
    const what = isIntact
      ? sealOther(differs.offered, differs.found)
      : `${handoff.sealNo} (${differs.offered ?? '–'})`;
    return `${boxName(differs.unit, known)}: ${what}`;
  }
  const { product, lot } = parcelName(differs.parcel, known);
  const what = lot === '' ? product : `${product}, ${trip.lot(lot)}`;
  switch (differs.kind) {
    case 'missing':
    case 'refused':
      return `${what}: ${handoff[differs.kind]} ${trip.doses(whole(differs.doses, language.value))}`;
    case 'vvm':
      return `${what}: VVM ${differs.stage}`;
    case 'freeze-indicator':
      return `${what}: ${handoff.freezeTripped}`;
    case 'damage':
      return `${what}: ${differs.text}`;
    default:
      return differs satisfies never;
  }
}

/** Counting and checking, page by page: the same for who takes over and for a giver who records it for somebody else. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { discrepanciesOf } from '../../../../src/custody/handoff-count.ts';
import type { Counted, CountedBox, Discrepancy, HandoffOffered } from '../../../../src/custody/types.ts';
import { readVial } from '../../../../src/lots/scan.ts';
import { whole } from '../format/province.ts';
import { Icon } from '../look/Icon.tsx';
import { language } from '../words/words.ts';
import {
  type Count,
  type Counting,
  type CountStep,
  countedBoxOf,
  countedOf,
  type FoundBox,
  isCelsius,
  isShort,
  wholeOf,
} from './draft.ts';
import { trips } from './kept.ts';
import { boxName, parcelName } from './names.ts';
import { Scanner } from './Scanner.tsx';
import { tripWords } from './words.ts';

export const COUNT_STEPS: readonly CountStep[] = ['count', 'check', 'found', 'summary'];
type Offer = Pick<HandoffOffered, 'parcels' | 'boxes'>;
type Props = { counting: Counting; offer: Offer; onChange: (change: Partial<Counting>) => void };

export function CountPage({ step, ...props }: Props & { step: CountStep }) {
  switch (step) {
    case 'count':
      return <CountParcels {...props} />;
    case 'check':
      return <CheckParcels {...props} />;
    case 'found':
      return <FoundBoxes {...props} />;
    case 'summary':
      return <Summary {...props} />;
    default:
      return step satisfies never;
  }
}

export const countTitle = (step: CountStep): string => tripWords.value.handoff[step];

function CountParcels({ counting: { counts }, onChange }: Props) {
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

function ParcelLegend({ parcel, after }: { parcel: string; after?: string }) {
  const known = trips.value.map(({ signed }) => signed.trip);
  const { product, lot } = parcelName(parcel, known);
  return (
    <legend>
      <b>{product}</b>
      <span>
        {lot !== '' && tripWords.value.trip.lot(lot)}
        {after !== undefined && <> · {after}</>}
      </span>
    </legend>
  );
}

function CheckParcels({ counting: { counts }, onChange }: Props) {
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

function FoundBoxes({ counting: { found }, offer, onChange }: Props) {
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

export function CelsiusField({ value, onInput }: { value: string; onInput: (text: string) => void }) {
  const { handoff } = tripWords.value;
  return (
    <label class="field">
      <span>{handoff.celsius}</span>
      <input
        type="text"
        inputMode="text"
        autoComplete="off"
        maxLength={8}
        value={value}
        aria-invalid={!isCelsius(value)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {!isCelsius(value) && <span class="wrong">{handoff.celsiusWrong}</span>}
    </label>
  );
}

function Summary({ counting, offer, onChange }: Props) {
  const { handoff } = tripWords.value;
  const counted = counting.counts.map(countedOf).filter((each) => each !== null);
  const sum = (of: (one: Counted) => number) =>
    whole(
      counted.reduce((all, one) => all + of(one), 0),
      language.value,
    );
  const differs = discrepanciesOf(offer, { parcels: counted, boxes: counting.found.map(countedBoxOf) });
  const short = isShort(counting);
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
      {differs.length === 0 ? (
        <p class="tone-green strong">
          <Icon name="check" bold /> {handoff.clean}
        </p>
      ) : (
        <ul class="differs">
          {differs.map((each) => (
            <li key={JSON.stringify(each)}>
              <Icon name="recall" /> <Difference differs={each} />
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

function Total({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }) {
  return (
    <div class={isBad ? 'tone-red' : ''}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Difference({ differs }: { differs: Discrepancy }): ComponentChildren {
  const { handoff, trip } = tripWords.value;
  const known = trips.value.map(({ signed }) => signed.trip);
  if (differs.kind === 'seal') {
    return `${boxName(differs.unit, known)}: ${handoff.sealNo} (${differs.offered ?? '–'} / ${differs.found ?? '–'})`;
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

/** One of a few, as large buttons that say which is chosen by more than colour. */
export function Choice<T extends string | number | boolean>(props: {
  name: string;
  label?: string;
  options: readonly (readonly [T, string])[];
  value: T | null;
  onChoose: (value: T) => void;
}) {
  return (
    <div class="choice" role="radiogroup" aria-label={props.label ?? props.name}>
      {props.label !== undefined && <span class="choice-label">{props.label}</span>}
      <div class="chips">
        {props.options.map(([value, text]) => (
          <label key={String(value)} class="chip">
            <input
              type="radio"
              name={props.name}
              checked={props.value === value}
              onChange={() => props.onChoose(value)}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

/** What was counted as the event says it; null while something is missing. */
export function countOf({ counts, found }: Counting): { parcels: Counted[]; boxes: CountedBox[] } | null {
  const parcels = counts.map(countedOf);
  if (parcels.some((each) => each === null)) return null;
  return { parcels: parcels.filter((each) => each !== null), boxes: found.map(countedBoxOf) };
}

/** Which parcels go, and how many doses of each; of one that cannot go, why. */
import { useSignal } from '@preact/signals';
import type { ParcelView } from '../../../../../src/keeper/views.ts';
import { day, whole } from '../../format/province.ts';
import { now } from '../../live/clock.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { newId } from '../uuid.ts';
import type { PlannedDraft } from './draft.ts';
import { dosesOf } from './events.ts';
import { ParcelTick } from './ParcelTick.tsx';
import type { PlanProps } from './plan-props.ts';
import { goingOf, goingWith, isExpired, type Obstacle, obstacleOf } from './plan-rules.ts';
import { packWords } from './words.ts';

/** As many as are found at a glance; beyond that one searches. */
const AT_A_GLANCE = 8;
const plain = (text: string) =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');

export function PlanParcels({ draft, data, set }: PlanProps) {
  const { plan } = packWords.value;
  const sought = useSignal('');
  const chosenOf = (id: string) => draft.parcels.find(({ parcel }) => parcel === id);
  const shown = data.parcels.filter(
    ({ id, product, lot }) =>
      chosenOf(id) !== undefined || plain(`${product} ${lot}`).includes(plain(sought.value.trim())),
  );
  const going = goingWith(draft, data);
  const doses = dosesOf(going.map((each) => ({ doses: each.doses ?? 0 })));
  if (data.parcels.length === 0) return <p class="note">{plan.nothing}</p>;
  return (
    <>
      {data.parcels.length > AT_A_GLANCE && (
        <label class="field">
          <span>{plan.find}</span>
          <input
            type="search"
            autoComplete="off"
            value={sought.value}
            onInput={(event) => {
              sought.value = event.currentTarget.value;
            }}
          />
        </label>
      )}
      <p class="strong" role="status">
        {plan.chosen(whole(going.length, language.value), whole(doses, language.value))}
      </p>
      {shown.map((parcel) => {
        const obstacle = obstacleOf(parcel, draft, data);
        const chosen = chosenOf(parcel.id);
        const tick = (isOn: boolean) =>
          set((kept) => {
            const others = kept.parcels.filter((each) => each.parcel !== parcel.id);
            const added = { parcel: parcel.id, doses: String(parcel.doses), part: newId() };
            return { parcels: isOn ? [...others, added] : others };
          });
        return (
          <div key={parcel.id} class="tick-more">
            <ParcelTick
              parcel={parcel}
              checked={chosen !== undefined && obstacle === null}
              disabled={obstacle !== null}
              onTick={tick}
            >
              <span class="hint">{plan.expiry(day(parcel.expiry))}</span>
              {isExpired(parcel, now.peek()) && <span class="wrong">{plan.expired}</span>}
              {obstacle !== null && <Why obstacle={obstacle} />}
              {obstacle === null && parcel.openHolds > 0 && <span class="wrong">{plan.heldBack}</span>}
            </ParcelTick>
            {chosen !== undefined && obstacle === null && (
              <Doses
                chosen={chosen}
                parcel={parcel}
                onInput={(typed) =>
                  set((kept) => ({
                    parcels: kept.parcels.map((each) =>
                      each.parcel === parcel.id ? { ...each, doses: typed } : each,
                    ),
                  }))
                }
              />
            )}
          </div>
        );
      })}
    </>
  );
}

function Why({ obstacle }: { obstacle: Obstacle }) {
  const { plan } = packWords.value;
  return (
    <span class="wrong">
      <Icon name={obstacle.kind === 'held' ? 'hold' : 'clock'} />{' '}
      {obstacle.kind === 'held' ? plan.held : plan.busy(obstacle.to)}
    </span>
  );
}

type DosesProps = { chosen: PlannedDraft; parcel: ParcelView; onInput: (typed: string) => void };
function Doses({ chosen, parcel, onInput }: DosesProps) {
  const { plan } = packWords.value;
  const count = (value: number) => whole(value, language.value);
  const going = goingOf(chosen, parcel);
  return (
    <label class="field doses">
      <span>
        {plan.doses(parcel.lot)} {plan.outOf(count(parcel.doses))}
      </span>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={7}
        value={chosen.doses}
        aria-invalid={going === null}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {going === null && <span class="wrong">{plan.dosesWrong(count(parcel.doses))}</span>}
      {going !== null && going < parcel.doses && (
        <span class="hint">{plan.splits(count(going), count(parcel.doses - going))}</span>
      )}
    </label>
  );
}

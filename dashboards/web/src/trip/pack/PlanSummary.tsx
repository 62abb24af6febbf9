/** The whole plan once more, before it is made. */
import { whole } from '../../format/province.ts';
import { instant, timeNear } from '../../format/time.ts';
import { today } from '../../format/today.ts';
import { Icon } from '../../look/Icon.tsx';
import { language } from '../../words/words.ts';
import { tripWords } from '../words.ts';
import { dosesOf } from './events.ts';
import { instantOf } from './local-time.ts';
import type { PlanProps } from './plan-props.ts';
import { goingWith } from './plan-rules.ts';
import { packWords } from './words.ts';

export function PlanSummary({ draft, data }: PlanProps) {
  const { plan, parcels } = packWords.value;
  const { trip, home } = tripWords.value;
  const count = (value: number) => whole(value, language.value);
  const site = (id: string | null) => data.sites.find((each) => each.id === id)?.name ?? id ?? '';
  const at = (typed: string) => timeNear(instant(instantOf(typed)) ?? 0, today.value);
  const going = goingWith(draft, data);
  const doses = dosesOf(going.map((each) => ({ doses: each.doses ?? 0 })));
  return (
    <>
      <p class="big-line">
        <b>{site(draft.from)}</b> <Icon name="right" /> <b>{site(draft.to)}</b>
      </p>
      <p class="trip-facts">
        <span>{home.departs(at(draft.departAt))}</span>
        <span>{home.arrives(at(draft.arriveBy))}</span>
        <span>
          {plan.escort}: {data.escorts.find(({ username }) => username === draft.escort)?.name}
        </span>
        {draft.stops.length > 0 && (
          <span>
            {plan.stops}: {draft.stops.map(site).join(', ')}
          </span>
        )}
      </p>
      {draft.note.trim() !== '' && <p class="note">{draft.note}</p>}
      <p class="strong">
        {parcels(count(going.length))}, {trip.doses(count(doses))}
      </p>
      <ul class="lines">
        {going.map(({ parcel, doses: each }) => (
          <li key={parcel.id} class="line">
            <b>{parcel.product}</b>
            <span>
              {trip.lot(parcel.lot)} · {trip.doses(count(each ?? 0))}
            </span>
            {each !== null && each < parcel.doses && (
              <span class="hint">{plan.splits(count(each), count(parcel.doses - each))}</span>
            )}
          </li>
        ))}
      </ul>
      <p class="hint">{plan.summaryHint}</p>
    </>
  );
}

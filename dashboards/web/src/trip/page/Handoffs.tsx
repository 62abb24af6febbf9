/** The handoffs of a trip as the service knows them, and those that wait for this side to confirm. */
import type { HandoffView, TripView } from '../../../../../src/keeper/custody-views.ts';
import { goToTrip } from '../../page.ts';
import { me } from '../../session/session.ts';
import { confirmDraft } from '../begin.ts';
import { keepDraft } from '../kept.ts';
import { RecordLink } from '../wizard/RecordLink.tsx';
import { tripWords } from '../words.ts';

/** Something is on record: an offer alone is a promise. */
const RECORDED = ['complete', 'refused', 'waiting', 'disputed'];

/** While the way to the giver is not known, the service takes the place that held it last; who signed is known all the same. */
function giverOf({ from, given }: HandoffView, { people }: TripView): string {
  const site = people.find(({ username }) => username === given?.by)?.site ?? null;
  return given === null || from.kind === 'person' || site === null || site === from.id
    ? from.name
    : given.name;
}

export function Handoffs({ trip }: { trip: TripView }) {
  const said = tripWords.value;
  const who = me.value;
  if (trip.handoffs.length === 0) return null;
  const stateWords: { [state: string]: string } = said.handoffState;
  const mayConfirm = ({ state, receiver, to }: HandoffView) =>
    ['waiting', 'disputed'].includes(state) &&
    receiver !== null &&
    who !== null &&
    (to.kind === 'person' ? to.id === who.username : to.id === who.site);
  const confirm = async (handoff: HandoffView) => {
    await keepDraft(confirmDraft(handoff));
    goToTrip(trip.shipment.id, '/ban-giao');
  };
  return (
    <section aria-labelledby="handoffs">
      <h2 id="handoffs">{said.trip.handoffs}</h2>
      <ul class="lines">
        {trip.handoffs.map((handoff) => (
          <li key={handoff.id} class="line">
            <b>
              {giverOf(handoff, trip)} → {handoff.to.name}
            </b>
            <span>{stateWords[handoff.state] ?? handoff.state}</span>
            {RECORDED.includes(handoff.state) && (
              <RecordLink
                handoff={handoff.id}
                between={{ from: giverOf(handoff, trip), to: handoff.to.name }}
              />
            )}
            {mayConfirm(handoff) && (
              <button type="button" class="primary" onClick={() => void confirm(handoff)}>
                {said.trip.confirm}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** To whom: a site of the trip, or a person who may be met on the way. */
import type { Holder } from '../../../../../src/custody/types.ts';
import type { TripView } from '../../../../../src/keeper/custody-views.ts';
import { me } from '../../session/session.ts';
import { Choice } from '../count/Choice.tsx';
import { holderName } from '../names.ts';
import { tripWords } from '../words.ts';
import type { GiveProps } from './give-props.ts';

export function To({ trip, draft, set }: GiveProps & { trip: TripView }) {
  const { handoff } = tripWords.value;
  const who = me.value;
  const { from, to, stops, escort } = trip.shipment;
  const places = [...new Set([to, ...stops.map(({ site }) => site), from])].filter(
    (site) => site !== who?.site,
  );
  const persons = [...new Set([escort, ...trip.people.map(({ username }) => username)])].filter(
    (each) => each !== who?.username,
  );
  const options = (kind: Holder['kind'], ids: readonly string[]) =>
    ids.map((id) => [id, holderName({ kind, id }, [trip])] as const);
  const chosen = (kind: Holder['kind']) => (draft.to?.kind === kind ? draft.to.id : null);
  const choose = (kind: Holder['kind']) => (id: string) => set({ to: { kind, id } });
  return (
    <>
      <Choice
        label={handoff.toSite}
        name="site"
        options={options('site', places)}
        value={chosen('site')}
        onChoose={choose('site')}
      />
      <Choice
        label={handoff.toPerson}
        name="person"
        options={options('person', persons)}
        value={chosen('person')}
        onChoose={choose('person')}
      />
    </>
  );
}

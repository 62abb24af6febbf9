/** Where the code on a handoff's paper leads: the record as the service has it now, and whether it is what was signed. */
import '../look/proof.css';
import type { Discrepancy, HandoffState } from '../../../../src/custody/types.ts';
import type { HandoffView, RecordProofView } from '../../../../src/keeper/custody-views.ts';
import { discrepancyWords, HANDOFF_STATE_WORDS, PAPER_WORDS as W } from '../../../../src/wording/papers.ts';
import { picture } from '../live/connection.ts';
import { linkTo } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { siteName } from '../shell/place.ts';
import { useAsked } from '../shell/use-asked.ts';
import { Checked } from './Checked.tsx';
import { handoffDiffers } from './record.ts';
import { both, n, said, when } from './words.ts';

export function HandoffProof({ handoff: id }: { handoff: string }) {
  const record = useAsked<HandoffView>(`/handoffs/${id}`);
  const proof = useAsked<RecordProofView>(`/handoffs/${id}/proof`);
  const number = proof.asked.value.value?.number;
  return (
    <Frame
      title={both(W.handoffRecord)}
      subtitle={number && `${both(W.number)} ${number}`}
      back={{ ...linkTo('trips'), name: said.value.back }}
      narrow
    >
      <Answered asked={record.asked.value} again={record.again}>
        {(handoff) => (
          <>
            <Answered asked={proof.asked.value} again={proof.again}>
              {(found) => <Checked proof={found} differs={handoffDiffers(handoff, found.events)} />}
            </Answered>
            <Shown handoff={handoff} />
          </>
        )}
      </Answered>
    </Frame>
  );
}

function Shown({ handoff }: { handoff: HandoffView }) {
  const told = said.value;
  const { from, to, given, taken, receiver, place, shipment } = handoff;
  const named = (name: string | undefined, of: HandoffView['from']) =>
    name === undefined || name === of.name ? of.name : `${name}, ${of.name}`;
  const at = handoff.completedAt ?? taken?.at ?? given?.at;
  const counted = new Map(handoff.counted?.map((one) => [one.parcel, one.doses]));
  const state = HANDOFF_STATE_WORDS[handoff.state as HandoffState];
  return (
    <section class="proof-part">
      <dl class="proof-facts">
        <dt>{both(W.state)}</dt>
        <dd>{state === undefined ? handoff.state : both(state)}</dd>
        <dt>{both(W.giver)}</dt>
        <dd>{named(given?.name, from)}</dd>
        <dt>{both(W.taker)}</dt>
        <dd>{named(taken?.name ?? receiver?.name, to)}</dd>
        <dt>{told.at}</dt>
        <dd>{at === undefined ? '–' : when(at)}</dd>
        <dt>{told.place}</dt>
        <dd>{place === null ? both(W.onTheRoad) : siteName(place)}</dd>
      </dl>
      <h2>{both(W.parcels)}</h2>
      <ul class="proof-parcels">
        {handoff.parcels.map(({ parcel, product, lot, doses }) => {
          const got = counted.get(parcel);
          return (
            <li key={parcel}>
              <b>{product}</b>, {both(W.lot)} {lot}:{' '}
              {got === undefined ? told.doses(n(doses)) : told.ofDoses(n(got), n(doses))}
            </li>
          );
        })}
      </ul>
      <h2>{both(W.discrepancies)}</h2>
      {handoff.discrepancies.length === 0 && (
        <p>{both(handoff.counted === null ? W.notCounted : W.noDiscrepancy)}</p>
      )}
      <ul class="proof-parcels">
        {(handoff.discrepancies as Discrepancy[]).map((what) => (
          <li key={JSON.stringify(what)} class="tone-red">
            {subjectOf(what, handoff)}: {both(discrepancyWords(what))}
          </li>
        ))}
      </ul>
      <p class="proof-links">
        <a
          class="secondary"
          href={`/api/v1/handoffs/${encodeURIComponent(handoff.id)}/record.pdf`}
          target="_blank"
          rel="noopener"
        >
          {told.paper}
        </a>
        {shipment !== null && (
          <a class="secondary" {...linkTo('shipment-proof', { shipment })}>
            {told.trip}
          </a>
        )}
      </p>
    </section>
  );
}

function subjectOf(what: Discrepancy, { parcels }: HandoffView): string {
  if ('unit' in what) return picture.value?.units.get(what.unit)?.name ?? what.unit;
  const parcel = parcels.find((one) => one.parcel === what.parcel);
  return parcel === undefined ? what.parcel : `${parcel.product}, ${both(W.lot)} ${parcel.lot}`;
}

/** Where the code on a delivery note leads: the trip as the service has it now, and whether it is what was signed. */
import '../look/proof.css';
import { recordNumber } from '../../../../src/custody/record-number.ts';
import type { ShipmentState } from '../../../../src/custody/types.ts';
import type { RecordProofView, ShipmentView } from '../../../../src/keeper/custody-views.ts';
import { SHIPMENT_STATE_WORDS, PAPER_WORDS as W } from '../../../../src/wording/papers.ts';
import { linkTo } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Checked } from './Checked.tsx';
import { shipmentDiffers } from './record.ts';
import { both, n, said, when } from './words.ts';

export function ShipmentProof({ shipment: id }: { shipment: string }) {
  const record = useAsked<ShipmentView>(`/shipments/${id}`);
  const proof = useAsked<RecordProofView>(`/shipments/${id}/proof`);
  const number = proof.asked.value.value?.number;
  return (
    <Frame
      title={both(W.deliveryNote)}
      subtitle={number && `${both(W.number)} ${number}`}
      back={{ ...linkTo('trips'), name: said.value.back }}
      narrow
    >
      <Answered asked={record.asked.value} again={record.again}>
        {(shipment) => (
          <>
            <Answered asked={proof.asked.value} again={proof.again}>
              {(found) => <Checked proof={found} differs={shipmentDiffers(shipment, found.events)} />}
            </Answered>
            <Shown shipment={shipment} />
          </>
        )}
      </Answered>
    </Frame>
  );
}

function Shown({ shipment }: { shipment: ShipmentView }) {
  const told = said.value;
  const state = SHIPMENT_STATE_WORDS[shipment.state as ShipmentState];
  const sum = (parcels: readonly { readonly doses: number }[]) =>
    told.doses(n(parcels.reduce((all, { doses }) => all + doses, 0)));
  return (
    <section class="proof-part">
      <dl class="proof-facts">
        <dt>{both(W.state)}</dt>
        <dd>{state === undefined ? shipment.state : both(state)}</dd>
        <dt>{both(W.from)}</dt>
        <dd>{shipment.fromName}</dd>
        <dt>{both(W.to)}</dt>
        <dd>{shipment.toName}</dd>
        <dt>{both(W.escort)}</dt>
        <dd>{shipment.escortName}</dd>
        <dt>{both(W.departedAt)}</dt>
        <dd>{shipment.departedAt === null ? '–' : when(shipment.departedAt)}</dd>
        <dt>{both(W.total)}</dt>
        <dd>{sum(shipment.planned)}</dd>
      </dl>
      <h2>{both(W.packedParcels)}</h2>
      <ul class="proof-parcels">
        {shipment.boxes.map(({ unit, name, parcels, seal, packedAt }) => (
          <li key={unit}>
            <b>{name}</b>: {sum(parcels)}, {both(W.seal)} {seal ?? both(W.none)}, {both(W.packedAt)}{' '}
            {when(packedAt)}
          </li>
        ))}
      </ul>
      {shipment.handoffs.length > 0 && <h2>{told.handoffs}</h2>}
      <p class="proof-links">
        {shipment.handoffs.map((handoff) => (
          <a key={handoff} class="secondary" {...linkTo('handoff-proof', { handoff })}>
            {recordNumber('BG', handoff)}
          </a>
        ))}
        <a
          class="secondary"
          href={`/api/v1/shipments/${encodeURIComponent(shipment.id)}/note.pdf`}
          target="_blank"
          rel="noopener"
        >
          {told.paper}
        </a>
      </p>
    </section>
  );
}

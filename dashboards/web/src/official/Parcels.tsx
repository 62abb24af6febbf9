/** Which lots and parcels an incident concerns, where they are and who has them, what was given of them, and who held them meanwhile. */
import type { IncidentParcelView, IncidentView } from '../../../../src/keeper/official-views.ts';
import { day } from '../format/province.ts';
import { linkTo } from '../page.ts';
import { length, n, when } from './say.ts';
import { said } from './words.ts';

export function Given({ view }: { view: IncidentView }) {
  const told = said.value.incident;
  return (
    <section class={view.dosesGivenAfterBreach > 0 ? 'part panel-red' : 'part'}>
      <h2>{told.given}</h2>
      <p class="part-headline">
        {told.givenBefore(n(view.dosesGiven))}
        {view.dosesGiven > 0 && `, ${told.givenAfter(n(view.dosesGivenAfterBreach))}`}
      </p>
      {view.given.length > 0 && (
        <details>
          <summary>{told.givenList}</summary>
          <ul class="entries">
            {view.given.map((one, i) => (
              <li key={i}>
                {when(one.at)} · {one.site} · {said.value.doses(n(one.doses))} · {said.value.lotNo(one.lot)} ·{' '}
                {one.by}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

export function Lots({ view }: { view: IncidentView }) {
  const told = said.value.incident;
  if (view.lots.length === 0) return null;
  return (
    <section class="part incident-wide">
      <h2>{told.lots}</h2>
      <ul class="entries">
        {view.lots.map((lot) => (
          <li key={`${lot.gtin} ${lot.lot}`}>
            <p>
              <b>{lot.product}</b> · {said.value.lotNo(lot.lot)}, {said.value.expiry(day(lot.expiry))}
            </p>
            <p>
              {said.value.parcels(n(lot.parcels))} · {said.value.doses(n(lot.doses))} · {told.onHold}:{' '}
              {n(lot.held)}
              {lot.dosesGiven > 0 && ` · ${told.givenBefore(n(lot.dosesGiven))}`}
            </p>
            <p class="soft">{lot.places.map((place) => place || said.value.underWay).join(', ')}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Parcels({ view }: { view: IncidentView }) {
  const told = said.value.incident;
  return (
    <section class="part incident-wide">
      <h2>{told.where}</h2>
      {view.parcelCount > view.parcels.length && (
        <p class="soft">{told.shown(n(view.parcels.length), n(view.parcelCount))}</p>
      )}
      {view.parcels.length === 0 ? (
        <p class="soft">{told.noParcels}</p>
      ) : (
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">{told.parcel}</th>
              <th scope="col">{told.lot}</th>
              <th scope="col" class="figure">
                {told.doses}
              </th>
              <th scope="col">{told.place}</th>
              <th scope="col">{told.holder}</th>
              <th scope="col">{told.state}</th>
            </tr>
          </thead>
          <tbody>
            {view.parcels.map((parcel) => (
              <tr key={parcel.id} class={stateOf(parcel) === 'onHold' ? 'tone-red' : 'tone-grey'}>
                <th scope="row">
                  <a {...linkTo('parcel', { id: parcel.id })}>{parcel.id}</a>
                  {parcel.label !== null && <small>{parcel.label}</small>}
                </th>
                <td data-head={told.lot}>
                  {parcel.lot}
                  <small>{parcel.product}</small>
                </td>
                <td data-head={told.doses} class="figure">
                  {n(parcel.doses)}
                </td>
                <td data-head={told.place}>
                  {parcel.ended !== null
                    ? said.value.none
                    : [parcel.unit?.name, parcel.site?.name ?? said.value.underWay]
                        .filter(Boolean)
                        .join(' · ')}
                  {parcel.shipment !== null && (
                    <small>
                      <a {...linkTo('trip', { id: parcel.shipment })}>{said.value.underWay}</a>
                    </small>
                  )}
                </td>
                <td data-head={told.holder}>{parcel.holder?.name ?? said.value.none}</td>
                <td data-head={told.state}>{told[stateOf(parcel)]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

type ParcelState = 'onHold' | 'discarded' | 'released' | 'withdrawn' | 'ended' | 'fine';

/** As the service has it: the word of its holds. */
function stateOf({ holds, ended }: IncidentParcelView): ParcelState {
  const has = (state: string) => holds.some((hold) => hold.state === state);
  if (has('open')) return 'onHold';
  if (has('discarded') || ended?.kind === 'discarded') return 'discarded';
  if (has('released')) return 'released';
  if (ended !== null) return 'ended';
  return has('withdrawn') ? 'withdrawn' : 'fine';
}

export function HeldBy({ view }: { view: IncidentView }) {
  const told = said.value.incident;
  if (view.held.length === 0) return null;
  return (
    <section class="part">
      <h2>{told.held}</h2>
      <ul class="entries">
        {view.held.map((one) => (
          <li key={`${one.holder.kind} ${one.holder.id}`}>
            <p>
              <b>{one.holder.name}</b> · {said.value.parcels(n(one.parcels))}
            </p>
            <p>{told.heldLine(when(one.from), when(one.to), length(one.beyondSeconds))}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

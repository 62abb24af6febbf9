/** What the service proposes to send: parcel by parcel, with how many doses of each go, and what may not go at all. */
import type { Signal } from '@preact/signals';
import type { IssueParcelView, ProposalView } from '../../../../src/keeper/stock-views.ts';
import { Icon } from '../look/Icon.tsx';
import { goingOf, sumOf, type Typed } from './issue-draft.ts';
import { ExpiryCell } from './LotRow.tsx';
import { n, shortId, stockWords } from './words.ts';

type Props = { proposal: ProposalView; typed: Signal<Typed> };

export function Proposal({ proposal, typed }: Props) {
  const said = stockWords.value.out;
  return (
    <section class="stock-part" aria-labelledby="stock-proposal">
      <h2 id="stock-proposal">{said.proposal}</h2>
      <p class="soft">{said.fefo}</p>
      {proposal.wants.map((want) => (
        <Want key={want.gtin} want={want} typed={typed} proposal={proposal} />
      ))}
    </section>
  );
}

type WantProps = Props & { want: ProposalView['wants'][number] };

function Want({ want, typed, proposal }: WantProps) {
  const said = stockWords.value.out;
  const going = goingOf({ ...proposal, wants: [want] }, typed.value);
  const sum = going === null ? null : sumOf(going);
  const mayGo = want.parcels.filter(({ obstacle }) => obstacle === null);
  const mayNot = want.parcels.filter(({ obstacle }) => obstacle !== null);
  return (
    <div class="stock-want">
      <h3>
        <bdi>{want.product || want.gtin}</bdi>
      </h3>
      <p role="status">
        <b>{said.total(sum === null ? '–' : n(sum), n(want.wanted))}</b>
        {sum !== null && sum < want.wanted && (
          <span class="stock-bad">
            {' '}
            <Icon name="recall" bold />
            {said.short(n(want.wanted - sum))}
          </span>
        )}
        {sum !== null && sum > want.wanted && (
          <span class="stock-more"> {said.more(n(sum - want.wanted))}</span>
        )}
      </p>
      {mayGo.length > 0 && (
        <table class="stock-table">
          <thead>
            <tr>
              <th scope="col">{stockWords.value.lot}</th>
              <th scope="col">{stockWords.value.expiry}</th>
              <th scope="col">{stockWords.value.where}</th>
              <th scope="col" class="stock-number">
                {said.has}
              </th>
              <th scope="col">{said.goes}</th>
            </tr>
          </thead>
          <tbody>
            {mayGo.map((parcel) => (
              <Row key={parcel.parcel} parcel={parcel} typed={typed} />
            ))}
          </tbody>
        </table>
      )}
      {mayNot.length > 0 && (
        <details class="stock-not">
          <summary>
            {said.cannot}: {stockWords.value.doses(n(sumOf(mayNot)))}
          </summary>
          <ul>
            {mayNot.map((one) => (
              <li key={one.parcel}>
                {stockWords.value.lotNo(one.lot)} · {stockWords.value.doses(n(one.doses))} ·{' '}
                <b class="stock-bad">{one.obstacle !== null && stockWords.value.obstacles[one.obstacle]}</b>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Row({ parcel, typed }: { parcel: IssueParcelView; typed: Signal<Typed> }) {
  const said = stockWords.value;
  const text = typed.value.get(parcel.parcel) ?? String(parcel.proposed);
  const value = Number(text);
  const isWrong = text !== '' && !(Number.isInteger(value) && value >= 0 && value <= parcel.doses);
  return (
    <tr class={value > 0 ? 'stock-lot is-going' : 'stock-lot'}>
      <th scope="row">
        {parcel.lot}
        <small>
          {parcel.label === null ? said.paper.parcel(shortId(parcel.parcel)) : <bdi>{parcel.label}</bdi>}
        </small>
      </th>
      <td data-head={said.expiry}>
        <ExpiryCell lot={parcel} />
      </td>
      <td data-head={said.where}>{parcel.unitName}</td>
      <td data-head={said.out.has} class="stock-number">
        {n(parcel.doses)}
      </td>
      <td data-head={said.out.goes}>
        <input
          class="stock-goes"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          aria-label={said.out.goesOf(parcel.lot, parcel.label ?? shortId(parcel.parcel))}
          aria-invalid={isWrong ? 'true' : undefined}
          value={text}
          onInput={(event) => {
            typed.value = new Map(typed.peek()).set(parcel.parcel, event.currentTarget.value);
          }}
        />
        {!isWrong && value > 0 && value < parcel.doses && <small class="soft">{said.out.split}</small>}
      </td>
    </tr>
  );
}

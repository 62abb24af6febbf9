/** One lot in the table: until when, how much, why not all of it, and where it stands at how many degrees. */
import type { StockLotView, StockUnitView } from '../../../../src/keeper/stock-views.ts';
import { toneOf } from '../board/order.ts';
import { stateWord } from '../board/words.ts';
import { day, duration } from '../format/province.ts';
import { temperature } from '../format/temperature.ts';
import { now } from '../live/clock.ts';
import { picture } from '../live/connection.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo } from '../page.ts';
import { session } from '../session/session.ts';
import { ruleText } from '../unit/words.ts';
import { language, words } from '../words/words.ts';
import { n, stockWords } from './words.ts';

type Props = { lot: StockLotView; onMove: (unit: string) => void };

export function LotRow({ lot, onMove }: Props) {
  const said = stockWords.value;
  const receipts = new Map(
    lot.parcels.flatMap(({ receipt }) => (receipt === null ? [] : [[receipt.id, receipt.number] as const])),
  );
  return (
    <tr class={lot.dosesHeld > 0 ? 'stock-lot has-held' : 'stock-lot'}>
      <th scope="row">
        {lot.lot}
        {[...receipts].map(([id, number]) => (
          <a key={id} class="stock-came" {...linkTo('receipt', { receipt: id })}>
            {number}
          </a>
        ))}
      </th>
      <td data-head={said.expiry}>
        <ExpiryCell lot={lot} />
      </td>
      <td data-head={said.usable} class="stock-number">
        <b>{n(lot.dosesUsable)}</b>
      </td>
      <td data-head={said.held}>
        <Held lot={lot} />
      </td>
      <td data-head={said.where}>
        <ul class="stock-units">
          {lot.units.map((unit) => (
            <Where key={unit.id} unit={unit} isOnly={lot.units.length === 1} onMove={onMove} />
          ))}
        </ul>
        <Left lot={lot} />
      </td>
    </tr>
  );
}

export function ExpiryCell({ lot: { expiry, badge } }: { lot: Pick<StockLotView, 'expiry' | 'badge'> }) {
  const said = stockWords.value;
  if (expiry === null || expiry === '') return <span class="stock-bad">{said.noExpiry}</span>;
  return (
    <>
      <span class="stock-date">{day(expiry)}</span>{' '}
      {badge !== null && (
        <span class={`stock-badge is-${badge}`}>
          <Icon name={badge === 'over' ? 'cross' : 'clock'} bold />
          {said.badges[badge]}
        </span>
      )}
    </>
  );
}

function Held({ lot }: { lot: StockLotView }) {
  const said = stockWords.value;
  const decides = session.value?.roles.some((role) => role === 'official' || role === 'auditor') ?? false;
  if (lot.dosesHeld === 0) return <span class="soft">–</span>;
  return (
    <>
      <b class="stock-bad">
        <Icon name="hold" bold />
        {said.doses(n(lot.dosesHeld))}
      </b>
      <ul class="stock-reasons">
        {lot.reasons.map((reason) => (
          <li key={`${reason.code} ${reason.vi}`}>
            {reason[language.value]}{' '}
            {reason.alert !== null ? (
              <a {...linkTo('incident', { alert: reason.alert })}>{said.incident}</a>
            ) : (
              decides && <a {...linkTo('decisions')}>{said.decisions}</a>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

type WhereProps = { unit: StockUnitView; isOnly: boolean; onMove: (unit: string) => void };

function Where({ unit, isOnly, onMove }: WhereProps) {
  const said = stockWords.value;
  const isDepot = session.value?.roles.includes('depot') ?? false;
  // The live picture is newer than the answer.
  const live = picture.value?.units.get(unit.id);
  const told = live === undefined ? null : stateWord(live, words.value, language.value, now.value);
  const celsius = live === undefined ? unit.celsius : live.celsius;
  return (
    <li>
      <a {...linkTo('unit', { id: unit.id })}>{unit.name}</a>
      <span class={`stock-state tone-${toneOf(live?.state ?? unit.state)}`}>
        {told !== null && <Icon name={told.icon} bold />}
        {celsius !== null && <b>{temperature(celsius, language.value)}</b>} {told?.text}
      </span>
      {!isOnly && <span class="soft">{said.doses(n(unit.doses))}</span>}
      {isDepot && (
        <button
          type="button"
          class="quiet stock-move no-print"
          aria-label={said.moveFrom(unit.name)}
          onClick={() => onMove(unit.id)}
        >
          {said.move}
        </button>
      )}
    </li>
  );
}

/** How long until a rule is broken if the present values last, as the service worked it out. */
function Left({ lot: { atRisk } }: { lot: StockLotView }) {
  const said = stockWords.value;
  if (atRisk === null) return null;
  const left = Date.parse(atRisk.breachAt) - now.value;
  return (
    <p class="stock-left">
      <Icon name="clock" bold />
      <b>{left > 0 ? said.left(duration(left, language.value)) : said.leftNone}</b>
      {atRisk.rule !== null && (
        <small>{ruleText(atRisk.rule, { words: words.value, language: language.value })}</small>
      )}
    </p>
  );
}

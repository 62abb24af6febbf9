/** One receipt as it was recorded: what came, what was seen, where it was put, and the way to its paper. */
import '../look/stock.css';
import type { ReceiptLineView, ReceiptView } from '../../../../src/keeper/stock-views.ts';
import { day } from '../format/province.ts';
import { timeNear } from '../format/time.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo, queryValue } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { seenText } from './seen-text.ts';
import { n, shortId, stockWords } from './words.ts';

/** With its date, whenever it is read. */
const when = (iso: string) => timeNear(Date.parse(iso), 0);

export function ReceiptPage({ receipt }: { receipt: string }) {
  const said = stockWords.value;
  const { asked, again } = useAsked<ReceiptView>(`/receipts/${receipt}`);
  const known = asked.value.value;
  const isDepot = session.value?.roles.includes('depot') ?? false;
  return (
    <Frame
      title={said.paper.title(known?.number ?? '')}
      subtitle={known?.siteName}
      back={{ ...linkTo('receipts'), name: said.paper.listTitle }}
      actions={
        <>
          <a class="primary" href={`/api/v1/receipts/${receipt}/note.pdf`} target="_blank" rel="noreferrer">
            <Icon name="print" />
            {said.paper.pdf}
          </a>
          <PrintButton />
          {isDepot && (
            <a class="secondary" {...linkTo('receive')}>
              {said.paper.another}
            </a>
          )}
          <a class="secondary" {...linkTo('stock')}>
            {said.paper.toStock}
          </a>
        </>
      }
    >
      {queryValue('moi') !== null && known !== null && (
        <p class="note no-print" role="status">
          {said.paper.done}
        </p>
      )}
      <Answered asked={asked.value} again={again}>
        {(view) => <Receipt view={view} />}
      </Answered>
    </Frame>
  );
}

function Receipt({ view }: { view: ReceiptView }) {
  const said = stockWords.value;
  const told = (text: string) => (text === '' ? <span class="soft">{said.paper.unknown}</span> : text);
  return (
    <>
      <dl class="stock-facts">
        <div>
          <dt>{said.paper.at}</dt>
          <dd>{when(view.at)}</dd>
        </div>
        <div>
          <dt>{said.paper.supplier}</dt>
          <dd>{told(view.supplier)}</dd>
        </div>
        <div>
          <dt>{said.paper.document}</dt>
          <dd>{told(view.document)}</dd>
        </div>
        <div>
          <dt>{said.paper.remark}</dt>
          <dd>{told(view.remark)}</dd>
        </div>
      </dl>
      <table class="stock-table">
        <caption class="sr">{said.paper.lines}</caption>
        <thead>
          <tr>
            <th scope="col">{said.product}</th>
            <th scope="col">{said.expiry}</th>
            <th scope="col" class="stock-number">
              {said.into.doses}
            </th>
            <th scope="col">{said.paper.seen}</th>
            <th scope="col">{said.paper.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {view.lines.map((line, i) => (
            <Line key={i} line={line} />
          ))}
        </tbody>
      </table>
      <p class="soft">{said.paper.recorded(view.by, when(view.recordedAt))}</p>
      <p class="soft stock-leaf">
        {said.paper.leaf}: <code>{view.leaf}</code>
      </p>
      <div class="stock-signatures" aria-hidden="true">
        <p>
          {said.paper.bringer}
          <br />
          {said.paper.sign}
        </p>
        <p>
          {said.paper.keeper}
          <br />
          {said.paper.sign}
        </p>
      </div>
    </>
  );
}

function Line({ line }: { line: ReceiptLineView }) {
  const said = stockWords.value;
  return (
    <tr class={line.outcome === 'received' ? 'stock-lot' : 'stock-lot has-held'}>
      <th scope="row">
        <bdi>{line.product || line.gtin}</bdi>
        <small>
          {said.lotNo(line.lot)}
          {line.parcel !== null && (
            <>
              {' · '}
              <a {...linkTo('parcel', { id: line.parcel })}>{said.paper.parcel(shortId(line.parcel))}</a>
            </>
          )}
        </small>
      </th>
      <td data-head={said.expiry} class="stock-date">
        {line.expiry === null ? said.noExpiry : day(line.expiry)}
      </td>
      <td data-head={said.into.doses} class="stock-number">
        <b>{n(line.doses)}</b>
      </td>
      <td data-head={said.paper.seen}>{seenText(line)}</td>
      <td data-head={said.paper.outcome}>
        <b class={line.outcome === 'received' ? '' : 'stock-bad'}>{said.outcomes[line.outcome]}</b>
        {line.unitName !== null && <> · {line.unitName}</>}
        {line.damage !== '' && <p>{said.paper.abnormal(line.damage)}</p>}
        {line.reason !== '' && <p>{said.paper.reason(line.reason)}</p>}
      </td>
    </tr>
  );
}

/** Receipts of a place, the newest first. */
import '../look/stock.css';
import type { ReceiptView } from '../../../../src/keeper/stock-views.ts';
import type { Paged } from '../api/views.ts';
import { timeNear } from '../format/time.ts';
import { linkTo, queryValue } from '../page.ts';
import { Answered, Loading } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { SitePicker, type Sites, useSites } from './site.tsx';
import { n, stockWords } from './words.ts';

const A_PAGE = 50;

export function ReceiptsPage() {
  const said = stockWords.value;
  const sites = useSites();
  return (
    <Frame
      title={said.paper.listTitle}
      subtitle={sites.site === null ? undefined : sites.nameOf(sites.site)}
      back={{ ...linkTo('stock'), name: said.title }}
      actions={<PrintButton />}
    >
      {sites.site === null ? <Loading /> : <List key={sites.site} site={sites.site} sites={sites} />}
    </Frame>
  );
}

function List({ site, sites }: { site: string; sites: Sites }) {
  const said = stockWords.value;
  const cursor = queryValue('tu');
  const query = new URLSearchParams({
    site,
    limit: String(A_PAGE),
    ...(cursor === null ? {} : { cursor }),
  });
  const { asked, again } = useAsked<Paged<ReceiptView>>(`/receipts?${query}`);
  return (
    <>
      {sites.own.length > 1 && (
        <search class="stock-filters no-print">
          <SitePicker sites={sites} />
        </search>
      )}
      <Answered
        asked={asked.value}
        again={again}
        empty={{ when: ({ items }) => items.length === 0, title: said.paper.listNone }}
      >
        {({ items, next }) => (
          <>
            <table class="stock-table">
              <caption class="sr">{said.paper.listTitle}</caption>
              <thead>
                <tr>
                  <th scope="col">{said.paper.number}</th>
                  <th scope="col">{said.paper.at}</th>
                  <th scope="col">{said.paper.supplier}</th>
                  <th scope="col">{said.paper.lines}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.id} class="stock-lot">
                    <th scope="row">
                      <a {...linkTo('receipt', { receipt: one.id })}>{one.number}</a>
                    </th>
                    <td data-head={said.paper.at}>{timeNear(Date.parse(one.at), 0)}</td>
                    <td data-head={said.paper.supplier}>
                      {one.supplier === '' ? <span class="soft">{said.paper.unknown}</span> : one.supplier}
                    </td>
                    <td data-head={said.paper.lines}>{sumText(one)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {next !== null && (
              <a class="secondary no-print" {...linkTo('receipts', { tu: next })}>
                {said.nextPage}
              </a>
            )}
          </>
        )}
      </Answered>
    </>
  );
}

function sumText({ lines }: ReceiptView): string {
  const said = stockWords.value;
  return (['received', 'held', 'refused'] as const)
    .flatMap((outcome) => {
      const mine = lines.filter((line) => line.outcome === outcome);
      const doses = mine.reduce((sum, line) => sum + line.doses, 0);
      return mine.length === 0
        ? []
        : [`${said.outcomes[outcome]}: ${said.into.sums(n(mine.length), n(doses))}`];
    })
    .join('; ');
}

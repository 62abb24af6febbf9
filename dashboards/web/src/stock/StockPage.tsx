/** K5, what is here: the place's stock by vaccine and lot, the soonest expiry first, and what may not be given with its reason. */
import '../look/stock.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { StockLotView, StockView } from '../../../../src/keeper/stock-views.ts';
import { timeNear } from '../format/time.ts';
import { now } from '../live/clock.ts';
import { onFrame } from '../live/connection.ts';
import { Icon } from '../look/Icon.tsx';
import { linkTo, queryValue, setQuery } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered, Loading } from '../shell/Answered.tsx';
import { Frame, PrintButton } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { LotRow } from './LotRow.tsx';
import { MoveFrom } from './MoveFrom.tsx';
import { SitePicker, type Sites, useSites } from './site.tsx';
import { n, stockWords } from './words.ts';

const LOTS_A_PAGE = 100;
const TYPING_MS = 250;

export function StockPage() {
  const said = stockWords.value;
  const sites = useSites();
  const isDepot = session.value?.roles.includes('depot') ?? false;
  return (
    <Frame
      title={said.title}
      subtitle={sites.site === null ? undefined : sites.nameOf(sites.site)}
      actions={
        <>
          {isDepot && (
            <>
              <a class="primary" {...linkTo('receive')}>
                <Icon name="down" />
                {said.receive}
              </a>
              <a class="secondary" {...linkTo('issue')}>
                <Icon name="up" />
                {said.issue}
              </a>
            </>
          )}
          <a class="secondary" {...linkTo('receipts')}>
            <Icon name="book" />
            {said.receipts}
          </a>
          <PrintButton />
        </>
      }
    >
      {sites.site === null ? <Loading /> : <Stock key={sites.site} site={sites.site} sites={sites} />}
    </Frame>
  );
}

const FILTERS = ['all', 'held', 'expiring'] as const;

function Stock({ site, sites }: { site: string; sites: Sites }) {
  const said = stockWords.value;
  const moving = useSignal<string | null>(null);
  const [text, gtin, only] = [queryValue('tim') ?? '', queryValue('vac-xin'), queryValue('loc')];
  const cursor = queryValue('tu');
  const query = new URLSearchParams({
    site,
    limit: String(LOTS_A_PAGE),
    ...(text.trim() === '' ? {} : { q: text }),
    ...(gtin === null ? {} : { gtin }),
    ...(only === null ? {} : { only }),
    ...(cursor === null ? {} : { cursor }),
  });
  const { asked, again } = useAsked<StockView>(`/stock?${query}`);
  useEffect(
    () =>
      onFrame((frame) => {
        // What is put on hold elsewhere is not given from here.
        if (frame !== 'snapshot' && frame !== 'lost' && frame.holds.length > 0) again();
      }),
    [again],
  );
  const products = useProducts(asked.value.value);
  return (
    <>
      <search class="filters stock-filters no-print">
        <SitePicker sites={sites} />
        <Search text={text} />
        <label class="field">
          <span>{said.product}</span>
          <select
            value={gtin ?? ''}
            onChange={(event) => setQuery({ 'vac-xin': event.currentTarget.value || null, tu: null })}
          >
            <option value="">{said.allProducts}</option>
            {products.map((one) => (
              <option key={one.gtin} value={one.gtin}>
                {one.name || one.gtin}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{said.only}</span>
          <select
            value={only ?? 'all'}
            onChange={(event) => {
              const wanted = event.currentTarget.value;
              setQuery({ loc: wanted === 'all' ? null : wanted, tu: null });
            }}
          >
            {FILTERS.map((filter) => (
              <option key={filter} value={filter}>
                {said.filters[filter]}
              </option>
            ))}
          </select>
        </label>
      </search>
      <Answered
        asked={asked.value}
        again={again}
        empty={
          products.length === 0
            ? { when: ({ items }) => items.length === 0, title: said.none }
            : { when: ({ items }) => items.length === 0, title: said.noneFound, hint: said.noneHint }
        }
      >
        {(view) => (
          <>
            <p class="soft" role="status">
              {said.asOf(timeNear(Date.parse(view.asOf), now.value))}
            </p>
            <Table view={view} onMove={(unit) => (moving.value = unit)} />
            <nav class="stock-pages no-print">
              {cursor !== null && (
                <a class="secondary" {...linkTo('stock', { ...keptQuery(), tu: null })}>
                  {said.firstPage}
                </a>
              )}
              {view.next !== null && (
                <a class="secondary" {...linkTo('stock', { ...keptQuery(), tu: view.next })}>
                  {said.nextPage}
                </a>
              )}
            </nav>
          </>
        )}
      </Answered>
      {moving.value !== null && (
        <MoveFrom
          unit={moving.value}
          onClose={() => {
            moving.value = null;
            again();
          }}
        />
      )}
    </>
  );
}

const keptQuery = () => ({
  tim: queryValue('tim'),
  'vac-xin': queryValue('vac-xin'),
  loc: queryValue('loc'),
});

/** What can be chosen stays while something else is asked for. */
function useProducts(view: StockView | null): StockView['products'] {
  const known = useSignal<StockView['products']>([]);
  useEffect(() => {
    if (view !== null) known.value = view.products;
  }, [known, view]);
  return view?.products ?? known.value;
}

function Search({ text }: { text: string }) {
  const typed = useSignal(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      const wanted = typed.value.trim() === '' ? null : typed.value;
      if ((queryValue('tim') ?? '') !== (wanted ?? '')) setQuery({ tim: wanted, tu: null });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed.value]);
  return (
    <label class="field">
      <span>{stockWords.value.search}</span>
      <input
        type="search"
        autoComplete="off"
        maxLength={100}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
    </label>
  );
}

function Table({ view, onMove }: { view: StockView; onMove: (unit: string) => void }) {
  const said = stockWords.value;
  const groups = [...Map.groupBy(view.items, ({ gtin }) => gtin)];
  return (
    <table class="stock-table">
      <caption class="sr">{said.table}</caption>
      <thead>
        <tr>
          <th scope="col">{said.lot}</th>
          <th scope="col">{said.expiry}</th>
          <th scope="col" class="stock-number">
            {said.usable}
          </th>
          <th scope="col">{said.held}</th>
          <th scope="col">{said.where}</th>
        </tr>
      </thead>
      {groups.map(([gtin, lots]) => (
        <Product key={gtin} gtin={gtin} lots={lots} view={view} onMove={onMove} />
      ))}
    </table>
  );
}

type ProductProps = {
  gtin: string;
  lots: readonly StockLotView[];
  view: StockView;
  onMove: (unit: string) => void;
};

function Product({ gtin, lots, view, onMove }: ProductProps) {
  const said = stockWords.value;
  const sum = view.products.find((one) => one.gtin === gtin);
  return (
    <tbody>
      <tr class="stock-product">
        <th scope="rowgroup" colSpan={5}>
          <span class="stock-name">
            <bdi>{lots[0]?.product || gtin}</bdi>
            {lots[0]?.mustNotFreeze === true && (
              <span class="stock-freezes">
                <Icon name="freezer" />
                {said.freezes}
              </span>
            )}
          </span>
          {sum !== undefined && (
            <span class="stock-sum">
              <b>{said.usableDoses(n(sum.dosesUsable))}</b>
              {sum.dosesHeld > 0 && (
                <>
                  {' '}
                  · <span class="stock-bad">{said.heldDoses(n(sum.dosesHeld))}</span>
                </>
              )}{' '}
              · {said.lots(n(sum.lots))}
            </span>
          )}
        </th>
      </tr>
      {lots.map((lot) => (
        <LotRow key={lot.lot} lot={lot} onMove={onMove} />
      ))}
    </tbody>
  );
}

/** The vaccines of the province with the rules that judge them now. */
import '../../look/admin-more.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ProductItemView } from '../../../../../src/keeper/registry-views.ts';
import type { Paged } from '../../../../../src/keeper/views.ts';
import { sourceWords } from '../../../../../src/wording/sources.ts';
import { Icon } from '../../look/Icon.tsx';
import { n } from '../../official/say.ts';
import { go, linkTo, queryValue, setQuery } from '../../page.ts';
import { Answered } from '../../shell/Answered.tsx';
import { useAsked } from '../../shell/use-asked.ts';
import { language } from '../../words/words.ts';
import { AdminFrame, saySaved } from '../AdminFrame.tsx';
import { NewProduct } from './NewProduct.tsx';
import { Rules } from './Rules.tsx';
import { told } from './words.ts';

export function Products() {
  const said = told.value;
  const isAdding = useSignal(false);
  const wanted = queryValue('tim') ?? '';
  return (
    <AdminFrame
      actions={
        !isAdding.value && (
          <button
            type="button"
            class="primary"
            onClick={() => {
              isAdding.value = true;
            }}
          >
            {said.list.add}
          </button>
        )
      }
    >
      {isAdding.value && (
        <NewProduct
          onClose={() => {
            isAdding.value = false;
          }}
          onDone={(gtin) => {
            go('admin-product', { gtin });
            saySaved(said.form.saved);
          }}
        />
      )}
      <Search key={wanted} />
      <Found key={`found ${wanted}`} wanted={wanted} />
    </AdminFrame>
  );
}

function Search() {
  const said = told.value.list;
  const submit = (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('tim') ?? '').trim();
    setQuery({ tim: typed || null });
  };
  return (
    <search class="no-print">
      <form class="filters" onSubmit={submit}>
        <label class="field">
          <span>{said.search}</span>
          <input name="tim" type="search" defaultValue={queryValue('tim') ?? ''} />
        </label>
        <div class="change-buttons">
          <button type="submit" class="secondary">
            {said.find}
          </button>
        </div>
      </form>
    </search>
  );
}

function Found({ wanted }: { wanted: string }) {
  const said = told.value.list;
  const cursor = useSignal<string | null>(null);
  const seen = useSignal<readonly ProductItemView[]>([]);
  const query = new URLSearchParams({ limit: '50' });
  if (wanted !== '') query.set('text', wanted);
  if (cursor.value !== null) query.set('cursor', cursor.value);
  const { asked, again } = useAsked<Paged<ProductItemView>>(`/registry/products?${query}`);
  const page = asked.value.value;
  useEffect(() => {
    if (page === null) return;
    const fresh = new Map(page.items.map((each) => [each.gtin, each]));
    const known = seen.peek().map((each) => fresh.get(each.gtin) ?? each);
    const here = new Set(known.map(({ gtin }) => gtin));
    seen.value = [...known, ...page.items.filter(({ gtin }) => !here.has(gtin))];
  }, [page, seen]);
  return (
    <>
      {seen.value.length > 0 && <Table products={seen.value} />}
      <Answered
        asked={asked.value}
        again={again}
        empty={{
          when: ({ items }) => items.length === 0 && cursor.value === null,
          title: wanted === '' ? said.none : said.noneFound,
          ...(wanted === '' ? { hint: said.noneHint } : {}),
        }}
      >
        {({ next }) =>
          next !== null && (
            <button
              type="button"
              class="secondary no-print"
              onClick={() => {
                cursor.value = next;
              }}
            >
              {said.more}
            </button>
          )
        }
      </Answered>
    </>
  );
}

function Table({ products }: { products: readonly ProductItemView[] }) {
  const said = told.value.list;
  return (
    <table class="rows">
      <caption>{said.caption(n(products.length))}</caption>
      <thead>
        <tr>
          <th scope="col">{said.product}</th>
          <th scope="col">{said.rules}</th>
          <th scope="col">{said.source}</th>
          <th scope="col">{said.stock}</th>
        </tr>
      </thead>
      <tbody>
        {products.map((each) => (
          <tr key={each.gtin}>
            <th scope="row">
              <a {...linkTo('admin-product', { gtin: each.gtin })}>
                <bdi>{each.name}</bdi>
              </a>
              <small>{each.gtin}</small>
              {each.catalogueNewer && (
                <span class="adm-badge adm-orange">
                  <Icon name="up" bold />
                  {said.newer}
                </span>
              )}
            </th>
            <td data-head={said.rules}>
              <Rules rules={each.rules} />
            </td>
            <td data-head={said.source}>
              {sourceWords(each.source)[language.value]}
              {each.version !== null && (
                <small>
                  {said.version(n(each.version))}
                  {each.labelVersion !== '' && ` · ${each.labelVersion}`}
                </small>
              )}
            </td>
            <td data-head={said.stock}>{said.parcels(n(each.parcels), n(each.doses))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

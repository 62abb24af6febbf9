/** What is wanted, for whom, by when and with whom. */
import type { StockView } from '../../../../src/keeper/stock-views.ts';
import type { Paged, PersonView } from '../api/views.ts';
import { Icon } from '../look/Icon.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { newId } from '../trip/uuid.ts';
import type { IssueDraft, WantDraft } from './issue-draft.ts';
import type { Sites } from './site.tsx';
import { n, stockWords } from './words.ts';

type Props = {
  draft: IssueDraft;
  put: (change: Partial<IssueDraft>) => void;
  sites: Sites;
  from: string;
  products: StockView['products'];
  /** It is known which vaccines there are. */
  isKnown: boolean;
};

export function Wanted({ draft, put, sites, from, products, isKnown }: Props) {
  const said = stockWords.value.out;
  const { choose } = stockWords.value.into;
  const { asked } = useAsked<Paged<PersonView>>('/people?role=escort&limit=1000');
  const escorts = asked.value.value?.items ?? [];
  const change = (key: string, part: Partial<WantDraft>) =>
    put({ wants: draft.wants.map((want) => (want.key === key ? { ...want, ...part } : want)) });
  return (
    <section class="stock-part" aria-labelledby="stock-what">
      <h2 id="stock-what">{said.what}</h2>
      <div class="stock-grid">
        <label class="field">
          <span>{said.to}</span>
          <select value={draft.to} onChange={(event) => put({ to: event.currentTarget.value })}>
            <option value="">{choose}</option>
            {sites.all
              .filter(({ id }) => id !== from)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <label class="field">
          <span>{said.escort}</span>
          <select value={draft.escort} onChange={(event) => put({ escort: event.currentTarget.value })}>
            <option value="">{choose}</option>
            {escorts.map(({ username, name }) => (
              <option key={username} value={username}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{said.departAt}</span>
          <input
            type="datetime-local"
            value={draft.departAt}
            onInput={(event) => put({ departAt: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>{said.arriveBy}</span>
          <input
            type="datetime-local"
            value={draft.arriveBy}
            onInput={(event) => put({ arriveBy: event.currentTarget.value })}
          />
        </label>
      </div>
      {isKnown && products.length === 0 && <p class="note">{said.noProducts}</p>}
      <ul class="stock-wants">
        {draft.wants.map((want, i) => {
          const chosen = products.find(({ gtin }) => gtin === want.gtin);
          return (
            <li key={want.key} class="stock-grid">
              <label class="field stock-wide">
                <span>{said.want(n(i + 1))}</span>
                <select
                  value={want.gtin}
                  onChange={(event) => change(want.key, { gtin: event.currentTarget.value })}
                >
                  <option value="">{choose}</option>
                  {products.map(({ gtin, name }) => (
                    <option key={gtin} value={gtin}>
                      {name || gtin}
                    </option>
                  ))}
                </select>
              </label>
              <label class="field">
                <span>{said.wantDoses(n(i + 1))}</span>
                <input
                  type="text"
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={10}
                  value={want.doses}
                  onInput={(event) => change(want.key, { doses: event.currentTarget.value })}
                />
                {chosen !== undefined && <small class="hint">{said.there(n(chosen.dosesUsable))}</small>}
              </label>
              {draft.wants.length > 1 && (
                <button
                  type="button"
                  class="quiet"
                  aria-label={said.remove(n(i + 1))}
                  title={said.remove(n(i + 1))}
                  onClick={() => put({ wants: draft.wants.filter(({ key }) => key !== want.key) })}
                >
                  <Icon name="cross" />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        class="secondary stock-add"
        disabled={draft.wants.length >= 50}
        onClick={() => put({ wants: [...draft.wants, { key: newId(), gtin: '', doses: '' }] })}
      >
        {said.add}
      </button>
      <label class="field">
        <span>{said.note}</span>
        <textarea
          rows={2}
          maxLength={1000}
          value={draft.note}
          onInput={(event) => put({ note: event.currentTarget.value })}
        />
      </label>
    </section>
  );
}

/** One line of a receipt: what the code says, what the service knows of it, what was seen, and where it goes. */
import { useEffect, useId } from 'preact/hooks';
import type { StockLotCheckView, StockProductView } from '../../../../src/keeper/stock-views.ts';
import { OUTCOMES } from '../../../../src/lots/receipt.ts';
import { day } from '../format/province.ts';
import { Icon } from '../look/Icon.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { language } from '../words/words.ts';
import { IntoUnit } from './IntoUnit.tsx';
import { type DraftLine, isOdd, reasonOf, wrongOf } from './receipt-draft.ts';
import { Seen } from './Seen.tsx';
import { n, stockWords } from './words.ts';

type Props = {
  line: DraftLine;
  number: number;
  site: string;
  products: readonly StockProductView[];
  /** Somebody has pressed send: what is missing is said. */
  showWrong: boolean;
  /** What the service said against this very line. */
  refusal: string | null;
  onCheck: (check: StockLotCheckView) => void;
  onChange: (part: Partial<DraftLine>) => void;
  onRemove: () => void;
};

export function LineCard(props: Props) {
  const { line, number, site, products, onChange, onCheck } = props;
  const said = stockWords.value.into;
  const heading = useId();
  const { asked } = useAsked<StockLotCheckView>(pathOf(site, line));
  const check = asked.value.value;
  useEffect(() => {
    if (check === null) return;
    onCheck(check);
    // A code without an expiry is completed by the record, and never the other way round.
    if (line.expiry === '' && check.expiry !== null) onChange({ expiry: check.expiry });
  }, [check]);
  const codes = (check?.problems ?? []).map(({ code }) => code);
  const isBarred = codes.length > 0 || isOdd(line);
  const isForeign = codes.includes('PRODUCT_UNKNOWN') || codes.includes('EXPIRY_MISMATCH');
  // What cannot become stock is refused until a person says otherwise.
  useEffect(() => {
    if (isForeign && line.outcome !== 'refused') onChange({ outcome: 'refused' });
    else if (isBarred && line.outcome === 'received') onChange({ outcome: 'refused' });
  }, [isBarred, isForeign, line.outcome]);
  const problems = (check?.problems ?? []).map((one) => one[language.value]);
  const reason = reasonOf(line, shortly(check), said);
  const wrong = props.showWrong ? wrongOf(line, reason).map((one) => said.wrong[one]) : [];
  const product = check?.product ?? products.find(({ gtin }) => gtin === line.gtin) ?? null;
  const id = (name: string) => `${heading}-${name}`;

  return (
    <li class={`stock-line is-${line.outcome}`} data-line={line.key}>
      <div class="stock-line-top">
        <h3 id={heading}>
          <span class="soft">{said.line(n(number))}</span>{' '}
          <bdi>{product?.name ?? (line.gtin === '' ? '' : line.gtin)}</bdi>
          {line.scanned && <> · {stockWords.value.lotNo(line.lot)}</>}
        </h3>
        <button
          type="button"
          class="quiet"
          aria-label={said.remove(n(number))}
          title={said.remove(n(number))}
          onClick={props.onRemove}
        >
          <Icon name="cross" />
        </button>
      </div>
      {problems.map((text) => (
        <p key={text} class="trouble" role="alert">
          {text}
        </p>
      ))}
      {asked.value.failure !== null && check === null && line.gtin !== '' && line.lot !== '' && (
        <p class="note">{said.unchecked}</p>
      )}
      {check?.near != null && (
        <p class="note">
          {said.near(check.near)}{' '}
          <button type="button" class="secondary" onClick={() => onChange({ lot: check.near ?? line.lot })}>
            {said.useNear(check.near)}
          </button>
        </p>
      )}
      <div class="stock-grid">
        {!line.scanned && <ByHand line={line} products={products} onChange={onChange} id={id} />}
        <label class="field">
          <span>{said.expiry}</span>
          <input
            type="date"
            value={line.expiry}
            onInput={(event) => onChange({ expiry: event.currentTarget.value })}
          />
          <small class="hint">
            {check?.expiry != null
              ? said.onRecord(day(check.expiry))
              : check !== null && check.product !== null && said.newLot}
          </small>
        </label>
        <label class="field">
          <span>{said.doses}</span>
          <input
            name="doses"
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={10}
            value={line.doses}
            onInput={(event) => onChange({ doses: event.currentTarget.value })}
          />
          {product !== null && <small class="hint">{said.dosesHint(n(product.dosesPerVial))}</small>}
        </label>
        {line.outcome !== 'refused' && (
          <IntoUnit site={site} unit={line.unit} check={check} onChange={(unit) => onChange({ unit })} />
        )}
      </div>
      <Seen line={line} onChange={onChange} />
      {isOdd(line) && <p class="stock-odd">{said.abnormal}</p>}
      <fieldset class="stock-outcome">
        <legend>{said.outcome}</legend>
        <div class="chips">
          {OUTCOMES.map((outcome) => (
            <label key={outcome} class="chip">
              <input
                type="radio"
                name={id('outcome')}
                checked={line.outcome === outcome}
                disabled={(outcome === 'received' && isBarred) || (outcome === 'held' && isForeign)}
                onChange={() => onChange({ outcome })}
              />
              <span>{stockWords.value.outcomes[outcome]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {line.outcome !== 'received' && (
        <label class="field">
          <span>{said.reason}</span>
          <textarea
            rows={2}
            maxLength={500}
            placeholder={reason}
            value={line.reason}
            onInput={(event) => onChange({ reason: event.currentTarget.value })}
          />
        </label>
      )}
      {(wrong.length > 0 || props.refusal !== null) && (
        <div class="trouble" role="alert">
          {props.refusal !== null && <p>{props.refusal}</p>}
          {wrong.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
    </li>
  );
}

/** The first sentence of each thing that the service has against it: enough for a reason. */
export const shortly = (check: StockLotCheckView | null): string[] =>
  (check?.problems ?? []).map((one) => one[language.value].split(/[.:;,]/)[0] ?? '');

function pathOf(site: string, { gtin, lot, expiry }: DraftLine): string | null {
  const plain = lot.trim();
  if (gtin === '' || plain === '' || plain.length > 20) return null;
  return `/stock/lot?${new URLSearchParams({ site, gtin, lot: plain, ...(expiry === '' ? {} : { expiry }) })}`;
}

type ByHandProps = Pick<Props, 'line' | 'products' | 'onChange'> & { id: (name: string) => string };

function ByHand({ line, products, onChange, id }: ByHandProps) {
  const said = stockWords.value.into;
  return (
    <>
      <label class="field stock-wide">
        <span>{stockWords.value.product}</span>
        <select
          id={id('product')}
          value={line.gtin}
          onChange={(event) => onChange({ gtin: event.currentTarget.value })}
        >
          <option value="">{said.choose}</option>
          {products.map(({ gtin, name }) => (
            <option key={gtin} value={gtin}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{said.lot}</span>
        <input
          type="text"
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          maxLength={20}
          value={line.lot}
          onInput={(event) => onChange({ lot: event.currentTarget.value })}
        />
      </label>
    </>
  );
}

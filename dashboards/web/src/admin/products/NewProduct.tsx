/** A vaccine comes to the province: from the shipped catalogue under its GTIN, or typed by hand. */
import { useSignal } from '@preact/signals';
import { checkDigit } from '../../../../../src/lots/gs1/check-digit.ts';
import { n } from '../../official/say.ts';
import type { Description } from '../apply.ts';
import { Change } from '../Change.tsx';
import { CataloguePick } from './CataloguePick.tsx';
import { type DraftFault, freshRule, type VersionDraft, versionOf } from './draft.ts';
import { VersionFields } from './VersionFields.tsx';
import { told } from './words.ts';

type Props = { readonly onClose: () => void; readonly onDone: (gtin: string) => void };
type Way = 'catalogue' | 'hand';
type Wish = { readonly gtin: string; readonly name: string; readonly description: Description };

const EMPTY: VersionDraft = {
  effective: '',
  source: '',
  labelVersion: '',
  rules: [freshRule([])],
  unmonitoredHours: '4',
  notJudgedVi: '',
  notJudgedEn: '',
};

/** What is wrong with a typed GTIN, in words; null where nothing is. */
function gtinFault(gtin: string): string | null {
  const said = told.value.form;
  if (!/^\d{8}(\d{4,6})?$/.test(gtin)) return said.gtinLength;
  const digit = checkDigit(gtin.slice(0, -1));
  return digit === Number(gtin.at(-1)) ? null : said.gtinDigit(n(digit));
}

export function NewProduct({ onClose, onDone }: Props) {
  const said = told.value.form;
  const way = useSignal<Way>('catalogue');
  const gtin = useSignal('');
  const name = useSignal('');
  const doses = useSignal('');
  const entry = useSignal<string | null>(null);
  const draft = useSignal(EMPTY);
  const fault = useSignal<DraftFault | null>(null);
  const wish = useSignal<Wish | null>(null);
  const digits = gtin.value.replace(/\s/g, '');
  const wrong = digits === '' ? null : gtinFault(digits);

  const submit = (event: Event) => {
    event.preventDefault();
    if (wrong !== null) return;
    const whole = digits.padStart(14, '0');
    const facts = { gtin: whole, name: name.value, dosesPerVial: Number(doses.value) };
    if (way.value === 'catalogue') {
      const description = { products: [{ ...facts, catalogue: entry.value }] };
      wish.value = { gtin: whole, name: name.value, description };
      return;
    }
    const read = versionOf(draft.value);
    fault.value = read.ok ? null : read.fault;
    if (!read.ok) return;
    wish.value = {
      gtin: whole,
      name: name.value,
      description: { products: [{ ...facts, versions: [read.version] }] },
    };
  };
  const now = wish.value;
  const text = (typed: typeof gtin) => ({
    value: typed.value,
    onInput: (event: Event & { currentTarget: HTMLInputElement }) => {
      typed.value = event.currentTarget.value;
    },
  });
  return (
    <>
      {now !== null && (
        <Change
          title={`${said.newProduct}: ${now.name}`}
          description={now.description}
          began={[{ kind: 'product', id: now.gtin, stamp: null }]}
          onDone={() => onDone(now.gtin)}
          onBack={() => {
            wish.value = null;
          }}
        />
      )}
      <form class="part adm-form" hidden={now !== null} aria-label={said.newProduct} onSubmit={submit}>
        <h2>{said.newProduct}</h2>
        <fieldset>
          <legend>{said.way}</legend>
          {(['catalogue', 'hand'] as const).map((each) => (
            <label key={each} class="adm-choice">
              <input
                type="radio"
                name="way"
                checked={way.value === each}
                onChange={() => {
                  way.value = each;
                }}
              />
              <span>{each === 'catalogue' ? said.byCatalogue : said.byHand}</span>
            </label>
          ))}
        </fieldset>
        {way.value === 'catalogue' && (
          <CataloguePick
            chosen={entry.value}
            onChoose={(each) => {
              entry.value = each.key;
              name.value = each.name;
              doses.value = String(each.dosesPerVial);
            }}
          />
        )}
        <div class="adm-grid">
          <label class="field">
            <span>{said.gtin}</span>
            <input
              required
              inputMode="numeric"
              autoComplete="off"
              aria-invalid={wrong !== null}
              aria-describedby="gtin-fault"
              {...text(gtin)}
            />
            <small id="gtin-fault" class="adm-fault" role="status">
              {wrong}
            </small>
          </label>
          <label class="field">
            <span>{said.name}</span>
            <input required maxLength={200} {...text(name)} />
          </label>
          <label class="field">
            <span>{said.dosesPerVial}</span>
            <input required type="number" min={1} max={1000} {...text(doses)} />
          </label>
        </div>
        {way.value === 'hand' && (
          <VersionFields
            draft={draft.value}
            onDraft={(next) => {
              draft.value = next;
            }}
          />
        )}
        {fault.value !== null && (
          <p class="trouble" role="alert">
            {said[fault.value]}
          </p>
        )}
        <div class="change-buttons">
          <button type="submit" class="primary">
            {said.review}
          </button>
          <button type="button" class="secondary" onClick={onClose}>
            {said.cancel}
          </button>
        </div>
      </form>
    </>
  );
}

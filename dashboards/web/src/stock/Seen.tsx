/** What the eye saw of a line when it came: vial monitor, freeze indicator, temperature, diluent, anything abnormal. */
import { useId } from 'preact/hooks';
import type { DraftLine } from './receipt-draft.ts';
import { stockWords } from './words.ts';

type Props = { line: DraftLine; onChange: (part: Partial<DraftLine>) => void };

const STAGES = ['1', '2', '3', '4', 'none'] as const;
const FREEZES = [
  ['', 'none'],
  ['ok', 'ok'],
  ['tripped', 'tripped'],
] as const;

export function Seen({ line, onChange }: Props) {
  const said = stockWords.value.into;
  const id = useId();
  return (
    <div class="stock-seen">
      <div class="stock-eyes">
        <fieldset>
          <legend>{said.vvm}</legend>
          <div class="chips">
            {STAGES.map((vvm) => (
              <label key={vvm} class="chip">
                <input
                  type="radio"
                  name={`${id}-vvm`}
                  aria-label={vvm === 'none' ? undefined : said.vvmStage(vvm)}
                  checked={line.vvm === vvm}
                  onChange={() => onChange({ vvm })}
                />
                <span>{vvm === 'none' ? said.vvmNone : vvm}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{said.freeze}</legend>
          <div class="chips">
            {FREEZES.map(([freeze, word]) => (
              <label key={freeze} class="chip">
                <input
                  type="radio"
                  name={`${id}-freeze`}
                  checked={line.freeze === freeze}
                  onChange={() => onChange({ freeze })}
                />
                <span>{said.freezes[word]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      <div class="stock-grid">
        <label class="field">
          <span>{said.celsius}</span>
          <input
            type="text"
            inputMode="decimal"
            autoComplete="off"
            maxLength={8}
            value={line.celsius}
            onInput={(event) => onChange({ celsius: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>{said.diluentLot}</span>
          <input
            type="text"
            autoComplete="off"
            spellcheck={false}
            maxLength={50}
            value={line.diluentLot}
            onInput={(event) => onChange({ diluentLot: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>{said.diluentQuantity}</span>
          <input
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            value={line.diluentQuantity}
            onInput={(event) => onChange({ diluentQuantity: event.currentTarget.value })}
          />
        </label>
        <label class="field stock-wide">
          <span>{said.damage}</span>
          <input
            type="text"
            autoComplete="off"
            maxLength={500}
            value={line.damage}
            onInput={(event) => onChange({ damage: event.currentTarget.value })}
          />
        </label>
      </div>
    </div>
  );
}

/** Where a line is put: only units of this place, each with how it is now, and what the service warns of. */
import type { DoorUnitView, StockLotCheckView } from '../../../../src/keeper/stock-views.ts';
import { Age } from '../board/Age.tsx';
import { stateWord } from '../board/words.ts';
import { temperature } from '../format/temperature.ts';
import { now } from '../live/clock.ts';
import { picture } from '../live/connection.ts';
import { Icon } from '../look/Icon.tsx';
import { language, words } from '../words/words.ts';
import { stockWords } from './words.ts';

type Props = {
  site: string;
  unit: string;
  check: StockLotCheckView | null;
  onChange: (unit: string) => void;
};

const names = new Intl.Collator('vi', { numeric: true });

export function IntoUnit({ site, unit, check, onChange }: Props) {
  const said = stockWords.value.into;
  const live = picture.value;
  const units: readonly Pick<DoorUnitView, 'id' | 'name' | 'warnings'>[] =
    check?.units ??
    [...(live?.units.values() ?? [])]
      .filter((one) => one.site === site && one.state !== 'retired')
      .map(({ id, name }) => ({ id, name, warnings: [] }))
      .sort((a, b) => names.compare(a.name, b.name));
  const chosen = units.find(({ id }) => id === unit);
  return (
    <div class="stock-into">
      <label class="field">
        <span>{said.unit}</span>
        <select value={unit} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{said.choose}</option>
          {units.map(({ id, name, warnings }) => (
            <option key={id} value={id}>
              {name}
              {warnings.length > 0 ? ' ⚠' : ''}
            </option>
          ))}
        </select>
      </label>
      {check !== null && units.length === 0 && <p class="hint">{said.noUnits}</p>}
      {chosen !== undefined && <UnitNow id={chosen.id} check={check} />}
      {chosen?.warnings.map((warning) => (
        <p key={warning.code} class="stock-warning" role="alert">
          <Icon name="recall" bold />
          {warning[language.value]}
        </p>
      ))}
    </div>
  );
}

function UnitNow({ id, check }: { id: string; check: StockLotCheckView | null }) {
  const said = stockWords.value.into;
  const live = picture.value?.units.get(id);
  const known = check?.units.find((one) => one.id === id);
  const celsius = live === undefined ? (known?.celsius ?? null) : live.celsius;
  const at = live === undefined ? (known?.at ?? null) : live.at;
  const state = live === undefined ? '' : stateWord(live, words.value, language.value, now.value).text;
  return (
    <p class="hint">
      {said.unitNow(
        live?.name ?? known?.name ?? id,
        state,
        celsius === null ? '--,- °C' : temperature(celsius, language.value),
      )}
      {at !== null && (
        <>
          {' ('}
          <Age at={Date.parse(at)} />)
        </>
      )}
    </p>
  );
}

/** Parcels into another unit of the site: which, where to, what will change, and what became of each. */
import { useComputed, useSignal } from '@preact/signals';
import { call } from '../api/http.ts';
import type { ParcelView, UnitDetail, UnitView } from '../api/views.ts';
import { stateWord } from '../board/words.ts';
import { whole } from '../format/province.ts';
import { rangeText } from '../format/temperature.ts';
import { now } from '../live/clock.ts';
import { picture } from '../live/connection.ts';
import { FormEnd } from '../shell/Form.tsx';
import { reasonOf } from '../shell/use-deed.ts';
import { language, words } from '../words/words.ts';
import { pageWords } from './page-words.ts';
import { Sheet } from './Sheet.tsx';

const names = new Intl.Collator('vi', { numeric: true });

type Props = { unit: UnitDetail; onClose: () => void };
type Result = { moved: number; failed: { parcel: ParcelView; why: string }[] };

export function MoveSheet({ unit, onClose }: Props) {
  const said = pageWords.value;
  const count = (value: number) => whole(value, language.value);
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const target = useSignal('');
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const result = useSignal<Result | null>(null);
  const others = useComputed(() =>
    [...(picture.value?.units.values() ?? [])]
      .filter(({ id, site, state }) => id !== unit.id && site === unit.site && state !== 'retired')
      .sort((a, b) => names.compare(a.name, b.name)),
  );
  const parcels = unit.contents.filter(({ id }) => chosen.value.has(id));
  const to = others.value.find(({ id }) => id === target.value);

  const move = async (event: Event, close: () => void) => {
    event.preventDefault();
    if (parcels.length === 0 || to === undefined) {
      trouble.value = said.moveEmpty;
      return;
    }
    busy.value = true;
    trouble.value = null;
    const failed: Result['failed'] = [];
    for (const parcel of parcels) {
      const answer = await call(`/parcels/${encodeURIComponent(parcel.id)}/move`, {
        method: 'POST',
        body: { unit: to.id },
      });
      if (!answer.ok) failed.push({ parcel, why: reasonOf(answer) });
    }
    busy.value = false;
    if (failed.length === 0) close();
    else result.value = { moved: parcels.length - failed.length, failed };
  };

  return (
    <Sheet title={said.moveTitle} onClose={onClose}>
      {(close) =>
        result.value !== null ? (
          <Moved result={result.value} close={close} />
        ) : (
          <form onSubmit={(event) => void move(event, close)}>
            {others.value.length === 0 && <p>{said.noOthers}</p>}
            <Which unit={unit} chosen={chosen.value} choose={(ids) => (chosen.value = ids)} />
            <label class="field">
              <span>{said.moveWhere}</span>
              <select
                value={target.value}
                onChange={(event) => {
                  target.value = event.currentTarget.value;
                }}
              >
                <option value="">–</option>
                {others.value.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            {parcels.length > 0 && to !== undefined && <Effect from={unit} to={to} parcels={parcels} />}
            <FormEnd
              trouble={trouble.value}
              onLeave={close}
              does={busy.value ? said.saving : said.moveNow(count(parcels.length))}
              disabled={busy.value || others.value.length === 0}
            />
          </form>
        )
      }
    </Sheet>
  );
}

type WhichProps = {
  unit: UnitDetail;
  chosen: ReadonlySet<string>;
  choose: (ids: ReadonlySet<string>) => void;
};

function Which({ unit: { contents }, chosen, choose }: WhichProps) {
  const said = pageWords.value;
  const isAll = contents.length > 0 && contents.every(({ id }) => chosen.has(id));
  const sorted = contents.toSorted(
    (a, b) =>
      a.expiry.localeCompare(b.expiry) || names.compare(a.product, b.product) || names.compare(a.id, b.id),
  );
  return (
    <fieldset class="move-which">
      <legend>{said.moveWhich}</legend>
      <label class="move-parcel">
        <input
          type="checkbox"
          checked={isAll}
          onChange={() => choose(isAll ? new Set() : new Set(contents.map(({ id }) => id)))}
        />
        <b>{said.moveAll}</b>
      </label>
      <div class="move-parcels">
        {sorted.map(({ id, product, lot, label, doses }) => (
          <label key={id} class="move-parcel">
            <input
              type="checkbox"
              checked={chosen.has(id)}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.currentTarget.checked) next.add(id);
                else next.delete(id);
                choose(next);
              }}
            />
            <span>
              <bdi>{product}</bdi>, {said.lot(lot)}
              <br />
              <small class="soft">
                {said.parcel(id, label === null ? '' : ` (${label})`, whole(doses, language.value))}
              </small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What the service will make of it, before it is asked. */
function Effect({ from, to, parcels }: { from: UnitView; to: UnitView; parcels: readonly ParcelView[] }) {
  const said = pageWords.value;
  const count = (value: number) => whole(value, language.value);
  const doses = parcels.reduce((sum, parcel) => sum + parcel.doses, 0);
  const held = parcels.filter(({ openHolds }) => openHolds > 0).length;
  const { text } = stateWord(to, words.value, language.value, now.value);
  return (
    <div class="move-effect" role="status">
      <h3>{said.moveEffect}</h3>
      <p>
        <b>{said.moveLine(count(parcels.length), count(doses), from.name, to.name)}</b>
      </p>
      <p>{said.moveState(to.name, text, rangeText(to.range, language.value) ?? '–')}</p>
      {held > 0 && <p>{said.moveHeld(count(held))}</p>}
      <p class="soft">{said.moveStaysKnown}</p>
    </div>
  );
}

function Moved({ result: { moved, failed }, close }: { result: Result; close: () => void }) {
  const said = pageWords.value;
  const count = (value: number) => whole(value, language.value);
  return (
    <div class="sheet-result">
      <p>{said.moved(count(moved))}</p>
      <div class="trouble" role="alert">
        <p>{said.notMoved(count(failed.length))}</p>
        <ul>
          {failed.map(({ parcel, why }) => (
            <li key={parcel.id}>
              <b>{parcel.id}</b>: {why}
            </li>
          ))}
        </ul>
      </div>
      <div class="sheet-buttons">
        <button type="button" class="primary" onClick={close}>
          {words.value.close}
        </button>
      </div>
    </div>
  );
}

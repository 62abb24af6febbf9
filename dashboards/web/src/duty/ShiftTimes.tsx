/** When a shift begins and ends: one of the usual ones in a tap, or any time. */
import { ClockField } from '../shell/ClockField.tsx';
import { type Draft, USUAL } from './shift-draft.ts';
import { said } from './words.ts';

type Props = { readonly draft: Draft; readonly put: (changed: Partial<Draft>) => void };

export function ShiftTimes({ draft, put }: Props) {
  const told = said.value.shift;
  const field = (name: 'from' | 'to') => (
    <ClockField label={told[name]} value={draft[name]} onTime={(time) => put({ [name]: time })} />
  );
  return (
    <fieldset>
      <legend>{told.times}</legend>
      <div class="chips">
        {USUAL.map(([from, to], i) => (
          <label key={from + to} class="chip">
            <input
              type="radio"
              name="usual"
              checked={draft.from === from && draft.to === to}
              onChange={() => put({ from, to })}
            />
            <span>{told.usual[i]}</span>
          </label>
        ))}
      </div>
      <div class="duty-times">
        {field('from')}
        {field('to')}
      </div>
      {draft.from !== '' && draft.to !== '' && draft.to <= draft.from && <p class="hint">{told.nextDay}</p>}
    </fieldset>
  );
}

/** The parts of the plans' forms: a place, a day, a time, a number, and their end. */
import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { ClockField } from '../shell/ClockField.tsx';
import { Trouble } from '../shell/Form.tsx';
import type { Sites } from '../stock/site.tsx';
import { said } from './words.ts';

export type PartProps = { readonly sites: Sites; readonly mayChange: boolean };

type InputProps = {
  readonly label: string;
  readonly of: Signal<string>;
  readonly type: 'date' | 'text';
  /** Digits only: a phone shows its number keys. */
  readonly digits?: true;
  readonly maxLength?: number;
};

export function Input({ label, of, type, digits, maxLength }: InputProps) {
  const id = useId();
  const field = {
    id,
    value: of.value,
    autoComplete: 'off',
    onInput: (event: Event & { currentTarget: HTMLInputElement }) => {
      of.value = event.currentTarget.value;
    },
  };
  return (
    <label class="field" for={id}>
      <span>{label}</span>
      {type === 'text' ? (
        <input type="text" inputMode={digits ? 'numeric' : 'text'} maxLength={maxLength ?? 200} {...field} />
      ) : (
        <input type={type} {...field} />
      )}
    </label>
  );
}

export function TimeInput({ label, of }: Pick<InputProps, 'label' | 'of'>) {
  return (
    <ClockField
      label={label}
      value={of.value}
      onTime={(time) => {
        of.value = time;
      }}
    />
  );
}

export function SiteInput({ sites, of }: { sites: Sites; of: Signal<string> }) {
  const told = said.value.plan;
  return (
    <label class="field">
      <span>{told.site}</span>
      <select
        value={of.value}
        onChange={(event) => {
          of.value = event.currentTarget.value;
        }}
      >
        <option value="">{told.pick}</option>
        {sites.own.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function AddButton({ busy, trouble }: { busy: boolean; trouble: string | null }) {
  const told = said.value.plan;
  return (
    <>
      <Trouble text={trouble} />
      <button type="submit" class="primary" disabled={busy}>
        {busy ? told.saving : told.add}
      </button>
    </>
  );
}

/** A whole number of at least one; null where it is none. */
export function dosesOf({ value }: Signal<string>): number | null {
  const doses = Number(value.trim());
  return Number.isInteger(doses) && doses > 0 ? doses : null;
}

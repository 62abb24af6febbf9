/** One parcel to tick: what it is, how many doses, and whatever must be known before it is taken in hand. */
import type { ComponentChildren } from 'preact';
import { whole } from '../../format/province.ts';
import { language } from '../../words/words.ts';
import { tripWords } from '../words.ts';

type Props = {
  parcel: { readonly product: string; readonly lot: string; readonly doses: number };
  checked: boolean;
  disabled?: boolean;
  onTick: (isOn: boolean) => void;
  children?: ComponentChildren;
};

export function ParcelTick({ parcel, checked, disabled = false, onTick, children }: Props) {
  const { trip } = tripWords.value;
  return (
    <label class={disabled ? 'tick tick-off' : 'tick'}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <span>
        <b>{parcel.product}</b>
        <span>
          {trip.lot(parcel.lot)} · {trip.doses(whole(parcel.doses, language.value))}
        </span>
        {children}
      </span>
    </label>
  );
}

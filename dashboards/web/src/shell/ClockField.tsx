/** A time of day, typed in 24 hours whatever the browser's own country does. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { clockOf } from '../format/local.ts';

type Props = {
  readonly label: string;
  /** `07:00`, or empty. */
  readonly value: string;
  /** Empty while what is typed is no time. */
  readonly onTime: (time: string) => void;
};

export function ClockField({ label, value, onTime }: Props) {
  const id = useId();
  const typed = useSignal<string | null>(null);
  const isTyping = useSignal(false);
  return (
    <label class="field" for={id}>
      <span>{label}</span>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        placeholder="--:--"
        value={(isTyping.value || value === '' ? typed.value : null) ?? value}
        onFocus={() => {
          isTyping.value = true;
          typed.value = value === '' ? typed.peek() : null;
        }}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          onTime(clockOf(event.currentTarget.value) ?? '');
        }}
        // From then on it stands as it was understood; what was not stays to be read.
        onBlur={() => {
          isTyping.value = false;
        }}
      />
    </label>
  );
}

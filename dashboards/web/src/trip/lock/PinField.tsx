/** One field for the digits of a PIN, as a phone's number pad types them. */
import type { Signal } from '@preact/signals';

export function PinField({
  label,
  value,
  disabled = false,
}: {
  label: string;
  value: Signal<string>;
  disabled?: boolean;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="password"
        class="pin"
        inputMode="numeric"
        autoComplete="off"
        maxLength={8}
        disabled={disabled}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value.replaceAll(/\D/g, '');
          event.currentTarget.value = value.value;
        }}
      />
    </label>
  );
}

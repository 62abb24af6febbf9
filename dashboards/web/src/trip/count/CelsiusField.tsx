/** A temperature typed by hand, with a comma or a point. */
import { isCelsius } from '../draft.ts';
import { tripWords } from '../words.ts';

export function CelsiusField({ value, onInput }: { value: string; onInput: (text: string) => void }) {
  const { handoff } = tripWords.value;
  return (
    <label class="field">
      <span>{handoff.celsius}</span>
      <input
        type="text"
        inputMode="text"
        autoComplete="off"
        maxLength={8}
        value={value}
        aria-invalid={!isCelsius(value)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {!isCelsius(value) && <span class="wrong">{handoff.celsiusWrong}</span>}
    </label>
  );
}

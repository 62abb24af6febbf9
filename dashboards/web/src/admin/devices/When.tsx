/** From now on, or from a time of the province's clock. */

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { told } from './words.ts';

const ZONE = '+07:00';

/** An instant for a description; null is now. */
export const instantOf = (form: FormData): string | null => {
  const typed = String(form.get('then') ?? '');
  return form.get('from') === 'then' && typed !== '' ? `${typed}:00${ZONE}` : null;
};

export function When() {
  const said = told.value.doing;
  const isThen = useSignal(false);
  const name = useId();
  return (
    <fieldset>
      <legend>{said.from}</legend>
      <label class="adm-choice">
        <input
          type="radio"
          name="from"
          value="now"
          checked={!isThen.value}
          onChange={() => {
            isThen.value = false;
          }}
        />
        <span>{said.fromNow}</span>
      </label>
      <label class="adm-choice">
        <input
          type="radio"
          name="from"
          value="then"
          checked={isThen.value}
          onChange={() => {
            isThen.value = true;
          }}
        />
        <span id={name}>{said.fromThen}</span>
      </label>
      {isThen.value && (
        <div class="field">
          <input type="datetime-local" name="then" required aria-labelledby={name} />
        </div>
      )}
    </fieldset>
  );
}

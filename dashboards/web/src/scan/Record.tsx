/** Recording doses just given from the vial in front of the gate. The service refuses what is not allowed. */
import { type Signal, useSignal } from '@preact/signals';
import { failureText } from '../api/failure.ts';
import { call } from '../api/http.ts';
import { clockWithSeconds } from '../format/time.ts';
import { serviceNow } from '../live/clock.ts';
import { Icon } from '../look/Icon.tsx';
import { language, words } from '../words/words.ts';
import { ask, type Question } from './question.ts';

/** No vial in the catalogue holds more. */
const DOSES_MAX = 50;

/** How the last recording ended. It outlives the button: a refusal often turns the verdict itself. */
export type Outcome = { kind: 'done' | 'refused' | 'unsure'; text: string };

type Props = { question: Question; outcome: Signal<Outcome | null> };

export function Record({ question, outcome }: Props) {
  const doses = useSignal(1);
  const busy = useSignal(false);
  const { gate } = words.value;

  const record = async () => {
    busy.value = true;
    outcome.value = null;
    const given = doses.value;
    const answer = await call('/administrations', {
      method: 'POST',
      body: { barcode: question.barcode, site: question.site, doses: given },
    });
    busy.value = false;
    const said = words.peek();
    if (answer.ok) {
      outcome.value = { kind: 'done', text: said.gate.recorded(given, clockWithSeconds(serviceNow())) };
      doses.value = 1;
    } else if (answer.status === 0 || answer.status >= 500) {
      // The request may have arrived although its answer did not.
      outcome.value = { kind: 'unsure', text: said.gate.perhapsRecorded };
    } else {
      outcome.value = {
        kind: 'refused',
        text: said.gate.notRecorded(failureText(answer, said, language.peek())),
      };
    }
    void ask();
  };

  const change = (by: number) => {
    doses.value = Math.min(DOSES_MAX, Math.max(1, doses.value + by));
  };

  return (
    <div class="record">
      <fieldset class="stepper">
        <legend>{gate.doses}</legend>
        <button type="button" aria-label={gate.fewer} disabled={doses.value <= 1} onClick={() => change(-1)}>
          −
        </button>
        <output aria-live="polite">{doses.value}</output>
        <button
          type="button"
          aria-label={gate.more}
          disabled={doses.value >= DOSES_MAX}
          onClick={() => change(1)}
        >
          +
        </button>
      </fieldset>
      <button type="button" class="record-button" disabled={busy.value} onClick={record}>
        <Icon name="check" bold />
        {busy.value ? gate.recording : gate.record}
      </button>
    </div>
  );
}

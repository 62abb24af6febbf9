/** Step 4: is it the device that stands here? It blinks, and a hand thermometer beside its probe says the same. */
import { useSignal } from '@preact/signals';
import type { IdentifiedView } from '../../../../src/http/enrol-schemas.ts';
import { Age } from '../board/Age.tsx';
import { typedCelsius } from '../book/typed.ts';
import { temperature } from '../format/temperature.ts';
import { instant } from '../format/time.ts';
import { Icon } from '../look/Icon.tsx';
import { language } from '../words/words.ts';
import type { Going } from './SetUp.tsx';
import { Panel, Trouble } from './Steps.tsx';
import { enrolPath, useDoing } from './use-doing.ts';
import { said } from './words.ts';

export function Compare({ going, again }: { going: Going; again: () => void }) {
  const told = said.value;
  const typed = useSignal('');
  const wrong = useSignal(false);
  /** How far apart they were, when that was too far. */
  const apart = useSignal<number | null>(null);
  const doing = useDoing();
  const { reading, toleranceCelsius } = going;
  const shown = reading?.celsius ?? null;
  const tolerance = temperature(toleranceCelsius, language.value);

  const compare = (anyway: boolean) => {
    const celsius = typedCelsius(typed.value);
    wrong.value = celsius === null;
    if (celsius === null) return;
    apart.value = null;
    void doing.post(enrolPath(going.device, '/compare'), { celsius, anyway }, again, ({ code }) => {
      if (code !== 'ENROLMENT_APART') return false;
      apart.value = Math.abs(celsius - (shown ?? celsius));
      return true;
    });
  };

  return (
    <Panel title={told.compareTitle}>
      <Identify device={going.device} />
      <div class="enrol-shows">
        <p>{told.shows}</p>
        <p class="enrol-figure">{shown === null ? '–' : temperature(shown, language.value)}</p>
        {reading !== null && (
          <p class="soft">
            <Age at={instant(reading.at) ?? 0} />
          </p>
        )}
        {reading !== null && !reading.stands && <p class="note">{told.stale}</p>}
      </div>
      <form
        class="enrol-form"
        onSubmit={(event) => {
          event.preventDefault();
          compare(false);
        }}
      >
        <label class="field">
          <span>{told.byHand}</span>
          <input
            class="enrol-value"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            maxLength={8}
            aria-invalid={wrong.value ? 'true' : undefined}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
              wrong.value = false;
              apart.value = null;
            }}
          />
          <span class="hint">{told.byHandHint(tolerance)}</span>
        </label>
        <Trouble text={wrong.value ? told.notNumber : doing.trouble.value} />
        {apart.value === null ? (
          <div class="enrol-buttons">
            <button type="submit" class="primary" disabled={doing.busy.value}>
              {told.compare}
            </button>
          </div>
        ) : (
          <div class="trouble" role="alert">
            <p>{told.apart(temperature(apart.value, language.value), tolerance)}</p>
            <div class="enrol-buttons">
              <button
                type="button"
                class="secondary"
                onClick={() => {
                  typed.value = '';
                  apart.value = null;
                }}
              >
                {told.again}
              </button>
              <button
                type="button"
                class="secondary"
                disabled={doing.busy.value}
                onClick={() => compare(true)}
              >
                {told.anyway}
              </button>
            </div>
          </div>
        )}
      </form>
    </Panel>
  );
}

function Identify({ device }: { device: string }) {
  const told = said.value;
  const doing = useDoing();
  const answer = useSignal<IdentifiedView | null>(null);
  const path = `/devices/${encodeURIComponent(device)}/identify`;
  return (
    <div class="enrol-identify">
      <p>{told.identifyHint}</p>
      <button
        type="button"
        class="secondary"
        disabled={doing.busy.value}
        onClick={() =>
          void doing.post<IdentifiedView>(path, undefined, (value) => {
            answer.value = value;
          })
        }
      >
        <Icon name="sun" />
        {told.identify}
      </button>
      {answer.value !== null && (
        <p role="status" class={answer.value.sent ? 'note' : 'trouble'}>
          {answer.value.why === null ? told.identified : told.notSent[answer.value.why]}
        </p>
      )}
      <Trouble text={doing.trouble.value} />
    </div>
  );
}

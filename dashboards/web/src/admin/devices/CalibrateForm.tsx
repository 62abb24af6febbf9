/** A calibration is written down: of which probe, when, until when, by whom. */
import { useSignal } from '@preact/signals';
import { dateOf } from '../../format/time.ts';
import { serviceNow } from '../../live/clock.ts';
import type { FormProps } from './Doing.tsx';
import { ReviewButtons } from './ReviewButtons.tsx';
import { told } from './words.ts';

const SIGNS = '[A-Za-z0-9_\\-]{1,64}';
/** `2026-11-22` of `22/11/2026`. */
const dayOf = (at: number): string => dateOf(at).split('/').reverse().join('-');
const aYearAfter = (day: string): string => {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCFullYear(at.getUTCFullYear() + 1);
  at.setUTCDate(at.getUTCDate() - 1);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10);
};

export function CalibrateForm({ device, onReview, onClose }: FormProps) {
  const said = told.value.doing;
  const one = told.value.one;
  const today = dayOf(serviceNow());
  const on = useSignal(today);
  const due = useSignal(aYearAfter(today));
  const probes = [...new Set(['1', ...device.messages.map(({ probe }) => probe)])].sort();
  const probe = useSignal(device.messages[0]?.probe ?? '1');
  const isThere = device.calibrations.some((line) => line.probe === probe.value && line.on === on.value);
  const submit = (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const typed = String(form.get(name) ?? '').trim();
      return typed === '' ? {} : { [name]: typed };
    };
    const number = (name: string) => {
      const typed = String(form.get(name) ?? '').trim();
      return typed === '' ? {} : { [name]: Number(typed) };
    };
    const line = {
      probe: probe.value,
      on: on.value,
      due: due.value,
      ...text('by'),
      ...text('certificate'),
      ...text('correction'),
      ...number('offsetCelsius'),
      ...number('uncertaintyCelsius'),
    };
    onReview({ title: said.calibrateTitle(device.id), part: { calibrations: [line] } });
  };
  return (
    <form class="part adm-form" aria-label={said.calibrate} onSubmit={submit}>
      <h2>{said.calibrate}</h2>
      <div class="adm-grid">
        <label class="field">
          <span>{one.probe}</span>
          <input
            name="probe"
            list="device-probes"
            required
            pattern={SIGNS}
            value={probe.value}
            onInput={(event) => {
              probe.value = event.currentTarget.value;
            }}
          />
        </label>
        <datalist id="device-probes">
          {probes.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <label class="field">
          <span>{said.day}</span>
          <input
            type="date"
            required
            max={today}
            value={on.value}
            onInput={(event) => {
              on.value = event.currentTarget.value;
              if (on.value !== '') due.value = aYearAfter(on.value);
            }}
          />
        </label>
        <label class="field">
          <span>{said.due}</span>
          <input
            type="date"
            required
            min={on.value}
            value={due.value}
            onInput={(event) => {
              due.value = event.currentTarget.value;
            }}
          />
        </label>
        <label class="field">
          <span>{one.by}</span>
          <input name="by" maxLength={200} />
        </label>
        <label class="field">
          <span>{one.certificate}</span>
          <input name="certificate" maxLength={200} />
        </label>
        <label class="field">
          <span>{one.offset}</span>
          <input name="offsetCelsius" type="number" min={-5} max={5} step={0.001} />
          <small class="soft">{one.offsetHint}</small>
        </label>
        <label class="field">
          <span>{one.uncertainty}</span>
          <input name="uncertaintyCelsius" type="number" min={0} max={3} step={0.001} />
        </label>
      </div>
      {isThere && (
        <label class="field">
          <span>{said.correction}</span>
          <input name="correction" required maxLength={200} />
          <small class="soft">{said.correctionHint}</small>
        </label>
      )}
      <ReviewButtons onClose={onClose} />
    </form>
  );
}

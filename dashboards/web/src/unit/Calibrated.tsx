/** Until when the unit's thermometers are calibrated: what a value is worth. */
import type { UnitCalibrationView, UnitDeviceView } from '../../../../src/keeper/unit-views.ts';
import { day } from '../format/province.ts';
import { exact } from '../format/temperature.ts';
import { Icon } from '../look/Icon.tsx';
import { language } from '../words/words.ts';
import { calibratedWords } from './calibrated-words.ts';

const ICONS = { good: 'check', soon: 'calendar', overdue: 'recall' } as const;

export function Calibrated({ devices }: { devices: readonly UnitDeviceView[] }) {
  const said = calibratedWords.value;
  if (devices.length === 0) return null;
  return (
    <>
      <h3>{said.title}</h3>
      <ul class="facts">
        {devices.flatMap(({ id, calibrations }) =>
          calibrations.length === 0
            ? [
                <li key={id}>
                  <Icon name="question" />
                  <span>
                    {said.none} <span class="soft">({said.device(id)})</span>
                  </span>
                </li>,
              ]
            : calibrations.map(({ probe, on, due, state, ...shift }) => (
                <li key={`${id} ${probe}`}>
                  <Icon name={ICONS[state]} bold={state !== 'good'} />
                  <span>
                    {said[state](day(due))}{' '}
                    <span class="soft">
                      ({calibrations.length === 1 ? said.device(id) : said.probe(id, probe)},{' '}
                      {[said.on(day(on)), ...shiftText(shift)].join(', ')})
                    </span>
                  </span>
                </li>
              )),
        )}
      </ul>
    </>
  );
}

type Shift = Pick<UnitCalibrationView, 'offsetCelsius' | 'uncertaintyCelsius'>;

function shiftText({ offsetCelsius: off, uncertaintyCelsius: sure }: Shift): string[] {
  const said = calibratedWords.value;
  const shift = off === null || off === 0 ? [] : [said.shift(exact(Math.abs(off), language.value), off > 0)];
  return sure === null ? shift : [...shift, said.sure(exact(sure, language.value))];
}

/** The record of a device's calibrations: every line that was ever written, the newest first. */
import type { CalibrationView } from '../../../../../src/keeper/registry-views.ts';
import { day } from '../../format/province.ts';
import { exact } from '../../format/temperature.ts';
import { language } from '../../words/words.ts';
import { CalibrationBadge } from './State.tsx';
import { told } from './words.ts';

export function Calibrations({ calibrations }: { calibrations: readonly CalibrationView[] }) {
  const said = told.value.one;
  return (
    <section class="part" aria-labelledby="device-calibrations">
      <h2 id="device-calibrations">{said.calibrationsTitle}</h2>
      {calibrations.length === 0 ? (
        <p class="soft">{said.noCalibrations}</p>
      ) : (
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">{said.on}</th>
              <th scope="col">{said.probe}</th>
              <th scope="col">{said.standing}</th>
              <th scope="col">{said.shift}</th>
              <th scope="col">{said.by}</th>
              <th scope="col">{said.certificate}</th>
            </tr>
          </thead>
          <tbody>
            {calibrations.map((line) => (
              <tr key={JSON.stringify(line)}>
                <th scope="row">{day(line.on)}</th>
                <td data-head={said.probe}>{line.probe}</td>
                <td data-head={said.standing}>
                  {line.stands ? (
                    <CalibrationBadge calibration={line} />
                  ) : (
                    <span class="soft">
                      {said.replaced} ({told.value.dueTo(day(line.due))})
                    </span>
                  )}
                  {line.correction !== null && <small>{said.corrected(line.correction)}</small>}
                </td>
                <td data-head={said.shift}>{shiftText(line)}</td>
                <td data-head={said.by}>{line.by ?? '–'}</td>
                <td data-head={said.certificate}>{line.certificate ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** `+0,3 °C ± 0,2 °C` */
function shiftText({ offsetCelsius: off, uncertaintyCelsius: sure }: CalibrationView): string {
  if (off === null && sure === null) return '–';
  const shift = off === null ? '' : `${off > 0 ? '+' : ''}${exact(off, language.value)}`;
  return sure === null ? shift : `${shift} ± ${exact(sure, language.value)}`.trim();
}

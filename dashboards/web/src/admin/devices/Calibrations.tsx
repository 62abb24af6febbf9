/** The record of a device's calibrations: every line that was ever written, the newest first. */
import type { CalibrationView } from '../../../../../src/keeper/registry-views.ts';
import { day } from '../../format/province.ts';
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

/** Which of a unit's probes were out of calibration in a month of its book? */
import { calibrationsOf, standingCalibrations } from '../../fleet/calibrations.ts';
import type { Period } from '../../thermal/course.ts';
import type { BookOverdueView } from '../book-views.ts';
import type { Province } from '../province.ts';

/**
 * Of the devices that sat in it during the month, as the record stood on the last day that is told of: what was calibrated
 * later was overdue all the same.
 * @param last the month's last day, or today while the month goes on
 */
export function overdueIn(
  { devices, devicesEverIn }: Province,
  unit: string,
  month: Period,
  last: string,
): BookOverdueView[] {
  const here = [...(devicesEverIn.get(unit) ?? [])].flatMap((id) => devices.get(id) ?? []);
  return here
    .filter(({ placements, retiredAt }) =>
      placements.some((placement, i) => {
        const end = Math.min(placements[i + 1]?.since ?? month.to, retiredAt ?? month.to);
        return placement.unit === unit && placement.since < month.to && end > month.from;
      }),
    )
    .flatMap((device) => {
      const known = calibrationsOf(device).filter(({ on }) => on <= last);
      return standingCalibrations({ calibrations: known })
        .filter(({ due }) => due < last)
        .map(({ probe, due }) => ({ device: device.id, probe, due }));
    })
    .sort((a, b) => (`${a.device}/${a.probe}` < `${b.device}/${b.probe}` ? -1 : 1));
}

/** How a device is and how its calibration stands: colour, picture and word together. */
import type { CalibrationState } from '../../../../../src/fleet/calibrations.ts';
import type { DeviceState } from '../../../../../src/keeper/registry-views.ts';
import { day } from '../../format/province.ts';
import { Icon } from '../../look/Icon.tsx';
import type { IconName } from '../../look/icons.ts';
import { told } from './words.ts';

const STATES: Readonly<Record<DeviceState, { icon: IconName; tone: string }>> = {
  good: { icon: 'check', tone: 'green' },
  late: { icon: 'clock', tone: 'grey' },
  silent: { icon: 'no-signal', tone: 'grey' },
  never: { icon: 'question', tone: 'orange' },
  unplaced: { icon: 'box', tone: 'orange' },
  frozen: { icon: 'hold', tone: 'red' },
  revoked: { icon: 'cross', tone: 'grey' },
  retired: { icon: 'pause', tone: 'grey' },
};
const CALIBRATIONS: Readonly<Record<CalibrationState, { icon: IconName; tone: string }>> = {
  good: { icon: 'check', tone: 'green' },
  soon: { icon: 'calendar', tone: 'orange' },
  overdue: { icon: 'recall', tone: 'red' },
};

export function StateBadge({ state }: { state: DeviceState }) {
  const { icon, tone } = STATES[state];
  return (
    <span class={`adm-badge adm-${tone}`}>
      <Icon name={icon} bold />
      {told.value.states[state]}
    </span>
  );
}

type Due = { readonly due: string; readonly state: CalibrationState } | null;

/** `due`: the last good day. */
export function CalibrationBadge({ calibration }: { calibration: Due }) {
  if (calibration === null) return <span class="soft">{told.value.noCalibration}</span>;
  const { icon, tone } = CALIBRATIONS[calibration.state];
  return (
    <span class={`adm-badge adm-${tone}`}>
      <Icon name={icon} bold />
      <span>
        {told.value.calibrationStates[calibration.state]}
        <small>{told.value.dueTo(day(calibration.due))}</small>
      </span>
    </span>
  );
}

/** Calibrations that are over or nearly so, for the page where administrators begin. */
import '../../look/admin-more.css';
import type { DeviceCountsView } from '../../../../../src/keeper/registry-views.ts';
import { n } from '../../official/say.ts';
import { linkTo } from '../../page.ts';
import { useAsked } from '../../shell/use-asked.ts';
import { told } from './words.ts';

export function CalibrationsDue() {
  const { asked } = useAsked<DeviceCountsView>('/registry/device-counts');
  const due = asked.value.value?.calibrations;
  if (due === undefined || due.overdue + due.soon === 0) return null;
  const said = told.value.list;
  return (
    <section aria-label={told.value.one.calibrationsTitle}>
      <ul class="sums">
        {(['overdue', 'soon'] as const)
          .filter((state) => due[state] > 0)
          .map((state) => (
            <li key={state}>
              <a
                {...linkTo('admin-devices', { 'hieu-chuan': state })}
                style={`--tone: var(--${state === 'overdue' ? 'red' : 'orange'})`}
              >
                <b>{n(due[state])}</b> <span>{said.sums[state]}</span>
              </a>
            </li>
          ))}
      </ul>
    </section>
  );
}

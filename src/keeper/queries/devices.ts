/** Which devices are there, and how are they? */
import { deviceCalibration } from '../../fleet/calibrations.ts';
import type { Device } from '../../fleet/types.ts';
import { localDay } from '../../lots/expiry.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { fold } from '../../wording/fold.ts';
import { limitOf } from '../pages.ts';
import {
  DEVICE_STATES,
  type DeviceCountsView,
  type DeviceListView,
  type DeviceState,
} from '../registry-views.ts';
import { placeOfDevice, showDevice, stateOfDevice } from './device-state.ts';
import { type InTurns, Pace } from './turns.ts';
import { type Of, sees, type View } from './view.ts';

/** By id. Only what the page shows is kept while all are looked at. */
export async function* devices(view: View, query: Of<'devices'>): InTurns<Decision<DeviceListView>> {
  const limit = limitOf(query);
  const fits = fitting(view, query);
  const pace = new Pace();
  let first: Device[] = [];
  let total = 0;
  for (const device of [...view.province.devices.values()]) {
    yield* pace.rest();
    if (!fits(device)) continue;
    total++;
    if (query.cursor !== undefined && device.id <= query.cursor) continue;
    first.push(device);
    // One more than is shown tells that there is a next page.
    if (first.length > 4 * (limit + 1)) first = first.sort(byId).slice(0, limit + 1);
  }
  const shown = first.sort(byId).slice(0, limit);
  return accept({
    items: shown.map((device) => showDevice(view, device)),
    next: first.length > limit ? (shown.at(-1)?.id ?? null) : null,
    total,
  });
}

const byId = (a: Device, b: Device): number => (a.id < b.id ? -1 : 1);

function fitting(view: View, query: Of<'devices'>): (device: Device) => boolean {
  const { province, now } = view;
  const wanted = fold(query.text ?? '')
    .split(' ')
    .filter(Boolean);
  const today = localDay(now, province.zone);
  return (device) => {
    const { unit, site } = placeOfDevice(view, device);
    if (!sees(view, site)) return false;
    if (query.unit !== undefined && unit !== query.unit) return false;
    if (query.profile !== undefined && device.profile !== query.profile) return false;
    if (wanted.length > 0) {
      const unitName = province.units.get(unit ?? '')?.name ?? '';
      const siteName = province.sites.get(site ?? '')?.name ?? '';
      const text = fold(`${device.id} ${unit ?? ''} ${unitName} ${siteName}`);
      if (!wanted.every((word) => text.includes(word))) return false;
    }
    const isWanted = query.state === undefined || stateOfDevice(view, device) === query.state;
    if (query.calibration === undefined) return isWanted;
    const { calibration } = query;
    return isWanted && stateOfCalibration(device, today, now) === calibration;
  };
}

/** Null: nothing is to be done about it. A retired device is calibrated no more. */
function stateOfCalibration(device: Device, today: string, now: number): 'overdue' | 'soon' | 'none' | null {
  if (device.retiredAt !== null && device.retiredAt <= now) return null;
  const { state } = deviceCalibration(device, today) ?? { state: 'none' as const };
  return state === 'good' ? null : state;
}

export async function* deviceCounts(view: View): InTurns<Decision<DeviceCountsView>> {
  const { province, now } = view;
  const today = localDay(now, province.zone);
  const states = Object.fromEntries(DEVICE_STATES.map((state) => [state, 0])) as Record<DeviceState, number>;
  const calibrations = { overdue: 0, soon: 0, none: 0 };
  const profiles = new Set<string>();
  const pace = new Pace();
  for (const device of [...province.devices.values()]) {
    yield* pace.rest();
    if (!sees(view, placeOfDevice(view, device).site)) continue;
    states[stateOfDevice(view, device)]++;
    profiles.add(device.profile);
    const calibration = stateOfCalibration(device, today, now);
    if (calibration !== null) calibrations[calibration]++;
  }
  return accept({ states, calibrations, profiles: [...profiles].sort() });
}

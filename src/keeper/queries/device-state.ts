/** How is a device now, and when was it last heard? */
import { profiles } from '../../../devices/profiles/profiles.ts';
import { deviceCalibration } from '../../fleet/calibrations.ts';
import { siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import type { Device } from '../../fleet/types.ts';
import { localDay } from '../../lots/expiry.ts';
import type { UtcMs } from '../../thermal/types.ts';
import type { DeviceItemView, DeviceState } from '../registry-views.ts';
import { isoOrNull } from '../show.ts';
import { lateAfter } from '../tile.ts';
import type { View } from './view.ts';

/** Where it sits now; a retired one where it sat last. */
export function placeOfDevice(view: View, device: Device): { unit: string | null; site: string | null } {
  const ended = device.retiredAt !== null && device.retiredAt <= view.now;
  const unit = ended ? (device.placements.at(-1)?.unit ?? null) : unitOfDevice(device, view.now);
  return { unit, site: siteOfUnit(view.province.units.get(unit ?? ''), view.now) };
}

/** A gateway that brings nothing for so long is not there: what it carries measures more often. */
const GATEWAY_SILENT_AFTER = 3_600_000;
export const isGateway = (device: Device): boolean => profiles.get(device.profile)?.speaksFor === 'gateway';

/** Of the newest measurement, in memory or packed. */
export function heardAt(view: View, device: string): UtcMs | null {
  let newest = Number.NEGATIVE_INFINITY;
  for (const { tail } of [...view.history.ofDevice(device), ...view.history.doubtfulOf(device)])
    newest = Math.max(newest, tail.newest?.at ?? Number.NEGATIVE_INFINITY, tail.packedTo);
  return Number.isFinite(newest) ? newest : null;
}

export function stateOfDevice(view: View, device: Device): DeviceState {
  const { now, province } = view;
  if (device.retiredAt !== null && device.retiredAt <= now) return 'retired';
  if (device.identity?.revoked !== undefined) return 'revoked';
  if (device.identity?.frozen !== undefined) return 'frozen';
  const unit = province.units.get(unitOfDevice(device, now) ?? '');
  if (unit === undefined) return isGateway(device) ? stateOfGateway(view, device) : 'unplaced';
  const own = view.judging.engine
    .probes(unit.id)
    .filter(({ probe }) => probe.slice(0, probe.indexOf('/')) === device.id);
  if (own.length === 0) return 'never';
  if (own.every(({ standsUntil }) => standsUntil <= now)) return 'silent';
  return own.some(({ at }) => now - at > lateAfter(unit.sampling)) ? 'late' : 'good';
}

/** In no unit it is judged by what it brings; since a start of the service it may have brought nothing yet. */
function stateOfGateway({ heard, now }: View, { id }: Device): DeviceState {
  const last = heard.lastOf.get(id);
  if (last === undefined) return 'never';
  return now - last > GATEWAY_SILENT_AFTER ? 'silent' : 'good';
}

export function showDevice(view: View, device: Device): DeviceItemView {
  const { now, province } = view;
  const { unit, site } = placeOfDevice(view, device);
  return {
    id: device.id,
    profile: device.profile,
    unit,
    unitName: province.units.get(unit ?? '')?.name ?? null,
    site,
    siteName: province.sites.get(site ?? '')?.name ?? null,
    state: stateOfDevice(view, device),
    heardAt: isoOrNull(heardAt(view, device.id) ?? view.heard.lastOf.get(device.id) ?? null),
    batteryPercent: unit === null ? null : view.tiles.batteryOf(unit),
    calibration: deviceCalibration(device, localDay(now, province.zone)),
    via: device.via === undefined ? null : { ...device.via },
    isGateway: isGateway(device),
    retiredAt: isoOrNull(device.retiredAt),
  };
}

/** Whose may a logger's file be? The devices within one's place, and how the last file of one was read. */
import { siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import { inPlace, may } from '../../fleet/rights.ts';
import type { Device } from '../../fleet/types.ts';
import type { ReadingWay } from '../../import/way.ts';
import { wayKey } from '../commands/file.ts';
import { deviceWithSerial, serialOf } from '../file-sorting.ts';
import { showFileDevice } from '../file-taking.ts';
import type { FileDevicesView } from '../file-views.ts';
import type { Of, View } from './view.ts';

/** A province has some thousands; a person scrolls through dozens. */
const DEVICES_MOST = 500;

export function fileDevices(view: View, { serial, device }: Of<'evidence.devices'>): FileDevicesView {
  const { province, now } = view;
  const within = [...province.devices.values()].filter((one) => isWithin(view, one));
  // Those that are read out as files, and then by their ids.
  const rank = (one: Device): string => `${serialOf(one) === null ? 1 : 0}${one.id}`;
  const sorted = within.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const found = deviceWithSerial(province, serial);
  const match = found !== null && within.includes(found) ? found.id : null;
  const way = province.meta.get(wayKey(device ?? match ?? ''));
  return {
    items: sorted.slice(0, DEVICES_MOST).map((one) => showFileDevice(province, one, now)),
    more: Math.max(0, sorted.length - DEVICES_MOST),
    match,
    way: way === undefined ? null : (JSON.parse(way) as ReadingWay),
    zone: province.zone,
  };
}

function isWithin({ actor, province, now }: View, device: Device): boolean {
  if (device.retiredAt !== null && device.retiredAt <= now) return false;
  const unit = province.units.get(unitOfDevice(device, now) ?? '');
  if (unit === undefined) return inPlace(actor, null, province.tree);
  return may(actor, 'evidence.file', siteOfUnit(unit, now), province.tree).ok;
}

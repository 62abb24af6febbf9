/**
 * Where does what a file holds belong? The device by its serial number or as a person chose it, each reading to the unit in which
 * the device was, and what belongs nowhere counted by its reason. Nothing is guessed: a file of another device is refused.
 */

import { placementsIn, siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import { may } from '../fleet/rights.ts';
import type { Device } from '../fleet/types.ts';
import { type PlainReading, unpackReadings } from '../import/packed.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { FileContents, FileTarget } from './file-protocol.ts';
import type { Actor, ImportedEvidence } from './protocol.ts';
import type { Province } from './province.ts';

/** The reserved gateway of devices that are read out as files (`Device.via`). */
export const BY_FILE = 'file';

export type UnitShare = {
  readonly unit: string;
  /** Oldest first. */
  readonly readings: readonly PlainReading[];
  readonly evidence: readonly ImportedEvidence[];
};
export type SortedFile = {
  readonly device: Device;
  readonly shares: readonly UnitShare[];
  readonly ahead: number;
  readonly outside: number;
  readonly elsewhere: number;
};

export const serialOf = (device: Device): string | null =>
  device.via?.gateway === BY_FILE ? device.via.address : null;

export function deviceWithSerial(province: Province, serial: string | null): Device | null {
  const wanted = serial?.trim().toLowerCase();
  if (wanted === undefined || wanted === '') return null;
  for (const device of province.devices.values())
    if (device.retiredAt === null && serialOf(device) === wanted) return device;
  return null;
}

/** `FILE_DEVICE_UNKNOWN`: none was named and none has that serial number; `FILE_OF_ANOTHER_DEVICE`: the file contradicts who was named. */
export function deviceOfFile(
  province: Province,
  target: FileTarget,
  serial: string | null,
): Decision<Device> {
  const bySerial = deviceWithSerial(province, serial);
  if (target.device === null) {
    if (bySerial !== null) return accept(bySerial);
    return refuse(
      'FILE_DEVICE_UNKNOWN',
      serial === null
        ? 'Cannot tell whose file this is: it states no serial number, name the device'
        : `Cannot tell whose file this is: no device has the serial number ${serial}`,
      { serial },
    );
  }
  const named = province.devices.get(target.device);
  if (named === undefined)
    return refuse('DEVICE_UNKNOWN', `No such device: ${target.device}`, { id: target.device });
  const own = serialOf(named);
  const contradicts = bySerial === null ? own !== null && serial !== null : bySerial.id !== named.id;
  if (contradicts && own !== serial?.trim().toLowerCase())
    return refuse(
      'FILE_OF_ANOTHER_DEVICE',
      `Cannot take this file as ${named.id}'s: its serial number is ${serial}`,
      { device: named.id, serial, owner: bySerial?.id ?? null },
    );
  return accept(named);
}

/**
 * Sorts readings and day records by the units in which the device was. Refuses `DEVICE_NOT_IN_UNIT` where it was in none then, and
 * `FORBIDDEN_PLACE` where it was only in units outside the actor's place.
 */
export function sortFile(
  actor: Actor,
  province: Province,
  device: Device,
  { readings, evidence }: FileContents,
  wanted: string | null,
  now: UtcMs,
): Decision<SortedFile> {
  const counts = { ahead: 0, outside: 0, elsewhere: 0 };
  const byUnit = new Map<string, PlainReading[]>();
  for (const reading of unpackReadings(readings)) {
    const unit = unitOfDevice(device, reading.at);
    if (reading.at > now) counts.ahead++;
    else if (unit === null || (wanted !== null && unit !== wanted)) counts.outside++;
    else {
      const share = byUnit.get(unit);
      if (share === undefined) byUnit.set(unit, [reading]);
      else share.push(reading);
    }
  }
  const shares: UnitShare[] = [];
  let denied: Decision<never> | null = null;
  for (const id of new Set(device.placements.flatMap(({ unit }) => unit ?? []))) {
    const unit = province.units.get(id);
    if (unit === undefined || (wanted !== null && id !== wanted)) continue;
    const placed = placementsIn(unit, [device]).get(device.id) ?? [];
    const days = evidence.filter(
      (e) => e.from < now && placed.some((p) => p.from < e.to && (p.to === null || p.to > e.from)),
    );
    const own = byUnit.get(id) ?? [];
    if (own.length + days.length === 0) continue;
    const allowed = may(actor, 'evidence.file', siteOfUnit(unit, now), province.tree);
    if (allowed.ok) shares.push({ unit: id, readings: own.toSorted((a, b) => a.at - b.at), evidence: days });
    else {
      counts.elsewhere += own.length + days.length;
      denied = allowed;
    }
  }
  if (shares.length > 0) return accept({ device, shares, ...counts });
  if (denied !== null) return denied;
  return refuse(
    'DEVICE_NOT_IN_UNIT',
    `Cannot import: ${device.id} was in no unit when it measured what this file holds`,
    { device: device.id, unit: wanted, ...counts },
  );
}

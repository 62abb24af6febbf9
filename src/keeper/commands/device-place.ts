/** The device that a command is about, when whoever gives it may: those of other places are theirs to keep. */
import { siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import { inPlace } from '../../fleet/rights.ts';
import type { Device } from '../../fleet/types.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import type { Command } from '../protocol.ts';
import { forbidden, type Turn, unknown } from './turn.ts';

/** Adds to the refusals of `liveDevice` `DEVICE_CARRIED`: what a gateway carries signs in nowhere, and needs nothing to do so. */
export function signingDevice(turn: Turn, action: Command['type'], id: string): Decision<Device> {
  const found = liveDevice(turn, action, id);
  return found.ok && found.value.via !== undefined
    ? refuse('DEVICE_CARRIED', `Cannot give ${id} what it would sign in with: a gateway carries it`, { id })
    : found;
}

/** Refuses `DEVICE_UNKNOWN`, `DEVICE_RETIRED`, and devices elsewhere. */
export function liveDevice(turn: Turn, action: Command['type'], id: string): Decision<Device> {
  const { actor, draft, province } = turn;
  const device = province.devices.get(id);
  if (device === undefined) return unknown('DEVICE', id);
  const unit = unitOfDevice(device, draft.now);
  const site = siteOfUnit(province.units.get(unit ?? ''), draft.now);
  // A device in no unit, or in a box under way, is at no site: whoever keeps devices anywhere may do it.
  if (site !== null && !inPlace(actor, site, province.tree)) return forbidden(turn, action, site);
  if (device.retiredAt !== null && device.retiredAt <= draft.now)
    return refuse('DEVICE_RETIRED', `Cannot change the access of ${id}: it is retired`, { id });
  return accept(device);
}

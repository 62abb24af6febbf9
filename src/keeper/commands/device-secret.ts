/** The command that gives a device a new secret. The former one opens nothing from the commit on. */
import { deviceRekeyed } from '../../custody/events.ts';
import { siteOfUnit, unitOfDevice } from '../../fleet/places.ts';
import { inPlace } from '../../fleet/rights.ts';
import { newDeviceSecret, secretHash } from '../../fleet/secrets.ts';
import { type Decision, refuse } from '../../lots/refusal.ts';
import type { DeviceSecretView } from '../registry-views.ts';
import { type Done, done, forbidden, type Of, type Turn, unknown } from './turn.ts';

/** Refuses `DEVICE_UNKNOWN`, `DEVICE_RETIRED`. Answers the secret: it is kept as its digest only. */
export function changeSecret(turn: Turn, command: Of<'device.secret'>): Decision<Done> {
  const { actor, draft, province } = turn;
  const device = province.devices.get(command.device);
  if (device === undefined) return unknown('DEVICE', command.device);
  const unit = unitOfDevice(device, draft.now);
  const site = siteOfUnit(province.units.get(unit ?? ''), draft.now);
  // A device in no unit, or in a box under way, is at no site: whoever keeps devices anywhere may do it.
  if (site !== null && !inPlace(actor, site, province.tree)) return forbidden(turn, command.type, site);
  if (device.retiredAt !== null && device.retiredAt <= draft.now)
    return refuse('DEVICE_RETIRED', `Cannot renew the secret of ${device.id}: it is retired`, {
      id: device.id,
    });
  const secret = newDeviceSecret();
  draft.put('device', device.id, { ...device, secretHash: secretHash(secret) });
  draft.write(actor.username, (stamp) => deviceRekeyed(stamp, device.id));
  const view: DeviceSecretView = { device: device.id, secret };
  return done(view);
}

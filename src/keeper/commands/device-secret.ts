/** The command that gives a device a new secret. All that it had opens nothing from the commit on. */
import { deviceRekeyed } from '../../custody/fleet-events.ts';
import { rekeyed } from '../../fleet/identity.ts';
import { newDeviceSecret, secretHash } from '../../fleet/secrets.ts';
import type { Decision } from '../../lots/refusal.ts';
import { thaw } from '../freezing.ts';
import type { DeviceSecretView } from '../registry-views.ts';
import { liveDevice } from './device-place.ts';
import { type Done, done, type Of, type Turn } from './turn.ts';

/**
 * Refuses `DEVICE_UNKNOWN`, `DEVICE_RETIRED`. Answers the secret: it is kept as its digest only. One that was revoked or
 * frozen is let in again: whoever re-keys it has it in their hands.
 */
export function changeSecret(turn: Turn, command: Of<'device.secret'>): Decision<Done> {
  const { actor, draft } = turn;
  const found = liveDevice(turn, command.type, command.device);
  if (!found.ok) return found;
  const secret = newDeviceSecret();
  const device = found.value;
  draft.put('device', device.id, rekeyed(device, secretHash(secret), draft.now));
  draft.write(actor.username, (stamp) => deviceRekeyed(stamp, device.id));
  thaw(turn, device);
  const view: DeviceSecretView = { device: device.id, secret };
  return done(view);
}

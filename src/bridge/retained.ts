/**
 * May what a broker kept from earlier be taken for a measurement? It may be of any age: only where the message itself says when it
 * measured. That is found by reading it as if it had come at two different times: what it says must be the same. Pure.
 */
import { DECODERS } from '../../devices/payloads/decoders.ts';
import type { Decoded, Delivered } from '../../devices/payloads/types.ts';
import type { DeviceProfile } from '../../devices/profiles/types.ts';
import type { Message } from '../telemetry/measured.ts';
import { readMessage } from '../telemetry/message.ts';
import { LATER } from '../telemetry/waited.ts';

export function tellsItsTime(delivered: Delivered, profile: DeviceProfile): boolean {
  const later = { ...delivered, receivedAt: delivered.receivedAt + LATER };
  try {
    return JSON.stringify(read(delivered, profile)) === JSON.stringify(read(later, profile));
  } catch {
    // A decoder that throws has a defect; what it cannot read is no measurement.
    return false;
  }
}

function read(delivered: Delivered, profile: DeviceProfile): Message | readonly Decoded[] {
  const decoder = DECODERS[profile.payload ?? ''];
  if (decoder !== undefined) return decoder(delivered, profile);
  const { payload, receivedAt } = delivered;
  return readMessage(Buffer.from(payload).toString(), receivedAt, profile.faultCodesMilli);
}

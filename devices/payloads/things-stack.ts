/** Messages of The Things Stack (v3) as its MQTT server and webhooks give them (`v3/<application>@<tenant>/devices/<id>/up`). */
import { instant } from '../../src/telemetry/measured.ts';
import { passedOn } from './lorawan.ts';
import { isRecord, jsonOf, refused, textOf } from './reading.ts';
import type { Decoder } from './types.ts';

/**
 * Only `uplink_message` measures. A simulated one, as the console sends for trying a codec, is no measurement and must never
 * be taken for one.
 */
export const thingsStack: Decoder = ({ payload, receivedAt }, profile) => {
  const body = jsonOf(payload);
  if (body === undefined) return refused('PAYLOAD_NOT_JSON', textOf(payload));
  if (!isRecord(body) || !isRecord(body.end_device_ids)) return refused('PAYLOAD_SHAPE', 'no end_device_ids');
  const uplink = body.uplink_message;
  if (!isRecord(uplink) || body.simulated === true) return [];
  const { dev_eui: eui, device_id: id } = body.end_device_ids;
  const address = typeof eui === 'string' ? eui : id;
  if (typeof address !== 'string') return refused('PAYLOAD_SHAPE', 'neither dev_eui nor device_id');
  const heard = uplink.received_at ?? body.received_at;
  const at = heard === undefined ? receivedAt : instant(heard);
  if (at === null) return refused('AT_UNREADABLE', String(heard), address);
  // Empty fields are left out of these messages: no port is port 0, no payload is an empty one.
  const data = uplink.frm_payload ?? '';
  if (typeof data !== 'string') return refused('PAYLOAD_SHAPE', 'frm_payload is no text', address);
  return passedOn(
    { address, at, port: Number(uplink.f_port ?? 0), data, object: uplink.decoded_payload },
    profile,
  );
};

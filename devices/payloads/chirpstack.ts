/** Events of a ChirpStack v4 network server as its MQTT integration publishes them in JSON (`…/device/<DevEUI>/event/up`). */
import { instant } from '../../src/telemetry/measured.ts';
import { passedOn } from './lorawan.ts';
import { isRecord, jsonOf, refused, textOf } from './reading.ts';
import type { Decoder } from './types.ts';

/** Only uplinks measure; a join, a status, an acknowledgement, a log and the other events are none of our concern. */
export const chirpstack: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const event = /(?:^|\/)event\/([a-z]+)$/.exec(topic)?.[1];
  if (event !== undefined && event !== 'up') return [];
  const body = jsonOf(payload);
  if (body === undefined) return refused('PAYLOAD_NOT_JSON', textOf(payload));
  if (!isRecord(body) || !isRecord(body.deviceInfo) || typeof body.deviceInfo.devEui !== 'string')
    return refused('PAYLOAD_SHAPE', 'no deviceInfo.devEui');
  // Where the topic does not say which event it is (a bridge renamed it), only an uplink has a port and data.
  if (event === undefined && body.data === undefined && body.object === undefined) return [];
  const address = body.deviceInfo.devEui;
  const at = body.time === undefined || body.time === null ? receivedAt : instant(body.time);
  if (at === null) return refused('AT_UNREADABLE', String(body.time), address);
  const data = body.data === undefined || body.data === null ? '' : body.data;
  if (typeof data !== 'string') return refused('PAYLOAD_SHAPE', 'data is no text', address);
  return passedOn({ address, at, port: Number(body.fPort ?? 0), data, object: body.object }, profile);
};

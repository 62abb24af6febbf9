/** What Zigbee2MQTT publishes of a Zigbee sensor: one JSON object on `<base>/<friendly name>`. */
import { instant, type Measured } from '../../src/telemetry/measured.ts';
import { bounded, extras, isRecord, jsonOf, numberOf, reading, refused, said, textOf } from './reading.ts';
import type { Decoder } from './types.ts';

const BASE = /^(?:.*\/)?zigbee2mqtt\//;
/**
 * The temperature of the sensor or of one of its ends. A list and no pattern: `temperature_calibration`, `_precision`, `_max`,
 * `_unit`, `local_temperature`, `device_temperature` and more of their kind are no temperatures of a place.
 */
const FIELD = /^temperature(?:_(l\d|\d|probe|external))?$/;

/** What is said about the bridge itself, whether a device is there, and what others ask of it, measures nothing. */
const OTHER = /^bridge(?:\/|$)|(?:^|\/)(?:availability|set|get)(?:\/|$)/;

export const zigbee2mqtt: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const name = topic.replace(BASE, '');
  if (OTHER.test(name)) return [];
  const body = jsonOf(payload);
  if (body === undefined) return refused('PAYLOAD_NOT_JSON', textOf(payload));
  if (!isRecord(body)) return refused('PAYLOAD_SHAPE', 'no JSON object (Zigbee2MQTT setting output: json)');
  // The number in the hardware is the same whatever somebody calls the sensor; it is there when the bridge is set to say it.
  const hardware = isRecord(body.device) ? body.device.ieeeAddr : undefined;
  const address = bounded(typeof hardware === 'string' ? hardware : name);
  const seen = body.last_seen;
  const at = seen === undefined || seen === null || seen === 'N/A' ? receivedAt : instant(seen);
  const beside = extras({
    humidity: numberOf(body.humidity),
    battery: numberOf(body.battery),
    door: typeof body.contact === 'boolean' ? !body.contact : null,
  });
  const measured: Measured[] = [];
  for (const [field, value] of Object.entries(body)) {
    const end = FIELD.exec(field);
    // Null: nothing was heard of it yet since the bridge was started.
    if (end === null || value === null) continue;
    if (at === null) return refused('AT_UNREADABLE', `last_seen ${String(seen)}`, address);
    measured.push(
      reading({ at, probe: end[1] ?? '1', celsius: numberOf(value) ?? value, extras: beside }, profile),
    );
  }
  return measured.length === 0 ? [] : [said({ address: address === '' ? null : address, measured })];
};

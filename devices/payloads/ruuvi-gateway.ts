/**
 * What a Ruuvi Gateway relays over MQTT: one Bluetooth advertisement a message, in hex, on `<prefix>/<gateway>/<sensor's MAC>`. The
 * sensor's values are in it by Ruuvi's data formats 3, 5, 6, C5 and E1; other makers' beacons are none of our concern.
 */
import type { Extras } from '../../src/telemetry/measured.ts';
import { extras, isRecord, jsonOf, numberOf, reading, refused, said, textOf } from './reading.ts';
import type { Decoder } from './types.ts';

const MAC = /(?:^|\/)([0-9a-f]{2}(?:[:-][0-9a-f]{2}){5})$/i;
const MANUFACTURER_SPECIFIC = 0xff;
/** Ruuvi's number among the makers, as it stands in the bytes. */
const RUUVI = 0x9904;

type Values = { readonly celsius: number; readonly humidity: number | null; readonly mac: string | null };

export const ruuviGateway: Decoder = ({ payload, topic, receivedAt }, profile) => {
  if (topic.endsWith('gw_status')) return [];
  const body = jsonOf(payload);
  if (body === undefined) return refused('PAYLOAD_NOT_JSON', textOf(payload));
  if (!isRecord(body) || typeof body.data !== 'string' || !/^([0-9a-f]{2})*$/i.test(body.data))
    return refused('PAYLOAD_SHAPE', 'no data in hex');
  const values = valuesOf(Buffer.from(body.data, 'hex'));
  if (values === null) return [];
  const address = MAC.exec(topic)?.[1]?.replaceAll('-', ':') ?? values.mac;
  if (address === null) return refused('PAYLOAD_SHAPE', 'no address, neither in the topic nor in the data');
  // Without time stamps in the gateway's settings there is none; it relays at once.
  const seconds = numberOf(body.ts);
  const at = seconds === null ? receivedAt : seconds * 1000;
  if (!Number.isSafeInteger(at))
    return refused('AT_UNREADABLE', `ts ${String(body.ts).slice(0, 40)}`, address);
  const beside: Extras | null = extras({ humidity: values.humidity });
  return [
    said({
      address,
      measured: [reading({ at, probe: '1', celsius: values.celsius, extras: beside }, profile)],
    }),
  ];
};

/** The part of an advertisement that is Ruuvi's; null where there is none, or in a format that is not known. */
function valuesOf(advertisement: Buffer): Values | null {
  let place = 0;
  while (place + 1 < advertisement.length) {
    const length = advertisement.readUInt8(place);
    const part = advertisement.subarray(place + 1, place + 1 + length);
    if (part.length >= 8 && part.readUInt8(0) === MANUFACTURER_SPECIFIC && part.readUInt16BE(1) === RUUVI)
      return ofFormat(part.subarray(3));
    place += length + 1;
  }
  return null;
}

function ofFormat(data: Buffer): Values | null {
  const format = data.readUInt8(0);
  if (format === 3) return ofFormat3(data);
  if (format !== 5 && format !== 6 && format !== 0xc5 && format !== 0xe1) return null;
  const humidity = data.readUInt16BE(3);
  return {
    celsius: data.readInt16BE(1) * 0.005,
    humidity: humidity === 0xffff ? null : Math.round(humidity * 2.5) / 1000,
    mac:
      format === 5 && data.length >= 24
        ? (data.toString('hex', 18, 24).match(/../g)?.join(':') ?? null)
        : null,
  };
}

/** Sign and whole degrees, then hundredths. */
function ofFormat3(data: Buffer): Values {
  const whole = data.readUInt8(2);
  const degrees = (whole & 0x7f) + data.readUInt8(3) / 100;
  return { celsius: whole & 0x80 ? -degrees : degrees, humidity: data.readUInt8(1) / 2, mac: null };
}

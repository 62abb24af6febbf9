/**
 * Bytes of Milesight sensors (EM300, EM320): channel, type, value, one after another, values little-endian; layout by the
 * maker's user guides, section «Device Payload».
 */
import type { Extras, Measured } from '../../src/telemetry/measured.ts';
import { MOST_READINGS, reading, refused, said } from './reading.ts';
import type { Decoder } from './types.ts';

/** Length of the value by channel and type in hex; what is not here ends the reading, for nobody knows how long it is. */
const LENGTHS: Readonly<Record<string, number>> = {
  '0175': 1, // battery, %
  '0367': 2, // temperature, 0.1 °C
  '0468': 1, // humidity, 0.5 %
  '0500': 1, // water leak, or a digital input
  '05c8': 4, // pulse counter
  '0600': 1, // magnet: 0 closed, 1 open
  ff01: 1, // protocol version
  ff09: 2, // hardware version
  ff0a: 2, // software version
  ff0b: 1, // switched on
  ff0f: 1, // LoRaWAN class
  ff16: 8, // serial number
};
/** A stored reading: seconds since 1970 (4), temperature (2), humidity (1), and with the EM300 one byte more. */
const STORED = '20ce';
const STORED_LENGTH_EM300 = 8;
const STORED_LENGTH_EM320 = 7;

/** Nothing in the bytes tells how long a stored reading is: the model does. */
const reads =
  (storedLength: number): Decoder =>
  ({ payload, receivedAt }, profile) => {
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    const measured: Measured[] = [];
    const beside: Extras = {};
    let tenths: number | null = null;
    let place = 0;
    while (place + 2 <= view.byteLength && measured.length < MOST_READINGS) {
      const kind = view.getUint16(place).toString(16).padStart(4, '0');
      const length = kind === STORED ? storedLength : LENGTHS[kind];
      if (length === undefined || place + 2 + length > view.byteLength) break;
      const value = place + 2;
      if (kind === '0367') tenths = view.getInt16(value, true);
      if (kind === '0175') beside.battery = view.getUint8(value);
      if (kind === '0468') beside.humidity = view.getUint8(value) / 2;
      if (kind === '0600') beside.door = view.getUint8(value) === 1;
      if (kind === STORED) {
        const at = view.getUint32(value, true) * 1000;
        const celsius = view.getInt16(value + 4, true) / 10;
        const humidity = view.getUint8(value + 6) / 2;
        measured.push(reading({ at, probe: '1', celsius, extras: { humidity } }, profile));
      }
      place = value + length;
    }
    if (tenths !== null) {
      const now = { at: receivedAt, probe: '1', celsius: tenths / 10 };
      const some = Object.keys(beside).length > 0;
      measured.unshift(reading({ ...now, extras: some ? beside : null }, profile));
    }
    const left = Buffer.from(payload.subarray(place)).toString('hex');
    if (left === '') return measured.length === 0 ? [] : [said({ address: null, measured })];
    const detail = `from byte ${place}: ${left.slice(0, 100)}`;
    if (measured.length === 0) return refused('PAYLOAD_SHAPE', detail);
    return [said({ address: null, measured }, [{ reason: 'PAYLOAD_SHAPE', at: null, detail }])];
  };

export const milesightEm300 = reads(STORED_LENGTH_EM300);
export const milesightEm320 = reads(STORED_LENGTH_EM320);

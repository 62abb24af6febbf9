/**
 * Bytes of the Dragino LHT65 and LHT65N: eleven an uplink or a stored reading, big-endian; layout by the maker's user
 * manual, sections «Uplink Payload» and «Datalog Uplink payload».
 */
import type { Extras, Measured } from '../../src/telemetry/measured.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { DeviceProfile } from '../profiles/types.ts';
import { MOST_READINGS, reading, refused, said } from './reading.ts';
import type { Decoder } from './types.ts';

const ENTRY = 11;
/** What the last bytes hold, in the low four bits of byte 6. */
const PROBE = 1;
const PROBE_AND_TIME = 9;
const PROBE_ID = 15;
const POLLED = 0x40;
const NOT_CONNECTED = 0x80;

export const draginoLht65: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const port = /^fport\/(\d+)$/.exec(topic)?.[1] ?? '2';
  if (port !== '2' && port !== '3') return [];
  if (payload.byteLength === 0) return [];
  if (payload.byteLength % ENTRY !== 0)
    return refused('PAYLOAD_SHAPE', `${payload.byteLength} bytes, a multiple of ${ENTRY} wanted`);
  const measured: Measured[] = [];
  for (let place = 0; place < payload.byteLength && measured.length < MOST_READINGS; place += ENTRY) {
    const entry = payload.subarray(place, place + ENTRY);
    // Eleven zeros are the answer to a poll that found nothing.
    if (entry.every((byte) => byte === 0)) continue;
    const isStored = port === '3' || ((entry[6] ?? 0) & POLLED) !== 0;
    measured.push(...entryOf(entry, isStored, receivedAt, profile));
  }
  return measured.length === 0 ? [] : [said({ address: null, measured })];
};

/** The housing's own sensor, then the probe on its cable. */
function entryOf(
  entry: Uint8Array,
  isStored: boolean,
  receivedAt: UtcMs,
  profile: DeviceProfile,
): Measured[] {
  const view = new DataView(entry.buffer, entry.byteOffset, entry.byteLength);
  const flags = view.getUint8(6);
  const kind = flags & 0x0f;
  if (kind === PROBE_ID) return [];
  // Stored readings and those with a time have the probe where the others have the battery's voltage.
  const isTimed = isStored || kind === PROBE_AND_TIME;
  const at = isTimed ? view.getUint32(7) * 1000 : receivedAt;
  const extras: Extras = { humidity: (view.getUint16(4) & 0x0fff) / 10 };
  const found = [reading({ at, probe: 'housing', celsius: view.getInt16(2) / 100, extras }, profile)];
  if (kind !== PROBE && kind !== PROBE_AND_TIME) return found;
  const celsius = (flags & NOT_CONNECTED) !== 0 ? null : view.getInt16(isTimed ? 0 : 7) / 100;
  return [...found, reading({ at, probe: 'cable', celsius, extras: null }, profile)];
}

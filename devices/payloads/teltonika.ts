/** Teltonika vehicle trackers with 1-wire temperature probes, over MQTT: packets of Codec 8 or 8 Extended, or Codec JSON. */
import type { Extras, Measured } from '../../src/telemetry/measured.ts';
import { instant } from '../../src/telemetry/measured.ts';
import type { DeviceProfile } from '../profiles/types.ts';
import { extras, isRecord, jsonOf, MOST_READINGS, numberOf, reading, refused, said } from './reading.ts';
import { type Avl, isCodec, recordsOf } from './teltonika-codec.ts';
import type { Decoder } from './types.ts';

/** AVL ids of Dallas Temperature 1 to 4, in tenths of a degree. */
const PROBES = [72, 73, 74, 75] as const;
const BATTERY = 113;
const IMEI = /(?:^|\/)(\d{15})(?:\/|$)/;

export const teltonika: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const address = IMEI.exec(topic)?.[1] ?? null;
  let records: readonly Avl[];
  try {
    records = isCodec(payload) ? recordsOf(payload) : [ofJson(jsonOf(payload), receivedAt)];
  } catch (error) {
    return refused('PAYLOAD_SHAPE', error instanceof Error ? error.message : String(error), address);
  }
  const measured = records.flatMap((record) => readingsOf(record, profile)).slice(0, MOST_READINGS);
  return measured.length === 0 ? [] : [said({ address, measured })];
};

function readingsOf({ at, position, values }: Avl, profile: DeviceProfile): Measured[] {
  const beside: Extras | null = extras({
    battery: values.get(BATTERY),
    lat: position?.lat,
    lon: position?.lon,
  });
  return PROBES.flatMap((id, index) => {
    const tenths = values.get(id);
    if (tenths === undefined) return [];
    return [reading({ at, probe: String(index + 1), celsius: tenths / 10, extras: beside }, profile)];
  });
}

/** The maker's «Codec JSON»: `{"state":{"reported":{"ts":…,"latlng":"54.6,25.2","72":"41",…}}}`. */
function ofJson(body: unknown, receivedAt: number): Avl {
  const state = isRecord(body) ? body.state : undefined;
  const reported = isRecord(state) ? state.reported : undefined;
  if (!isRecord(reported)) throw new RangeError('neither Codec 8 nor state.reported');
  const at = reported.ts === undefined ? receivedAt : instant(numberOf(reported.ts));
  if (at === null) throw new RangeError('ts is no time');
  const values = new Map<number, number>();
  for (const [id, value] of Object.entries(reported)) {
    const number = numberOf(value);
    if (/^\d{1,5}$/.test(id) && number !== null) values.set(Number(id), signed(number));
  }
  const [lat, lon] = typeof reported.latlng === 'string' ? reported.latlng.split(',').map(numberOf) : [];
  const hasFix = (numberOf(reported.sat) ?? 0) > 0 && typeof lat === 'number' && typeof lon === 'number';
  return { at, position: hasFix ? { lat, lon } : null, values };
}

/** JSON gives the bytes' number without its sign. */
function signed(value: number): number {
  if (value >= 2 ** 31 && value < 2 ** 32) return value - 2 ** 32;
  return value >= 2 ** 15 && value < 2 ** 16 ? value - 2 ** 16 : value;
}

/** What every LoRaWAN network server passes on: an uplink's bytes for the device's own profile, and what its own codec made of them. */
import type { UtcMs } from '../../src/thermal/types.ts';
import type { DeviceProfile } from '../profiles/types.ts';
import { extras, isRecord, numberOf, reading, refused, said } from './reading.ts';
import type { Decoded } from './types.ts';

export type Uplink = {
  /** The DevEUI. */
  readonly address: string;
  /** When the network heard it: the instant of what the device measured without a clock of its own. */
  readonly at: UtcMs;
  readonly port: number;
  /** Base64, as both network servers write it; '' for a frame without any. */
  readonly data: string;
  /** What a codec at the network server read in it, if there is one. */
  readonly object: unknown;
};

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The bytes first: a device's own profile knows its faults and its stored readings. The network server's codec counts where
 * that profile reads none, and then only a field `temperature` in °C.
 */
export function passedOn(
  { address, at, port, data, object }: Uplink,
  profile: DeviceProfile,
): readonly Decoded[] {
  if (!BASE64.test(data)) return refused('PAYLOAD_SHAPE', 'the uplink is not base64', address);
  const fields = isRecord(object) ? object : {};
  const celsius = fields.temperature === undefined ? undefined : numberOf(fields.temperature);
  const measured =
    celsius === undefined
      ? []
      : [
          reading(
            {
              at,
              probe: '1',
              celsius,
              extras: extras({ humidity: numberOf(fields.humidity), battery: numberOf(fields.battery) }),
            },
            profile,
          ),
        ];
  const one = said({ address, measured });
  if (data !== '') {
    return [
      { ...one, inner: { payload: Buffer.from(data, 'base64'), topic: `fport/${port}`, receivedAt: at } },
    ];
  }
  return measured.length === 0 ? [] : [one];
}

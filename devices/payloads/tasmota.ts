/** The sensor message of Tasmota firmware: `tele/SENSOR` at regular intervals, or `stat/STATUS8` and `STATUS10` when asked. */
import type { Measured, Unreadable } from '../../src/telemetry/measured.ts';
import {
  bounded,
  extras,
  isRecord,
  jsonOf,
  numberOf,
  probeOf,
  reading,
  refused,
  said,
  textOf,
} from './reading.ts';
import type { Decoder } from './types.ts';

const SENSOR = /^(?:(.*)\/)?(?:SENSOR|STATUS8|STATUS10)$/;
/** Temperature of the chip, not of a place. */
const CHIP = /^ESP(?:32|8266)/;

export const tasmota: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const levels = SENSOR.exec(topic);
  if (levels === null) return [];
  // On a broker of its own the firmware puts its name before or behind the prefix; at ours there is none.
  const address = bounded(
    (levels[1] ?? '')
      .split('/')
      .filter((level) => level !== 'tele' && level !== 'stat')
      .join('/'),
  );
  const body = jsonOf(payload);
  if (body === undefined) return refused('PAYLOAD_NOT_JSON', textOf(payload), address || null);
  const status = isRecord(body) && isRecord(body.StatusSNS) ? body.StatusSNS : body;
  if (!isRecord(status)) return refused('PAYLOAD_SHAPE', 'no JSON object', address || null);
  const measured: Measured[] = [];
  const unreadable: Unreadable[] = [];
  for (const [name, sensor] of Object.entries(status)) {
    if (!isRecord(sensor) || !('Temperature' in sensor) || CHIP.test(name)) continue;
    if (status.TempUnit !== 'C' && status.TempUnit !== 'F')
      return refused('PAYLOAD_SHAPE', 'TempUnit is neither C nor F', address || null);
    // The number in the hardware, for the numbers behind the name are given anew when a sensor is added.
    const probe = probeOf(typeof sensor.Id === 'string' ? sensor.Id : name);
    if (probe === null) {
      unreadable.push({ reason: 'PROBE_INVALID', at: receivedAt, detail: bounded(name) });
      continue;
    }
    measured.push(
      reading(
        {
          at: receivedAt,
          probe,
          celsius: celsius(sensor.Temperature, status.TempUnit),
          extras: extras({ humidity: numberOf(sensor.Humidity) }),
        },
        profile,
      ),
    );
  }
  if (measured.length + unreadable.length === 0) return [];
  return [said({ address: address || null, measured }, unreadable)];
};

function celsius(value: unknown, unit: 'C' | 'F'): unknown {
  const number = numberOf(value);
  if (number === null || unit === 'C') return number ?? value;
  return ((number - 32) * 5) / 9;
}

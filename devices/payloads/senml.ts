/**
 * SenML in JSON (RFC 8428): one pack, records of any number of devices. What a pack says of one device at one instant beside
 * its temperatures (humidity, battery, position, door, power) goes with each of them.
 */
import type { Extras, Measured, Unreadable } from '../../src/telemetry/measured.ts';
import { extras, jsonOf, MOST_READINGS, probeOf, reading, refused, said, textOf } from './reading.ts';
import { type Resolved, resolve } from './senml-resolve.ts';
import type { Decoder } from './types.ts';

const KELVIN_OF_ZERO = 273.15;
/** RFC 9039: an identifier whose end can be told, with what follows it. */
const URN = /^(urn:dev:(?:ow|mac):[0-9a-f]+)(?:[^0-9a-f](.*))?$/i;

type Named = Resolved & { readonly address: string | null; readonly rest: string };

/**
 * Whom a record is about, and which of its probes. The base name is the device, the name behind it the probe; without a base,
 * a name of letters and digits alone is a probe of the sender itself and anything else (an address, a URN) is a device.
 */
function named(record: Resolved): Named {
  const urn = URN.exec(record.n);
  if (urn !== null) return { ...record, address: urn[1] ?? '', rest: urn[2] ?? '' };
  const address = record.base.replace(/[:/._-]+$/, '');
  if (address !== '') return { ...record, address, rest: record.n.slice(record.base.length) };
  if (/[:/.]/.test(record.n)) return { ...record, address: record.n, rest: '' };
  return { ...record, address: null, rest: record.n };
}

export const senml: Decoder = ({ payload, receivedAt }, profile) => {
  const pack = jsonOf(payload);
  if (pack === undefined) return refused('PAYLOAD_NOT_JSON', textOf(payload));
  const resolved = resolve(pack, receivedAt / 1000);
  if (!resolved.ok) return refused('PAYLOAD_SHAPE', resolved.detail);

  const all = resolved.records.map(named);
  const taken = all.slice(0, MOST_READINGS);
  const rest: Unreadable[] =
    all.length > taken.length
      ? [{ reason: 'PAYLOAD_TOO_LARGE', at: null, detail: `${all.length} records, ${taken.length} taken` }]
      : [];
  const beside = besides(taken);
  const byAddress = new Map<
    string,
    { address: string | null; measured: Measured[]; unreadable: Unreadable[] }
  >();
  for (const record of taken) {
    const celsius = celsiusOf(record);
    if (celsius === undefined) continue;
    const key = keyOf(record);
    const one = byAddress.get(key) ?? { address: record.address, measured: [], unreadable: [] };
    byAddress.set(key, one);
    const at = Math.round(record.t * 1000);
    const probe = record.rest === '' ? '1' : probeOf(record.rest);
    if (!Number.isSafeInteger(at))
      one.unreadable.push({ reason: 'AT_UNREADABLE', at: null, detail: record.n });
    else if (probe === null)
      one.unreadable.push({ reason: 'PROBE_INVALID', at, detail: record.n.slice(0, 300) });
    else
      one.measured.push(
        reading(
          {
            at,
            probe,
            celsius,
            extras: beside.get(`${key} ${record.t}`) ?? null,
            ...(record.relative && { clock: 'corrected' }),
          },
          profile,
        ),
      );
  }
  // A device that speaks for itself alone is meant whatever it calls itself; of two names in one pack one is another's.
  const ownName = profile.speaksFor === 'device' && byAddress.size === 1;
  const decoded = [...byAddress.values()].map((one) =>
    said({ ...one, address: ownName ? null : one.address }, one.unreadable),
  );
  return rest.length === 0 ? decoded : [...decoded, said({ address: null, measured: [] }, rest)];
};

const keyOf = ({ address }: Named): string => (address === null ? '' : `=${address.toLowerCase()}`);

/** In °C; undefined: no temperature. */
function celsiusOf({ u, v }: Resolved): unknown {
  if (u === 'Cel') return v;
  if (u === 'K') return v === null ? null : v - KELVIN_OF_ZERO;
  return undefined;
}

/** What is said beside the temperatures, by device and time. */
function besides(records: readonly Named[]): ReadonlyMap<string, Extras | null> {
  const byKey = new Map<string, Extras | null>();
  for (const record of records) {
    const one = besideOf(record);
    if (one === null) continue;
    const key = `${keyOf(record)} ${record.t}`;
    byKey.set(key, { ...byKey.get(key), ...one });
  }
  return byKey;
}

function besideOf({ u, v, vb, rest }: Named): Extras | null {
  if (vb !== null) {
    return extras({ door: rest === 'door' ? vb : null, power: rest === 'power' ? vb : null });
  }
  return extras({
    humidity: u === '%RH' ? v : null,
    battery: u === '%EL' ? v : null,
    lat: u === 'lat' ? v : null,
    lon: u === 'lon' ? v : null,
  });
}

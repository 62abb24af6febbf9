/** JSON of any shape, read as its profile says by places: a model that needs a file and no code. */
import {
  type Extras,
  instant,
  type Measured,
  type RejectReason,
  type Unreadable,
} from '../../src/telemetry/measured.ts';
import type { UtcMs } from '../../src/thermal/types.ts';
import type { Mapping } from '../profiles/mapping.ts';
import {
  bounded,
  extras,
  isRecord,
  jsonOf,
  MOST_READINGS,
  numberOf,
  reading,
  refused,
  said,
  textOf,
} from './reading.ts';
import type { Decoded, Decoder } from './types.ts';

type Said = { address: string | null; measured: Measured[]; unreadable: Unreadable[] };
/** Finds a place in a record, or else in the message. */
type Find = (pointer: string | undefined) => unknown;

export const jsonMapping: Decoder = ({ payload, topic, receivedAt }, profile) => {
  const { mapping } = profile;
  if (mapping === undefined) return refused('PAYLOAD_SHAPE', `profile ${profile.id} has no mapping`);
  const body = jsonOf(payload);
  if (body === undefined) return refused('PAYLOAD_NOT_JSON', textOf(payload));
  const records = mapping.records === undefined ? [body] : at(body, mapping.records);
  // A message of another kind: the device says more than its temperatures.
  if (!Array.isArray(records)) return [];
  const byAddress = new Map<string | null, Said>();
  for (const record of records.slice(0, MOST_READINGS)) {
    const temperatures = temperaturesOf(record, mapping);
    if (temperatures.length === 0) continue;
    const find: Find = (pointer) =>
      pointer === undefined ? undefined : (at(record, pointer) ?? at(body, pointer, mapping.records));
    const address = addressOf(mapping, find, topic);
    const when = mapping.at === undefined ? receivedAt : timeOf(find(mapping.at.pointer), mapping.at.as);
    const one = byAddress.get(address ?? null) ?? { address: address ?? null, measured: [], unreadable: [] };
    byAddress.set(address ?? null, one);
    // One that should be named and is not is no reading of the sender's.
    if (address === undefined) one.unreadable.push(unreadable('READING_SHAPE', record));
    else if (when === null) one.unreadable.push(unreadable('AT_UNREADABLE', record));
    else {
      const beside = besideOf(mapping, find);
      for (const { probe, celsius } of temperatures)
        one.measured.push(reading({ at: when, probe, celsius, extras: beside }, profile));
    }
  }
  const decoded = [...byAddress.values()].map((one) => said(one, one.unreadable));
  return records.length <= MOST_READINGS ? decoded : [...decoded, tooMany(records.length)];
};

const unreadable = (reason: RejectReason, record: unknown): Unreadable => ({
  reason,
  at: null,
  detail: bounded(JSON.stringify(record)),
});

/** A temperature is the record's own; only what stands around it may come from the whole message. */
const temperaturesOf = (record: unknown, { temperatures }: Mapping) =>
  temperatures.flatMap(({ probe, pointer, unit, scale }) => {
    const value = at(record, pointer);
    return value === undefined ? [] : [{ probe, celsius: celsiusOf(value, unit, scale) }];
  });

/** Null: the sender itself; undefined: the message does not say it. */
function addressOf({ address }: Mapping, find: Find, topic: string): string | null | undefined {
  if (address === undefined) return null;
  const value = typeof address === 'string' ? find(address) : topic.split('/').at(address.topicLevel);
  const isName = (typeof value === 'string' && value !== '') || typeof value === 'number';
  return isName ? bounded(String(value).toLowerCase()) : undefined;
}

function celsiusOf(value: unknown, unit: Mapping['temperatures'][number]['unit'], scale: number): unknown {
  const number = numberOf(value);
  if (number === null) return value;
  const scaled = number * scale;
  if (unit === 'fahrenheit') return ((scaled - 32) * 5) / 9;
  return unit === 'kelvin' ? scaled - 273.15 : scaled;
}

function timeOf(value: unknown, as: 'iso' | 'seconds' | 'milliseconds'): UtcMs | null {
  if (as === 'iso') return typeof value === 'string' ? instant(value) : null;
  const number = numberOf(value);
  return number === null ? null : instant(Math.round(as === 'seconds' ? number * 1000 : number));
}

function besideOf({ beside }: Mapping, find: Find): Extras | null {
  return extras({
    humidity: numberOf(find(beside.humidity)),
    battery: numberOf(find(beside.battery)),
    door: truthOf(find(beside.door)),
    power: truthOf(find(beside.power)),
    lat: numberOf(find(beside.lat)),
    lon: numberOf(find(beside.lon)),
  });
}

const truthOf = (value: unknown): boolean | null =>
  typeof value === 'boolean' || value === 0 || value === 1 ? Boolean(value) : null;

/** What stands at a JSON Pointer; undefined: nothing does. Never below `without`, the list of the records itself. */
function at(value: unknown, pointer: string, without?: string): unknown {
  if (without !== undefined && (pointer === without || pointer.startsWith(`${without}/`))) return undefined;
  if (pointer === '') return value;
  let here = value;
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(here)) here = /^(0|[1-9]\d*)$/.test(name) ? here[Number(name)] : undefined;
    else here = isRecord(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  }
  return here;
}

const tooMany = (count: number): Decoded =>
  said({ address: null, measured: [] }, [
    { reason: 'PAYLOAD_TOO_LARGE', at: null, detail: `${count} records, ${MOST_READINGS} taken` },
  ]);

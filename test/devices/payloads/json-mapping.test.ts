/** A model of another maker as a file: where things stand in its messages. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DECODERS } from '../../../devices/payloads/decoders.ts';
import { jsonMapping } from '../../../devices/payloads/json-mapping.ts';
import type { Mapping } from '../../../devices/profiles/mapping.ts';
import { profiles, readProfiles } from '../../../devices/profiles/profiles.ts';
import { ARRIVED, inWords, refusals } from './read.ts';

const base = profiles.get('openmqttgateway');
const temperature = { probe: '1', pointer: '/t', unit: 'celsius', scale: 1 };
const profileOf = (mapping: object) => {
  const read = readProfiles([
    { file: 'mine.json', content: { ...base, id: 'mine', mapping, faultCodesMilli: [-999_000] } },
  ]).get('mine');
  if (read === undefined) throw new Error('no profile');
  return read;
};
function read(mapping: Partial<Mapping> | object, message: unknown, topic = 'a/B/c') {
  const payload = new TextEncoder().encode(typeof message === 'string' ? message : JSON.stringify(message));
  const profile = profileOf({ temperatures: [temperature], ...mapping });
  return jsonMapping({ payload, topic, receivedAt: ARRIVED }, profile);
}

describe('where things stand', () => {
  test.each([
    ['at the top', '/t', { t: 4.1 }],
    ['deep', '/a/b/2/c', { a: { b: [0, 0, { c: 4.1 }] } }],
    ['under a name with a stroke', '/a~1b', { 'a/b': 4.1 }],
    ['under a name with a tilde', '/a~0b', { 'a~b': 4.1 }],
    ['under an empty name', '/', { '': 4.1 }],
    ['as text', '/t', { t: '4.10' }],
  ])('%s', (_, pointer, message) => {
    expect(inWords(read({ temperatures: [{ ...temperature, pointer }] }, message))).toEqual(['null 1 4.1']);
  });

  test.each([
    ['nothing there', '/t', {}],
    ['behind the end of a list', '/a/3', { a: [1, 2, 3] }],
    ['what every object inherits', '/constructor', {}],
    ['what every list inherits', '/a/length', { a: [4] }],
    ['below a number', '/t/x', { t: 4 }],
    ['no object at all', '/t', 5],
  ])('%s measures nothing', (_, pointer, message) => {
    expect(read({ temperatures: [{ ...temperature, pointer }] }, message)).toEqual([]);
  });

  test.each([
    [{ t: 39.38 }, 'fahrenheit', 1, 4.1],
    [{ t: 277.25 }, 'kelvin', 1, 4.1],
    [{ t: 41 }, 'celsius', 0.1, 4.1],
    [{ t: -205 }, 'celsius', 0.1, -20.5],
    [{ t: 3938 }, 'fahrenheit', 0.01, 4.1],
    [{ t: null }, 'celsius', 1, 'CELSIUS_NOT_A_NUMBER'],
    [{ t: 'open' }, 'celsius', 1, 'CELSIUS_NOT_A_NUMBER'],
    [{ t: -999 }, 'celsius', 1, 'SENSOR_FAULT'],
    [{ t: -9990 }, 'celsius', 0.1, 'SENSOR_FAULT'],
  ])('%j in %s times %d is %s', (message, unit, scale, words) => {
    expect(inWords(read({ temperatures: [{ ...temperature, unit, scale }] }, message))).toEqual([
      `null 1 ${words}`,
    ]);
  });

  test.each([
    ['ISO 8601', 'iso', '2026-11-23T09:59:00+07:00', ARRIVED - 60_000],
    ['seconds', 'seconds', ARRIVED / 1000 - 60, ARRIVED - 60_000],
    ['seconds as text', 'seconds', String(ARRIVED / 1000 - 60), ARRIVED - 60_000],
    ['seconds with a part', 'seconds', ARRIVED / 1000 - 0.5, ARRIVED - 500],
    ['milliseconds', 'milliseconds', ARRIVED - 60_000, ARRIVED - 60_000],
  ])('a time in %s', (_, as, time, at) => {
    const [one] = read({ at: { pointer: '/time', as } }, { t: 4, time });
    expect(one?.measured).toMatchObject([{ at }]);
  });

  test.each([
    ['iso', ARRIVED],
    ['iso', '2026-11-23T09:59:00'],
    ['seconds', 'soon'],
    ['milliseconds', undefined],
  ])('a time (%s) that cannot be read, %s, is named and not taken for now', (as, time) => {
    const decoded = read({ at: { pointer: '/time', as } }, { t: 4, time });
    expect(inWords(decoded)).toEqual([]);
    expect(refusals(decoded)).toEqual(['AT_UNREADABLE']);
  });

  test.each([
    ['of the message', '/id', { t: 4, id: 'AA:BB' }, 'aa:bb'],
    ['a number', '/id', { t: 4, id: 77 }, '77'],
    ['the last level of the topic', { topicLevel: -1 }, { t: 4 }, 'c'],
    ['another level of the topic', { topicLevel: 1 }, { t: 4 }, 'b'],
  ])('the address is %s', (_, address, message, wanted) => {
    expect(inWords(read({ address }, message))).toEqual([`${wanted} 1 4`]);
  });

  test.each([
    ['not there', '/id', { t: 4 }],
    ['empty', '/id', { t: 4, id: '' }],
    ['no name', '/id', { t: 4, id: {} }],
    ['no such level', { topicLevel: 9 }, { t: 4 }],
  ])('an address that is %s makes the reading nobody’s, not the sender’s', (_, address, message) => {
    const decoded = read({ address }, message);
    expect(inWords(decoded)).toEqual([]);
    expect(refusals(decoded)).toEqual(['READING_SHAPE']);
  });

  test('records are each read by themselves, with what stands around them', () => {
    const mapping = {
      records: '/sensors',
      address: '/id',
      at: { pointer: '/time', as: 'seconds' },
      beside: { humidity: '/rh', battery: '/battery', door: '/door' },
    };
    const time = ARRIVED / 1000;
    const message = {
      time,
      battery: 80,
      sensors: [
        { id: 'a', t: 4, rh: 60, time: time - 60 },
        { id: 'b', t: 5, door: 1 },
        { id: 'a', t: 4.1 },
        { id: 'c' },
      ],
    };
    expect(
      read(mapping, message).map(({ address, measured }) => [
        address,
        measured.map(({ at, milli, extras }) => [at - ARRIVED, milli, extras]),
      ]),
    ).toEqual([
      [
        'a',
        [
          [-60_000, 4000, { humidity: 60, battery: 80 }],
          [0, 4100, { battery: 80 }],
        ],
      ],
      ['b', [[0, 5000, { battery: 80, door: true }]]],
    ]);
  });

  test('a record without a temperature does not take another’s', () => {
    const mapping = { records: '/sensors', temperatures: [{ ...temperature, pointer: '/sensors/0/t' }] };
    expect(read(mapping, { sensors: [{ t: 4 }, {}] })).toEqual([]);
    expect(read({ records: '/sensors' }, { t: 9, sensors: [{}] })).toEqual([]);
  });

  test('the message itself may be the list', () => {
    expect(
      inWords(
        read({ records: '', address: '/id' }, [
          { id: 'a', t: 4 },
          { id: 'b', t: 5 },
        ]),
      ),
    ).toEqual(['a 1 4', 'b 1 5']);
  });

  test('no list where the records should be is a message of another kind', () => {
    expect(read({ records: '/sensors' }, { status: 'ok' })).toEqual([]);
    expect(read({ records: '/sensors' }, { sensors: { t: 4 } })).toEqual([]);
  });

  test('no JSON is named', () => {
    expect(refusals(read({}, 'online'))).toEqual(['PAYLOAD_NOT_JSON']);
  });

  test('a list without end is cut and the rest named', () => {
    const decoded = read({ records: '/r' }, { r: Array.from({ length: 4100 }, () => ({ t: 4 })) });
    expect(inWords(decoded)).toHaveLength(4096);
    expect(refusals(decoded)).toEqual(['PAYLOAD_TOO_LARGE']);
  });
});

describe('a profile with a mapping', () => {
  test('the one in docs/devices.md is good, and reads a message of the shape that it describes', () => {
    const page = readFileSync(new URL('../../../docs/devices.md', import.meta.url), 'utf8');
    const content = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? 'null');
    const profile = readProfiles([{ file: 'may-x1.json', content }]).get('may-x1');
    if (profile === undefined) throw new Error('no profile');
    const message = {
      time: ARRIVED / 1000,
      bat: 80,
      sensors: [
        { id: 'A1', t10: 41, rh: 60 },
        { id: 'A2', t10: -999 },
      ],
    };
    const payload = new TextEncoder().encode(JSON.stringify(message));
    expect(inWords(jsonMapping({ payload, topic: 'telemetry', receivedAt: ARRIVED }, profile))).toEqual([
      'a1 1 4.1',
      'a2 1 SENSOR_FAULT',
    ]);
  });

  test('every format that is read stands in docs/devices.md, and every profile of one', () => {
    const page = readFileSync(new URL('../../../docs/devices.md', import.meta.url), 'utf8');
    const formats = Object.keys(DECODERS).filter(
      (name) => !page.includes(`| \`${name}\` |`) && name !== 'ds01-appliance',
    );
    expect(formats).toEqual([]);
    const named = [...profiles.values()].filter(
      ({ payload }) => payload !== null && !payload.startsWith('ds01'),
    );
    expect(named.map(({ id }) => id).filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
  });

  test.each([
    ['no temperature', { temperatures: [] }, /temperatures/],
    ['a place that is no pointer', { temperatures: [{ ...temperature, pointer: 'a.b' }] }, /JSON Pointer/],
    ['a probe that cannot be kept', { temperatures: [{ ...temperature, probe: 'a b' }] }, /probe/],
    ['a unit nobody knows', { temperatures: [{ ...temperature, unit: 'rankine' }] }, /unit/],
    ['a scale of nothing', { temperatures: [{ ...temperature, scale: 0 }] }, /scale/],
    ['a probe that is there twice', { temperatures: [temperature, temperature] }, /twice/],
    ['a time without its kind', { temperatures: [temperature], at: { pointer: '/t' } }, /at/],
    ['a field nobody knows', { temperatures: [temperature], colour: '/c' }, /colour/],
  ])('with %s is refused', (_, mapping, message) => {
    expect(() => profileOf(mapping)).toThrow(message);
  });

  test('the payload and the mapping go together', () => {
    const { mapping: _, ...without } = base ?? {};
    expect(() => readProfiles([{ file: 'openmqttgateway.json', content: without }])).toThrow(/go together/);
    const other = { ...base, payload: 'tasmota' };
    expect(() => readProfiles([{ file: 'openmqttgateway.json', content: other }])).toThrow(/go together/);
  });
});

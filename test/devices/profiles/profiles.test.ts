import { describe, expect, test } from 'vitest';
import { isFaultCode, profiles, readProfiles } from '../../../devices/profiles/profiles.ts';

const good = profiles.get('giulanh');
const entry = (content: object, file = 'giulanh.json') => ({ file, content });
const channel = { kind: 'temperature', unit: 'celsius', min: -40, max: 60 };

describe('device profiles', () => {
  test('the shipped ones are there', () => {
    expect([...profiles.keys()]).toEqual(
      expect.arrayContaining(['giulanh', 'ds18b20', 'fridge-tag-2', 'q-tag']),
    );
  });

  test.each([
    ['ds18b20', -127_000, true],
    ['ds18b20', 85_000, true],
    ['ds18b20', 84_999, false],
    ['ds18b20', -126_999, false],
    ['giulanh', -127_000, false],
    ['nobody', 85_000, false],
  ])('%s says %i thousandths: fault code %s', (id, milli, fault) => {
    expect(isFaultCode(profiles.get(id), milli)).toBe(fault);
  });

  test.each([
    ['an unknown unit', { channels: [{ ...channel, unit: 'kelvin' }] }, /channels\.0\.unit/],
    ['a unit of another kind', { channels: [{ ...channel, unit: 'percent' }] }, /channels\.0\.unit/],
    ['a range upside down', { channels: [{ ...channel, min: 60, max: -40 }] }, /upside down/],
    [
      'no temperature',
      { channels: [{ kind: 'humidity', unit: 'percent', min: 0, max: 100 }] },
      /no temperature/,
    ],
    ['a fault code in degrees and tenths', { faultCodesMilli: [-127.5] }, /faultCodesMilli/],
    ['a field nobody knows', { colour: 'white' }, /colour/],
    ['an id that is no identifier', { id: 'a b' }, /id/],
    ['an id that is not the name of its file', { id: 'other' }, /other\.json/],
    ['a payload that nobody reads', { payload: 'morse' }, /no such format/],
    ['a channel that is there twice', { channels: [channel, channel] }, /twice/],
  ])('one with %s is refused', (_, change, message) => {
    expect(() => readProfiles([entry({ ...good, ...change })])).toThrow(message);
  });

  test('an id that is taken is refused', () => {
    expect(() => readProfiles([entry({ ...good }), entry({ ...good })])).toThrow(/taken/);
  });
});

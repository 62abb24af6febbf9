import { describe, expect, test } from 'vitest';
import { ARRIVED, inWords, read, refusals } from './read.ts';

const cel = (n: string, v: unknown, more: object = {}) => ({ n, v, u: 'Cel', ...more });

describe('SenML', () => {
  test.each([
    [
      'a base name and a name',
      [{ bn: 'urn:dev:ow:10e2073a01080063:', ...cel('temp', 4) }],
      'urn:dev:ow:10e2073a01080063 temp 4',
    ],
    [
      'a whole name with its device in it',
      [cel('urn:dev:mac:0024befffe804ff1_inner', 4)],
      'urn:dev:mac:0024befffe804ff1 inner 4',
    ],
    [
      'a device and nothing behind it',
      [cel('urn:dev:ow:10e2073a01080063', 4)],
      'urn:dev:ow:10e2073a01080063 1 4',
    ],
    ['an address as the name', [cel('2001:db8::3', 4)], '2001:db8::3 1 4'],
    ['a base that ends with a stroke', [{ bn: 'Tram-Y-Te-7/', ...cel('t', 4) }], 'tram-y-te-7 t 4'],
    ['a name of letters and digits alone is the sender', [cel('fridge', 4)], 'null fridge 4'],
    ['kelvin', [cel('fridge', 277.15, { u: 'K' })], 'null fridge 4'],
  ])('%s', (_, pack, words) => {
    expect(inWords(read('senml-gateway', pack))).toEqual([words]);
  });

  test('a device that speaks for itself alone is meant, whatever it calls itself', () => {
    expect(inWords(read('senml', [{ bn: 'urn:dev:ow:10e2:', ...cel('a', 4) }, cel('b', 5)]))).toEqual([
      'null a 4',
      'null b 5',
    ]);
  });

  test('and of two names in one pack neither is taken for its own', () => {
    const pack = [cel('urn:dev:ow:aa', 4), cel('urn:dev:ow:bb', 5)];
    expect(inWords(read('senml', pack))).toEqual(['urn:dev:ow:aa 1 4', 'urn:dev:ow:bb 1 5']);
  });

  test('humidity, battery, place, door and power of an instant go with its temperatures, of another one they do not', () => {
    const pack = [
      { bn: 'urn:dev:ow:10e2:', bt: 1_790_000_000, ...cel('a', 4) },
      { n: 'rh', u: '%RH', v: 61 },
      { n: 'b', u: '%EL', v: 80 },
      { n: 'lat', u: 'lat', v: 12.7 },
      { n: 'lon', u: 'lon', v: 108.1 },
      { n: 'door', vb: true },
      { n: 'power', vb: false },
      { t: 60, ...cel('a', 5) },
    ];
    expect(read('senml', pack)[0]?.measured.map(({ at, extras }) => [at, extras])).toEqual([
      [1_790_000_000_000, { humidity: 61, battery: 80, lat: 12.7, lon: 108.1, door: true, power: false }],
      [1_790_000_060_000, null],
    ]);
  });

  test('a time said relative to now is reckoned from the arrival and marked as corrected, now itself is not', () => {
    const [one] = read('senml', [{ t: -90, ...cel('a', 4) }, cel('a', 5)]);
    expect(one?.measured.map(({ at, clock }) => [at - ARRIVED, clock])).toEqual([
      [-90_000, 'corrected'],
      [0, undefined],
    ]);
  });

  test.each([
    [
      'percent, a switch and a text are no temperatures',
      [
        { n: 'temp', u: '%RH', v: 4 },
        { n: 'fan', u: '/', v: 1 },
        { n: 'label', vs: 'x' },
      ],
    ],
    ['a temperature without a unit is none', [{ n: 'temp', v: 4 }]],
    ['an empty pack', []],
  ])('%s', (_, pack) => {
    expect(read('senml', pack)).toEqual([]);
  });

  test.each([
    ['no JSON', '<senml/>', 'PAYLOAD_NOT_JSON'],
    ['no list', {}, 'PAYLOAD_SHAPE'],
    ['a label that must be understood', [cel('a', 4, { x_: 1 })], 'PAYLOAD_SHAPE'],
    ['a probe without an end', [cel('a'.repeat(33), 4)], 'PROBE_INVALID'],
    ['a time without an end', [cel('a', 4, { t: 1e300 })], 'AT_UNREADABLE'],
  ])('%s is named and nothing is stored', (_, pack, reason) => {
    const decoded = read('senml', pack);
    expect(inWords(decoded)).toEqual([]);
    expect(refusals(decoded)).toEqual([reason]);
  });

  test('a unit of temperature without a number is a sensor that could not measure', () => {
    expect(inWords(read('senml', [{ n: 'a', u: 'Cel', vs: 'broken' }]))).toEqual([
      'null a CELSIUS_NOT_A_NUMBER',
    ]);
  });

  test('a pack without end is cut and the rest named', () => {
    const decoded = read(
      'senml',
      Array.from({ length: 4100 }, (_, i) => cel('a', 4, { t: -i })),
    );
    expect(inWords(decoded)).toHaveLength(4096);
    expect(refusals(decoded)).toEqual(['PAYLOAD_TOO_LARGE']);
  });
});

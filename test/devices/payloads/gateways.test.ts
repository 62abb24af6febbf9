/** Bluetooth gateways, industrial edge nodes, vehicle trackers. */
import { describe, expect, test } from 'vitest';
import { fieldsOf } from '../../../devices/payloads/protobuf.ts';
import { crc16 } from '../../../devices/payloads/teltonika-codec.ts';
import { ARRIVED, hex, inWords, read, refusals } from './read.ts';

describe('Ruuvi gateway', () => {
  const ruuvi = (data: unknown, more: object = {}, topic = 'ruuvi/C8:25:2D:8E:9C:2C/F4:1F:0C:28:CB:D6') =>
    read('ruuvi-gateway', { data, ts: String(ARRIVED / 1000 - 5), ...more }, topic);
  const format5 = (temperature: string) =>
    `0201061BFF990405${temperature}4C6DC6D7000CFFF803F4ADB6AD697FF41F0C28CBD6`;

  test.each([
    ['0000', '0'],
    ['0001', '0.005'],
    ['ffff', '-0.005'],
    ['01c3', '2.255'],
    ['fe3d', '-2.255'],
    ['8000', 'SENSOR_FAULT'],
  ])('0x%s is %s', (bytes, words) => {
    expect(inWords(ruuvi(format5(bytes)))).toEqual([`f4:1f:0c:28:cb:d6 1 ${words}`]);
  });

  test.each([
    ['format 6 (Ruuvi Air)', '02010617FF990406170C5668C79E007000C90501D9FFCD004C884F', 29.5, 55.3],
    [
      'format E1 (Ruuvi Air)',
      '2BFF9904E1170C5668C79E0065007004BD11CA00C90A0213E0ACFFFFFFDECDEE10FFFFFFFFFFCBB8334C884F',
      29.5,
      55.3,
    ],
    ['format 3 (the first RuuviTags)', '02010611FF990403291A1ECE1EFC18F94202CA0B53', 26.3, 20.5],
    ['format 3 below zero', '02010611FF99040329991ECE1EFC18F94202CA0B53', -25.3, 20.5],
  ])('%s', (_, data, celsius, humidity) => {
    expect(ruuvi(data)[0]?.measured).toMatchObject([{ milli: celsius * 1000, extras: { humidity } }]);
  });

  test('the address is in the data where the topic says none, and with colons whatever the topic has', () => {
    expect(ruuvi(format5('0000'), {}, 'telemetry')[0]?.address).toBe('f4:1f:0c:28:cb:d6');
    expect(ruuvi(format5('0000'), {}, 'F4-1F-0C-28-CB-D6')[0]?.address).toBe('f4:1f:0c:28:cb:d6');
    expect(refusals(ruuvi('02010611FF990403291A1ECE1EFC18F94202CA0B53', {}, 'telemetry'))).toEqual([
      'PAYLOAD_SHAPE',
    ]);
  });

  test('the instant is when the gateway heard it, without one the arrival', () => {
    expect(ruuvi(format5('0000'))[0]?.measured).toMatchObject([{ at: ARRIVED - 5000 }]);
    expect(ruuvi(format5('0000'), { ts: undefined })[0]?.measured).toMatchObject([{ at: ARRIVED }]);
    expect(refusals(ruuvi(format5('0000'), { ts: '1e300' }))).toEqual(['AT_UNREADABLE']);
  });

  test.each([
    ['another maker', '0201061AFF4C000215B9407F30F5F8466EAFF925556B57FE6D00010002C5'],
    ['a name only', '0609527575766920'],
    ['nothing', ''],
    ['an encrypted format', '0201061BFF9904080102030405060708090A0B0C0D0E0F101112131415161718'],
    ['a part that is cut off', '0201061BFF990405'],
  ])('%s measures nothing', (_, data) => {
    expect(ruuvi(data)).toEqual([]);
  });

  test.each([['xyz'], [5], ['012'], [undefined]])('data %s is named', (data) => {
    expect(refusals(ruuvi(data))).toEqual(['PAYLOAD_SHAPE']);
  });

  test('what the gateway says of itself measures nothing', () => {
    expect(read('ruuvi-gateway', { state: 'online' }, 'ruuvi/C8:25:2D:8E:9C:2C/gw_status')).toEqual([]);
  });
});

/** The few protobuf parts that a test writes. */
const varint = (value: bigint): number[] =>
  value < 128n ? [Number(value)] : [Number(value & 127n) | 128, ...varint(value >> 7n)];
const number = (field: number, value: bigint | number) => [
  ...varint(BigInt(field * 8)),
  ...varint(BigInt.asUintN(64, BigInt(value))),
];
const bytes = (field: number, value: readonly number[]) => [
  ...varint(BigInt(field * 8 + 2)),
  ...varint(BigInt(value.length)),
  ...value,
];
const text = (field: number, value: string) => bytes(field, [...Buffer.from(value)]);
const fixed = (field: number, value: Buffer) => [
  ...varint(BigInt(field * 8 + (value.length === 4 ? 5 : 1))),
  ...value,
];
const float = (value: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeFloatLE(value);
  return fixed(12, buffer);
};
const double = (value: number) => {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleLE(value);
  return fixed(13, buffer);
};

describe('Sparkplug B', () => {
  const AT = BigInt(ARRIVED - 2000);
  const TOPIC = 'spBv1.0/Kho/DDATA/Nut-1/Tu-7';
  const payload = (...metrics: (readonly number[])[]) =>
    Uint8Array.from([...number(1, AT), ...metrics.flatMap((metric) => bytes(2, metric)), ...number(3, 5)]);
  const metric = (value: readonly number[], name = 'Temperature') => [...text(1, name), ...value];
  const sparkplug = (message: Uint8Array, topic = TOPIC) => read('sparkplug-b', message, topic);

  test.each([
    ['spBv1.0/Kho/DDATA/Nut-1/Tu-7', 'kho/nut-1/tu-7'],
    ['spBv1.0/Kho/NDATA/Nut-1', 'kho/nut-1'],
    ['spBv1.0/Kho/DBIRTH/Nut-1/Tu-7', 'kho/nut-1/tu-7'],
    ['tram-7/spBv1.0/Kho/NBIRTH/Nut-1', 'kho/nut-1'],
  ])('on %s it is %s', (topic, address) => {
    expect(inWords(sparkplug(payload(metric(float(4.1))), topic))).toEqual([`${address} Temperature 4.1`]);
  });

  test.each(['NDEATH', 'DDEATH', 'NCMD', 'DCMD'])('%s measures nothing', (type) => {
    expect(sparkplug(payload(metric(float(4.1))), TOPIC.replace('DDATA', type))).toEqual([]);
    expect(sparkplug(payload(metric(float(4.1))), 'spBv1.0/STATE/host')).toEqual([]);
  });

  test.each([
    ['a float', float(-20.5), '-20.5'],
    ['a double', double(4.123), '4.123'],
    ['a signed number of 16 bits, cut to them', [...number(4, 2), ...number(10, 0xffec)], '-20'],
    ['a signed number of 16 bits, carried on to 32', [...number(4, 2), ...number(10, 0xffffffec)], '-20'],
    ['a signed number without its type', number(10, 0xffffffec), '-20'],
    ['a signed number of 64 bits', [...number(4, 4), ...number(11, -20)], '-20'],
    ['null', number(7, 1), 'CELSIUS_NOT_A_NUMBER'],
    ['null beside an old value', [...number(7, 1), ...float(4)], 'CELSIUS_NOT_A_NUMBER'],
    ['a truth value', number(14, 1), 'CELSIUS_NOT_A_NUMBER'],
    ['a text', text(15, '4.1'), 'CELSIUS_NOT_A_NUMBER'],
    ['not a number', float(Number.NaN), 'CELSIUS_NOT_A_NUMBER'],
  ])('%s', (_, value, words) => {
    expect(inWords(sparkplug(payload(metric(value))))).toEqual([`kho/nut-1/tu-7 Temperature ${words}`]);
  });

  test('a metric with its own time is of that time, one without of the message’s', () => {
    const own = [...number(3, AT - 60_000n), ...float(4)];
    const [one] = sparkplug(payload(metric(own, 'a/Temp'), metric(float(5), 'b/Temp')));
    expect(one?.measured.map(({ at, probe }) => [at - ARRIVED, probe])).toEqual([
      [-62_000, 'a-Temp'],
      [-2000, 'b-Temp'],
    ]);
    expect(sparkplug(Uint8Array.from(bytes(2, metric(float(4)))))[0]?.measured).toMatchObject([
      { at: ARRIVED },
    ]);
  });

  test.each([
    ['Tủ 1/Nhiệt độ', 'Tu-1-Nhiet-do'],
    ['Fridge 2/Air Temperature', 'Fridge-2-Air-Temperature'],
    ['temp_2', 'temp_2'],
    ['Temperature C', 'Temperature-C'],
  ])('«%s» is a temperature, as %s', (name, probe) => {
    expect(inWords(sparkplug(payload(metric(float(4), name))))).toEqual([`kho/nut-1/tu-7 ${probe} 4`]);
  });

  test.each([
    'Temperature Setpoint',
    'Set Point Temperature',
    'Target Temp',
    'High Alarm Temp',
    'Max Temperature',
    'Temperature/Quality',
    'Attempt',
    'Temperature F',
    'Humidity',
  ])('«%s» is none', (name) => {
    expect(sparkplug(payload(metric(float(4), name)))).toEqual([]);
  });

  test('a metric that is told only by its alias is named, and takes none of the others with it', () => {
    const decoded = sparkplug(payload([...number(2, 7), ...float(4)], metric(float(5))));
    expect(inWords(decoded)).toEqual(['kho/nut-1/tu-7 Temperature 5']);
    expect(decoded[0]?.unreadable).toMatchObject([
      { reason: 'READING_SHAPE', detail: expect.stringContaining('alias 7') },
    ]);
  });

  const inUnit = (unit: string) =>
    bytes(9, [
      ...text(1, 'engLow'),
      ...text(1, 'engUnit'),
      ...bytes(2, number(3, 0)),
      ...bytes(2, text(8, unit)),
    ]);
  test.each([['°C'], ['Cel'], ['celsius']])('a birth in %s is read', (unit) => {
    expect(inWords(sparkplug(payload(metric([...float(4), ...inUnit(unit)]))))).toHaveLength(1);
  });
  test.each([['°F'], ['K'], ['%']])('a birth in %s is refused', (unit) => {
    const decoded = sparkplug(payload(metric([...float(4), ...inUnit(unit)])));
    expect(inWords(decoded)).toEqual([]);
    expect(refusals(decoded)).toEqual(['READING_SHAPE']);
  });

  test.each([
    ['bytes that are cut off', payload(metric(float(4))).slice(0, -4)],
    ['text', new TextEncoder().encode('{"metrics":[]}')],
    ['a compressed payload', Uint8Array.from([...text(4, 'SPBV1.0_COMPRESSED'), ...bytes(5, [1, 2, 3])])],
    ['a number without an end', Uint8Array.from({ length: 20 }, () => 0xff)],
  ])('%s is named', (_, message) => {
    expect(refusals(sparkplug(message))).toEqual(['PAYLOAD_SHAPE']);
  });

  test('the largest number of protobuf is read whole', () => {
    expect([...fieldsOf(Uint8Array.from(number(1, -1)))]).toEqual([{ number: 1, value: 2n ** 64n - 1n }]);
  });
});

describe('Teltonika', () => {
  const record = (values: string, satellites = '07', ofTwoBytes = '00') =>
    `0000 019ad000 0000 01 40000000 0a000000 0010 0020 ${satellites} 0000 00 01 00 ${ofTwoBytes} ${values} 00`;
  const framed = (data: string) => {
    const inner = hex(data);
    const frame = Buffer.alloc(inner.length + 12);
    frame.writeUInt32BE(inner.length, 4);
    frame.set(inner, 8);
    frame.writeUInt32BE(crc16(inner), frame.length - 4);
    return Uint8Array.from(frame);
  };
  const one = (values: string) => `08 01 ${record(values)} 01`;
  const at = 0x019a_d000_0000;

  test.each([
    ['4.1 °C', '01 48 00000029', ['1 4.1']],
    ['below zero', '02 48 ffffffff 49 ffffff83', ['1 -0.1', '2 -12.5']],
    ['not ready', '01 48 00000352', ['1 SENSOR_FAULT']],
    ['85.1 °C is no fault code', '01 48 00000353', ['1 CELSIUS_IMPLAUSIBLE']],
    [
      'read error, not connected, no id, not ready',
      '04 48 000007d0 49 00000bb8 4a 00000fa0 4b 00001388',
      ['1 SENSOR_FAULT', '2 SENSOR_FAULT', '3 SENSOR_FAULT', '4 SENSOR_FAULT'],
    ],
    ['a value of no concern', '01 10 00000bb8', []],
  ])('%s', (_, values, words) => {
    const decoded = read('teltonika', framed(one(values)), 'data');
    expect(inWords(decoded)).toEqual(words.map((word) => `null ${word}`));
  });

  test('time and place are the record’s, without a fix there is no place', () => {
    const [decoded] = read(
      'teltonika',
      framed(`08 02 ${record('01 48 00000029')} ${record('01 48 0000002a', '00')} 02`),
      '356307042441013/data',
    );
    expect(decoded?.address).toBe('356307042441013');
    expect(decoded?.measured).toMatchObject([
      { at, milli: 4100, extras: { lon: 107.3741824, lat: 16.777216 } },
      { at, milli: 4200, extras: null },
    ]);
  });

  test('probes of two bytes, as some models send them', () => {
    const two = `08 01 ${record('00', '07', '01 48 ff83')} 01`;
    expect(inWords(read('teltonika', framed(two), 'data'))).toEqual(['null 1 -12.5']);
  });

  test('the same without the frame', () => {
    expect(inWords(read('teltonika', hex(one('01 48 00000029')), 'data'))).toEqual(['null 1 4.1']);
  });

  const broken = Buffer.from(framed(one('01 48 00000029')));
  broken.writeUInt8(broken.readUInt8(40) ^ 1, 40);
  test.each([
    ['a bit that fell over', broken],
    ['a packet cut off', framed(one('01 48 00000029')).slice(0, -5)],
    ['counts that differ', hex(one('01 48 00000029').replace(/01$/, '02'))],
    ['something behind the end', hex(`${one('01 48 00000029')} 00`)],
    ['another codec', framed(one('01 48 00000029').replace(/^08/, '0c'))],
    ['text', 'x'],
    ['JSON of somebody else', '{}'],
  ])('%s is named and nothing of it stored', (_, message) => {
    const decoded = read('teltonika', message, 'data');
    expect(inWords(decoded)).toEqual([]);
    expect(refusals(decoded)).toEqual(['PAYLOAD_SHAPE']);
  });

  test.each([
    ['41', ['1 4.1']],
    [41, ['1 4.1']],
    ['4294967171', ['1 -12.5']],
    ['65411', ['1 -12.5']],
    ['3000', ['1 SENSOR_FAULT']],
  ])('Codec JSON with "72": %s', (value, words) => {
    const message = { state: { reported: { ts: at, latlng: '12.7,108.1', sat: '8', 72: value, 113: '90' } } };
    const decoded = read('teltonika', message, '356307042441013/data');
    expect(inWords(decoded)).toEqual(words.map((word) => `356307042441013 ${word}`));
    expect(decoded[0]?.measured).toMatchObject([{ at, extras: { lat: 12.7, lon: 108.1, battery: 90 } }]);
  });

  test('Codec JSON with a time that is none is named', () => {
    expect(refusals(read('teltonika', { state: { reported: { ts: 'x', 72: 41 } } }, 'data'))).toEqual([
      'PAYLOAD_SHAPE',
    ]);
  });
});

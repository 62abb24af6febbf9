/** LoRaWAN: what network servers pass on, and what the sensors' bytes say. */
import { describe, expect, test } from 'vitest';
import { ARRIVED, hex, inWords, read, refusals } from './read.ts';

const base64 = (digits: string) => Buffer.from(hex(digits)).toString('base64');
const deviceInfo = { devEui: 'A84041FFFF123456' };
const HEARD = '2026-11-23T02:59:58.123456789+00:00';
const uplink = { time: HEARD, deviceInfo, fPort: 85, data: base64('0367 2800') };
const UP = 'application/1/device/a84041ffff123456/event/up';
const stack = {
  end_device_ids: { device_id: 'tu-7', dev_eui: 'A84041FFFF123456' },
  received_at: '2026-11-23T02:59:59Z',
  uplink_message: { f_port: 2, frm_payload: base64('0367 2800'), received_at: HEARD },
};

describe('ChirpStack', () => {
  test('an uplink is the bytes of the device with that DevEUI, at the moment the network heard it', () => {
    const [one, ...others] = read('chirpstack', uplink, UP);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ address: 'a84041ffff123456', measured: [], seq: null });
    expect(one?.inner).toMatchObject({ topic: 'fport/85', receivedAt: ARRIVED - 1877 });
    expect(Buffer.from(one?.inner?.payload ?? []).toString('hex')).toBe('03672800');
  });

  test.each(['join', 'status', 'ack', 'txack', 'log', 'location', 'integration'])(
    '%s measures nothing',
    (event) => {
      expect(read('chirpstack', uplink, UP.replace(/up$/, event))).toEqual([]);
    },
  );

  test('without an event in the topic, only what has data is an uplink', () => {
    expect(read('chirpstack', uplink, 'telemetry')).toHaveLength(1);
    expect(read('chirpstack', { time: HEARD, deviceInfo, margin: 10 }, 'telemetry')).toEqual([]);
  });

  test('what a codec there read in it stands beside the bytes, and alone where there are none', () => {
    const object = { temperature: 4.1, humidity: 61, battery: 90, temperature_max: 9, dewpoint: -3 };
    expect(inWords(read('chirpstack', { ...uplink, object }, UP))).toEqual(['a84041ffff123456 1 4.1']);
    const [one] = read('chirpstack', { time: HEARD, deviceInfo, object }, UP);
    expect(one?.inner).toBeUndefined();
    expect(one?.measured).toMatchObject([{ milli: 4100, extras: { humidity: 61, battery: 90 } }]);
  });

  test('a field of another name is never taken for the temperature', () => {
    expect(inWords(read('chirpstack', { ...uplink, object: { TempC_SHT: 4.1, temp: 4 } }, UP))).toEqual([]);
  });

  test('without a time the uplink is of the moment of arrival', () => {
    expect(read('chirpstack', { deviceInfo, data: uplink.data }, UP)[0]?.inner?.receivedAt).toBe(ARRIVED);
  });

  test.each([
    ['no JSON', 'up', 'PAYLOAD_NOT_JSON'],
    ['no device', { data: 'qg==' }, 'PAYLOAD_SHAPE'],
    ['no base64', { ...uplink, data: '§' }, 'PAYLOAD_SHAPE'],
    ['half of a byte', { ...uplink, data: 'q' }, 'PAYLOAD_SHAPE'],
    ['a number in place of the bytes', { ...uplink, data: 5 }, 'PAYLOAD_SHAPE'],
    ['a time of no zone', { ...uplink, time: '2026-11-23T02:59:58' }, 'AT_UNREADABLE'],
  ])('%s is named', (_, message, reason) => {
    expect(refusals(read('chirpstack', message, UP))).toEqual([reason]);
  });
});

describe('The Things Stack', () => {
  test('an uplink is the bytes of the device, at the moment its network server heard it', () => {
    const [one] = read('things-stack', stack, 'v3/app/devices/tu-7/up');
    expect(one).toMatchObject({
      address: 'a84041ffff123456',
      inner: { topic: 'fport/2', receivedAt: ARRIVED - 1877 },
    });
  });

  test('a simulated uplink measured nothing', () => {
    expect(read('things-stack', { ...stack, simulated: true })).toEqual([]);
    expect(read('things-stack', { ...stack, simulated: false })).toHaveLength(1);
  });

  test('a device without a DevEUI is known by its id', () => {
    const message = { ...stack, end_device_ids: { device_id: 'Tu-7' } };
    expect(read('things-stack', message)[0]?.address).toBe('tu-7');
  });

  test('fields that are left out are empty: port 0, no bytes', () => {
    const { frm_payload: _, ...empty } = stack.uplink_message;
    expect(read('things-stack', { ...stack, uplink_message: empty })).toEqual([]);
    const noPort = { ...stack, uplink_message: { frm_payload: 'qg==' } };
    expect(read('things-stack', noPort)[0]?.inner?.topic).toBe('fport/0');
    expect(read('things-stack', noPort)[0]?.inner?.receivedAt).toBe(ARRIVED - 1000);
  });

  test.each(['join_accept', 'downlink_ack', 'location_solved'])('%s measures nothing', (kind) => {
    expect(read('things-stack', { end_device_ids: stack.end_device_ids, [kind]: {} })).toEqual([]);
  });

  test.each([
    ['no JSON', '', 'PAYLOAD_NOT_JSON'],
    ['no device', { uplink_message: {} }, 'PAYLOAD_SHAPE'],
    ['a device without a name', { ...stack, end_device_ids: {} }, 'PAYLOAD_SHAPE'],
    ['a time that is none', { ...stack, uplink_message: { received_at: 'now' } }, 'AT_UNREADABLE'],
  ])('%s is named', (_, message, reason) => {
    expect(refusals(read('things-stack', message))).toEqual([reason]);
  });
});

describe('Milesight bytes', () => {
  test.each([
    ['0.1 °C above freezing', '0367 0100', 0.1],
    ['freezing', '0367 0000', 0],
    ['0.1 °C below freezing', '0367 ffff', -0.1],
    ['the lowest', '0367 d4fe', -30],
  ])('%s', (_, bytes, celsius) => {
    expect(inWords(read('milesight-em300-th', hex(bytes)))).toEqual([`null 1 ${celsius}`]);
  });

  test('an open door is known, and goes with the temperature', () => {
    const [one] = read('milesight-em300-th', hex('0600 01 0367 2800'));
    expect(one?.measured).toMatchObject([{ milli: 4000, extras: { door: true } }]);
  });

  test('stored readings keep their own time, and the order in which they were sent', () => {
    const decoded = read('milesight-em300-th', hex('20ce 00105e6a 2900 7a 00 20ce 58125e6a 2a00 7a 00'));
    expect(decoded[0]?.measured.map(({ at, milli }) => [at, milli])).toEqual([
      [0x6a5e1000 * 1000, 4100],
      [0x6a5e1258 * 1000, 4200],
    ]);
  });

  test('before an unknown channel all is read, from there on nothing, and it is named', () => {
    const decoded = read('milesight-em300-th', hex('0367 2800 09d7 1234 0468 50'));
    expect(inWords(decoded)).toEqual(['null 1 4']);
    expect(decoded[0]?.unreadable).toMatchObject([
      { reason: 'PAYLOAD_SHAPE', detail: 'from byte 4: 09d71234046850' },
    ]);
  });

  test.each([
    ['a value that is cut off', '0367 28'],
    ['a single byte', '03'],
    ['nothing that is known', '09d7 1234'],
  ])('%s is named', (_, bytes) => {
    expect(inWords(read('milesight-em300-th', hex(bytes)))).toEqual([]);
    expect(refusals(read('milesight-em300-th', hex(bytes)))).toEqual(['PAYLOAD_SHAPE']);
  });

  test('battery alone is no measurement', () => {
    expect(read('milesight-em300-th', hex('0175 64'))).toEqual([]);
  });
});

describe('Dragino LHT65 bytes', () => {
  const at = (topic: string, bytes: string) => read('dragino-lht65', hex(bytes), topic);

  test.each([
    ['below freezing, both', 'cbf6 ff38 0376 01 ff9c 7fff', ['null housing -2', 'null cable -1']],
    ['no probe is plugged in', 'cbf6 0b0d 0376 00 7fff 7fff', ['null housing 28.29']],
    [
      'the probe does not answer',
      'cbf6 0b0d 0376 01 7fff 7fff',
      ['null housing 28.29', 'null cable SENSOR_FAULT'],
    ],
    [
      'the cable is off',
      'cbf6 0b0d 0376 81 010a 7fff',
      ['null housing 28.29', 'null cable CELSIUS_NOT_A_NUMBER'],
    ],
    ['a door contact in place of the probe', 'cbf6 0b0d 0376 04 0100 7fff', ['null housing 28.29']],
    ['the probe tells its number', 'cbf6 28ff 1122 0f 3344 5566', []],
  ])('%s', (_, bytes, words) => {
    expect(inWords(at('fport/2', bytes))).toEqual(words);
  });

  test('in the form with a time the probe stands first and the time is its own', () => {
    const [one] = at('fport/2', '09c4 0898 c146 09 60065f97');
    expect(one?.measured).toMatchObject([
      { at: 0x60065f97 * 1000, probe: 'housing', milli: 22_000, extras: { humidity: 32.6 } },
      { at: 0x60065f97 * 1000, probe: 'cable', milli: 25_000, extras: null },
    ]);
  });

  test('a stored reading is told by the poll flag too, whatever the port', () => {
    const [one] = at('fport/2', '09c4 0898 0146 41 60065f97');
    expect(one?.measured.map(({ at: when }) => when)).toEqual([0x60065f97 * 1000, 0x60065f97 * 1000]);
  });

  test.each([
    ['another port', 'fport/5', '0b0d0376'],
    ['no bytes', 'fport/2', ''],
    ['a poll that found nothing', 'fport/3', '00'.repeat(11)],
  ])('%s measures nothing', (_, topic, bytes) => {
    expect(at(topic, bytes)).toEqual([]);
  });

  test.each(['00'.repeat(10), '00'.repeat(12)])('bytes that are no multiple of eleven are named', (bytes) => {
    expect(refusals(at('fport/2', bytes))).toEqual(['PAYLOAD_SHAPE']);
  });
});

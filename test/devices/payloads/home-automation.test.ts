/** Sensors made for homes: Zigbee2MQTT, Tasmota, Shelly, ESPHome. */
import { describe, expect, test } from 'vitest';
import { ARRIVED, inWords, read, refusals } from './read.ts';

describe('Zigbee2MQTT', () => {
  const base = { temperature: 4.1, humidity: 61 };
  const z2m = (message: unknown, topic = 'zigbee2mqtt/Tủ lạnh 1') => read('zigbee2mqtt', message, topic);

  test.each([
    ['zigbee2mqtt/Tủ lạnh 1', 'tủ lạnh 1'],
    ['zigbee2mqtt/kho/Tu-2', 'kho/tu-2'],
    ['tram-7/zigbee2mqtt/Tu-2', 'tu-2'],
    ['Tu-2', 'tu-2'],
  ])('on %s the sensor is %s', (topic, address) => {
    expect(z2m(base, topic)[0]?.address).toBe(address);
  });

  test('where the message tells the hardware, that is the address, whatever the sensor is called', () => {
    expect(z2m({ ...base, device: { ieeeAddr: '0x00158D00018255DF', friendlyName: 'x' } })[0]?.address).toBe(
      '0x00158d00018255df',
    );
  });

  test.each([
    ['ISO', '2026-11-23T02:59:00Z', ARRIVED - 60_000],
    ['ISO with a zone', '2026-11-23T09:59:00+07:00', ARRIVED - 60_000],
    ['epoch', ARRIVED - 60_000, ARRIVED - 60_000],
    ['none', undefined, ARRIVED],
    ['unknown', null, ARRIVED],
    ['not available', 'N/A', ARRIVED],
  ])('last_seen %s is the instant of the reading', (_, last_seen, at) => {
    expect(z2m({ ...base, last_seen })[0]?.measured).toMatchObject([{ at }]);
  });

  test('a last_seen that is no time is named', () => {
    expect(refusals(z2m({ ...base, last_seen: 'just now' }))).toEqual(['AT_UNREADABLE']);
  });

  test('each end of a sensor is a probe of its own', () => {
    expect(inWords(z2m({ temperature_l1: 4, temperature_l2: 5, temperature_probe: -20 }))).toEqual([
      'tủ lạnh 1 l1 4',
      'tủ lạnh 1 l2 5',
      'tủ lạnh 1 probe -20',
    ]);
  });

  test.each([
    'temperature_calibration',
    'temperature_precision',
    'temperature_offset',
    'temperature_unit',
    'temperature_max',
    'temperature_min',
    'temperature_alarm',
    'temperature_sensitivity',
    'local_temperature',
    'device_temperature',
    'occupied_heating_setpoint',
  ])('%s is no temperature of a place', (field) => {
    expect(z2m({ [field]: 4 })).toEqual([]);
  });

  test('null is what was not heard yet, a word is a sensor that failed', () => {
    expect(z2m({ temperature: null, battery: 5 })).toEqual([]);
    expect(inWords(z2m({ temperature: 'error' }))).toEqual(['tủ lạnh 1 1 CELSIUS_NOT_A_NUMBER']);
  });

  test('an open contact is an open door; numbers written as text are numbers', () => {
    expect(z2m({ temperature: '4.10', battery: '97.00', contact: false })[0]?.measured).toMatchObject([
      { milli: 4100, extras: { battery: 97, door: true } },
    ]);
  });

  test.each([
    'bridge/state',
    'bridge/devices',
    'Tu-2/availability',
    'Tu-2/set',
    'Tu-2/set/temperature',
    'Tu-2/get',
  ])('%s measures nothing, whatever it holds', (topic) => {
    expect(z2m(base, `zigbee2mqtt/${topic}`)).toEqual([]);
    expect(z2m('online', `zigbee2mqtt/${topic}`)).toEqual([]);
  });

  test.each([
    ['4.1', 'PAYLOAD_SHAPE'],
    ['four', 'PAYLOAD_NOT_JSON'],
  ])('a bare value (%s) is named', (text, reason) => {
    expect(refusals(z2m(text, 'zigbee2mqtt/Tu-2/temperature'))).toEqual([reason]);
  });
});

describe('Tasmota', () => {
  const sensor = { DS18B20: { Id: '0316B5B8F2FF', Temperature: 4.1 }, TempUnit: 'C' };
  const tasmota = (message: unknown, topic = 'tele/SENSOR') => read('tasmota-ds18b20', message, topic);

  test.each([
    ['tele/SENSOR', null],
    ['tele/tu-7/SENSOR', 'tu-7'],
    ['tu-7/tele/SENSOR', 'tu-7'],
    ['stat/tu-7/STATUS8', 'tu-7'],
    ['tele/kho/tu-7/SENSOR', 'kho/tu-7'],
  ])('on %s the device is %s', (topic, address) => {
    expect(tasmota(sensor, topic)[0]?.address).toBe(address);
  });

  test.each(['tele/STATE', 'tele/LWT', 'stat/RESULT', 'telemetry', 'tele/SENSORS'])(
    '%s measures nothing',
    (topic) => {
      expect(tasmota(sensor, topic)).toEqual([]);
    },
  );

  test('the probe is the number in the hardware, or the name where there is none', () => {
    expect(inWords(tasmota({ ...sensor, 'SHT3X-0x44': { Temperature: 22.1, Humidity: 57.5 } }))).toEqual([
      'null 0316B5B8F2FF 4.1',
      'null SHT3X-0x44 22.1',
    ]);
  });

  test('an answer to a question says the same', () => {
    expect(inWords(tasmota({ StatusSNS: sensor }, 'stat/STATUS10'))).toEqual(['null 0316B5B8F2FF 4.1']);
  });

  test.each([
    [39.38, 'F', 4.1],
    [32, 'F', 0],
    [-4, 'F', -20],
    [185, 'F', 'SENSOR_FAULT'],
    [-196.6, 'F', 'SENSOR_FAULT'],
    [85, 'C', 'SENSOR_FAULT'],
    [84.9, 'C', 'CELSIUS_IMPLAUSIBLE'],
    [-127, 'C', 'SENSOR_FAULT'],
    [null, 'C', 'CELSIUS_NOT_A_NUMBER'],
  ])('%s °%s is %s', (Temperature, TempUnit, words) => {
    expect(inWords(tasmota({ DS18B20: { Temperature }, TempUnit }))).toEqual([`null DS18B20 ${words}`]);
  });

  test('a temperature without its unit is refused', () => {
    expect(refusals(tasmota({ DS18B20: { Temperature: 41 } }))).toEqual(['PAYLOAD_SHAPE']);
    expect(tasmota({ Switch1: 'ON' })).toEqual([]);
  });

  test('the heat of the chip is no temperature of a place', () => {
    expect(tasmota({ ESP32: { Temperature: 45.6 }, TempUnit: 'C' })).toEqual([]);
  });

  test('the time of the message has no zone and is not taken', () => {
    expect(tasmota({ Time: '1970-01-01T00:00:09', ...sensor })[0]?.measured).toMatchObject([{ at: ARRIVED }]);
  });

  test.each([
    ['no JSON', 'Online', 'PAYLOAD_NOT_JSON'],
    ['no object', [], 'PAYLOAD_SHAPE'],
    ['a name without an end', { ['x'.repeat(40)]: { Temperature: 4 }, TempUnit: 'C' }, 'PROBE_INVALID'],
  ])('%s is named', (_, message, reason) => {
    expect(refusals(tasmota(message))).toEqual([reason]);
  });
});

describe('Shelly of the second generation', () => {
  const notify = (params: object) => ({ src: 'shellyplus1-1', method: 'NotifyStatus', params });
  const shelly = (params: object, topic = 'events/rpc') => read('shelly-gen2', notify(params), topic);
  const ts = ARRIVED / 1000 - 1.5;

  test.each([
    ['events/rpc', null],
    ['shellyplus1-A8032AB/events/rpc', 'shellyplus1-a8032ab'],
    ['kho/tu-7/events/rpc', 'kho/tu-7'],
  ])('on %s the device is %s', (topic, address) => {
    expect(shelly({ ts, 'temperature:100': { id: 100, tC: 4.1 } }, topic)[0]?.address).toBe(address);
  });

  test('probes are the components, humidity is of the same sensor, battery of the device', () => {
    const decoded = shelly({
      ts,
      'temperature:0': { tC: 4 },
      'temperature:100': { tC: -20.5 },
      'humidity:0': { rh: 60 },
      'devicepower:0': { battery: { percent: 88 }, external: { present: false } },
    });
    expect(decoded[0]?.measured).toMatchObject([
      { at: ARRIVED - 1500, probe: '0', milli: 4000, extras: { humidity: 60, battery: 88 } },
      { at: ARRIVED - 1500, probe: '100', milli: -20_500, extras: { battery: 88 } },
    ]);
  });

  test.each([
    ['a null', { tC: null }, ['null 100 CELSIUS_NOT_A_NUMBER']],
    ['an error', { errors: ['read'] }, ['null 100 CELSIUS_NOT_A_NUMBER']],
    ['an error beside an old value', { tC: 4, errors: ['out_of_range'] }, ['null 100 CELSIUS_NOT_A_NUMBER']],
    ['no errors', { tC: 4, errors: [] }, ['null 100 4']],
    ['nothing of the temperature', { id: 100 }, []],
    ['the value after power-on', { tC: 85 }, ['null 100 SENSOR_FAULT']],
  ])('%s', (_, status, words) => {
    expect(inWords(shelly({ ts, 'temperature:100': status }))).toEqual(words);
  });

  test.each([[undefined], [0], [37.5], [null], [1e300]])(
    'a clock at %s is not set: the arrival counts',
    (unset) => {
      expect(shelly({ ts: unset, 'temperature:100': { tC: 4 } })[0]?.measured).toMatchObject([
        { at: ARRIVED },
      ]);
    },
  );

  test('a status by itself says the same', () => {
    expect(inWords(read('shelly-gen2', { id: 100, tC: 4.1 }, 'status/temperature:100'))).toEqual([
      'null 100 4.1',
    ]);
    expect(read('shelly-gen2', { id: 0, temperature: { tC: 52 } }, 'status/switch:0')).toEqual([]);
  });

  test('the heat of the device itself is no temperature of a place', () => {
    expect(shelly({ ts, 'switch:0': { temperature: { tC: 52.3 } } })).toEqual([]);
  });

  test.each(['online', 'rpc', 'command', 'telemetry'])('%s measures nothing', (topic) => {
    expect(shelly({ ts, 'temperature:100': { tC: 4 } }, topic)).toEqual([]);
  });

  test('what is no notification is named, or measures nothing', () => {
    expect(refusals(read('shelly-gen2', 'true', 'events/rpc'))).toEqual(['PAYLOAD_SHAPE']);
    expect(refusals(read('shelly-gen2', 'x', 'events/rpc'))).toEqual(['PAYLOAD_NOT_JSON']);
    expect(read('shelly-gen2', { method: 'NotifyEvent', params: { events: [] } }, 'events/rpc')).toEqual([]);
  });
});

describe('Shelly of the first generation', () => {
  test.each([
    ['shellies/shellyht-1/sensor/temperature', '4.13', ['shellyht-1 1 4.13']],
    ['shellies/shelly1-1/ext_temperature/2', '-20.5', ['shelly1-1 2 -20.5']],
    ['shellies/shelly1-1/ext_temperature/0', '999', ['shelly1-1 0 CELSIUS_IMPLAUSIBLE']],
    ['shellies/shelly1-1/ext_temperature/0', '85.00', ['shelly1-1 0 SENSOR_FAULT']],
    ['shellies/shelly1-1/ext_temperature/0', '', ['shelly1-1 0 CELSIUS_NOT_A_NUMBER']],
    ['shellies/shelly1pm-1/temperature', '52.30', []],
    ['shellies/shelly1-1/ext_temperature_f/0', '39', []],
    ['shellies/shelly1-1/ext_temperatures', '{}', []],
    ['shellies/shellyht-1/sensor/humidity', '61', []],
  ])('%s %s', (topic, text, words) => {
    expect(inWords(read('shelly-gen1', text, topic))).toEqual(words);
  });
});

describe('ESPHome', () => {
  test.each([
    ['sensor/temperature/state', '4.10', ['null temperature 4.1']],
    ['tu-7/sensor/fridge_temperature/state', ' -20.5\n', ['tu-7 fridge_temperature -20.5']],
    ['kho/tu-7/sensor/nhiet_do_tu_2/state', '4', ['kho/tu-7 nhiet_do_tu_2 4']],
    ['sensor/temp/state', 'nan', ['null temp CELSIUS_NOT_A_NUMBER']],
    ['sensor/temperature/state', '85.0', ['null temperature SENSOR_FAULT']],
    ['sensor/humidity/state', '61', []],
    ['sensor/attempts/state', '3', []],
    ['sensor/temperature_setpoint/state', '5', []],
    ['sensor/target_temperature/state', '5', []],
    ['sensor/temperature_offset/state', '0', []],
    ['binary_sensor/temperature/state', 'ON', []],
    ['sensor/temperature/command', '4', []],
    ['status', 'online', []],
  ])('%s %s', (topic, text, words) => {
    expect(inWords(read('esphome', text, topic))).toEqual(words);
  });

  test('a name without an end is named', () => {
    expect(refusals(read('esphome', '4', `sensor/temperature_${'x'.repeat(30)}/state`))).toEqual([
      'PROBE_INVALID',
    ]);
  });
});

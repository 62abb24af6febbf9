import { describe, expect, test } from 'vitest';
import { MOST_READINGS, readMessage } from '../../src/telemetry/message.ts';

/** 2026-11-22T03:00:00Z */
const NOW = 1_795_316_400_000;
const AT = '2026-11-22T03:00:00Z';
/** A DS18B20 says −127 when it is cut off and 85 when it has just got power. */
const FAULTS = [-127_000, 85_000];
const read = (body: unknown) =>
  readMessage(typeof body === 'string' ? body : JSON.stringify(body), NOW, FAULTS);
const one = (reading: unknown) => read({ readings: [reading] });
const accepted = { at: NOW, probe: '1', milli: 4100, reason: null, extras: null, detail: '' };

describe('a message', () => {
  test('gives its readings and its counters', () => {
    const message = read({ boot: 7, seq: 1042, readings: [{ at: AT, celsius: 4.1 }] });
    expect(message).toEqual({ boot: 7, seq: 1042, measured: [accepted], unreadable: [] });
  });

  test('without readings is no fault: it says that the device is alive', () => {
    expect(read({ boot: 1, seq: 2, readings: [] })).toEqual({
      boot: 1,
      seq: 2,
      measured: [],
      unreadable: [],
    });
  });

  test.each([['7'], [7.5], [null], [1e300], [true]])('counts nothing by %j', (counter) => {
    expect(read({ boot: counter, seq: counter, readings: [] })).toMatchObject({ boot: null, seq: null });
  });

  test.each([
    ['nothing', '', 'PAYLOAD_NOT_JSON'],
    ['half a message', '{"readings":[{"at":', 'PAYLOAD_NOT_JSON'],
    ['NaN, which is no JSON', '{"readings":[{"celsius":NaN}]}', 'PAYLOAD_NOT_JSON'],
    ['a number', '4.1', 'PAYLOAD_SHAPE'],
    ['null', 'null', 'PAYLOAD_SHAPE'],
    ['a list', '[{"celsius":4}]', 'PAYLOAD_SHAPE'],
    ['an object without readings', '{"boot":1,"seq":5}', 'PAYLOAD_SHAPE'],
    ['readings that are no list', '{"readings":{"celsius":4}}', 'PAYLOAD_SHAPE'],
  ])('of %s is set aside whole, with its beginning', (_, text, reason) => {
    const message = read(text);
    expect(message).toMatchObject({ measured: [], unreadable: [{ reason, at: null }] });
    expect(text.startsWith(message.unreadable[0]?.detail ?? '?')).toBe(true);
  });

  test('of the wrong shape still counts, so that no gap is seen where there is none', () => {
    expect(read('{"boot":1,"seq":5}')).toMatchObject({ boot: 1, seq: 5 });
  });

  test('one bad reading does not take the others with it', () => {
    const message = read({ readings: [{ celsius: 4.1 }, 'x', { celsius: 999 }, { celsius: 4.2 }] });
    expect(message.measured.map((m) => [m.milli, m.reason])).toEqual([
      [4100, null],
      [null, 'CELSIUS_IMPLAUSIBLE'],
      [4200, null],
    ]);
    expect(message.unreadable).toMatchObject([{ reason: 'READING_SHAPE', detail: 'readings[1] "x"' }]);
  });

  test('is taken up to 4096 readings; that there were more is said', () => {
    const readings = Array.from({ length: MOST_READINGS + 1 }, () => ({ celsius: 4 }));
    expect(read({ readings: readings.slice(1) })).toMatchObject({ unreadable: [] });
    const long = read({ readings });
    expect(long.measured).toHaveLength(4096);
    expect(long.unreadable).toMatchObject([
      { reason: 'PAYLOAD_TOO_LARGE', detail: '4097 readings, 4096 taken' },
    ]);
  });

  test('cannot reach into the program by names that mean something to it', () => {
    const text =
      '{"__proto__":{"boot":9},"constructor":1,"readings":[{"__proto__":{"celsius":3},"at":0,"probe":"1"}]}';
    expect(read(text)).toMatchObject({
      boot: null,
      measured: [{ milli: null, reason: 'CELSIUS_NOT_A_NUMBER' }],
    });
    expect(({} as { boot?: unknown }).boot).toBeUndefined();
  });

  test('keeps what it sets aside short', () => {
    const long = 'x'.repeat(100_000);
    expect(read(long).unreadable[0]?.detail.length).toBeLessThanOrEqual(300);
    expect(one({ at: long }).unreadable[0]?.detail.length).toBeLessThanOrEqual(400);
    expect(one({ celsius: long }).measured[0]?.detail.length).toBeLessThanOrEqual(400);
  });
});

describe('the temperature of a reading', () => {
  test.each([
    [-120, -120_000, null],
    [-120.0004, -120_000, null],
    [-120.001, null, 'CELSIUS_IMPLAUSIBLE'],
    [80, 80_000, null],
    [80.0004, 80_000, null],
    [80.001, null, 'CELSIUS_IMPLAUSIBLE'],
    [-127, null, 'SENSOR_FAULT'],
    [-126.999, null, 'CELSIUS_IMPLAUSIBLE'],
    [85, null, 'SENSOR_FAULT'],
    [84.9, null, 'CELSIUS_IMPLAUSIBLE'],
    [0, 0, null],
    [8, 8000, null],
    [8.0004, 8000, null],
    [8.0005, 8001, null],
    [-0.5, -500, null],
    [1e300, null, 'CELSIUS_IMPLAUSIBLE'],
    ['4.1', null, 'CELSIUS_NOT_A_NUMBER'],
    [null, null, 'CELSIUS_NOT_A_NUMBER'],
    [true, null, 'CELSIUS_NOT_A_NUMBER'],
    [[4.1], null, 'CELSIUS_NOT_A_NUMBER'],
  ])('%j becomes %j milli-degrees (%j)', (celsius, milli, reason) => {
    const { measured, unreadable } = one({ at: AT, celsius });
    expect(unreadable).toEqual([]);
    expect(measured).toMatchObject([{ at: NOW, milli, reason }]);
    expect(measured[0]?.detail === '').toBe(reason === null);
  });

  test('that is missing, or too large for a number, is no temperature; the instant of the fault is kept', () => {
    expect(one({ at: AT }).measured).toMatchObject([
      { at: NOW, milli: null, reason: 'CELSIUS_NOT_A_NUMBER' },
    ]);
    const huge = read(`{"readings":[{"at":"${AT}","celsius":1e999}]}`).measured;
    expect(huge).toMatchObject([{ at: NOW, milli: null, reason: 'CELSIUS_NOT_A_NUMBER' }]);
  });

  test('is a fault code only for a sensor that has such a code', () => {
    const text = JSON.stringify({ readings: [{ celsius: 20 }] });
    expect(readMessage(text, NOW, [20_000]).measured[0]?.reason).toBe('SENSOR_FAULT');
    expect(readMessage(text, NOW, []).measured[0]?.milli).toBe(20_000);
  });
});

describe('the instant of a reading', () => {
  test.each([
    ['2026-11-22T03:00:00Z', NOW],
    ['2026-11-22T03:00Z', NOW],
    ['2026-11-22T10:00:00+07:00', NOW],
    ['2026-11-22T10:00:00+0700', NOW],
    ['2026-11-21T22:00:00-05:00', NOW],
    ['2026-11-22T03:00:00.25Z', NOW + 250],
    ['2026-11-22T03:00:00.123456789Z', NOW + 123],
    [NOW, NOW],
    [0, 0],
    [1_795_316_400, 1_795_316_400],
    [-1, -1],
  ])('%j is understood', (at, expected) => {
    expect(one({ at, celsius: 4.1 }).measured).toEqual([{ ...accepted, at: expected }]);
  });

  test('left out, by a device without a clock, is the time of arrival', () => {
    expect(one({ celsius: 4.1 }).measured).toEqual([accepted]);
  });

  test.each([
    ['without an offset', '2026-11-22T03:00:00'],
    ['a date alone', '2026-11-22'],
    ['a day that does not exist', '2026-13-01T00:00:00Z'],
    ['an hour that does not exist', '2026-11-22T25:00:00Z'],
    ['a spelling of another country', '22/11/2026 03:00'],
    ['words', 'yesterday'],
    ['nothing', ''],
    ['null', null],
    ['digits in quotes', '1795316400000'],
    ['half milliseconds', 1.5],
    ['beyond exact numbers', 1e300],
    ['a list', [NOW]],
    ['more than a time', `${AT}${' '.repeat(40)}`],
  ])('%s is not guessed at', (_, at) => {
    expect(one({ at, celsius: 4.1 })).toMatchObject({
      measured: [],
      unreadable: [{ reason: 'AT_UNREADABLE', at: null }],
    });
  });
});

describe('the probe of a reading', () => {
  test.each(['1', 'top', 'A_b-9', 'x'.repeat(32)])('may be called %j', (probe) => {
    expect(one({ at: AT, celsius: 4.1, probe }).measured).toEqual([{ ...accepted, probe }]);
  });

  test.each([[''], ['x'.repeat(33)], ['a b'], ['a/b'], ['tủ'], ['a\n'], [1], [null], [{}]])(
    'cannot be called %j',
    (probe) => {
      expect(one({ at: AT, celsius: 4.1, probe }).unreadable).toMatchObject([
        { reason: 'PROBE_INVALID', at: NOW },
      ]);
    },
  );
});

describe('what else a device measures', () => {
  const extras = (more: object) => one({ celsius: 4.1, ...more }).measured[0]?.extras;

  test('is kept beside the temperature', () => {
    const all = { humidity: 45.5, battery: 88, door: true, power: false, lat: 12.67, lon: 108.04 };
    expect(extras(all)).toEqual(all);
    expect(extras({ door: 1, power: 0 })).toEqual({ door: true, power: false });
  });

  test('is left out where it makes no sense, without a word against the reading', () => {
    expect(extras({ humidity: '45', battery: null, door: 'open', power: 2, lat: [1], fan: 3 })).toBeNull();
    expect(extras({ humidity: 'x', battery: 12 })).toEqual({ battery: 12 });
  });

  test('stays with a reading whose temperature is a fault', () => {
    expect(one({ celsius: 85, battery: 3 }).measured).toMatchObject([
      { reason: 'SENSOR_FAULT', extras: { battery: 3 } },
    ]);
  });
});

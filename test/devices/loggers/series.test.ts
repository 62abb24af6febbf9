import { describe, expect, test } from 'vitest';
import { readOk, refusalCode, utf8 } from '../shared.ts';

const at = (local: string): number => Date.parse(`${local}+07:00`);
const values = (text: string, options = {}) =>
  readOk(utf8(text), options).readings.map(({ celsius }) => celsius);

describe('a table of times and temperatures', () => {
  test('in Celsius by its header is read as it stands', () => {
    const file = readOk(
      utf8('time,temperature (°C),humidity (%)\n2026-03-01 07:00:00,4.5,60\n2026-03-01 07:05:00,-0.5,61\n'),
    );
    expect(file.unit).toBe('C');
    expect(file.column).toBe('temperature (°C)');
    expect(file.readings).toEqual([
      { at: at('2026-03-01T07:00'), celsius: 4.5, probe: '1', line: 2 },
      { at: at('2026-03-01T07:05'), celsius: -0.5, probe: '1', line: 3 },
    ]);
  });

  test.each([
    ['no header', '2026-03-01 07:00,40.1\n2026-03-01 07:01,40.2\n'],
    ['a header without a unit', 'time,temp\n2026-03-01 07:00,40.1\n'],
    ['the letter of a channel, which is no unit', 'time,Temp probe C\n2026-03-01 07:00,40.1\n'],
  ])('with %s is refused until a unit is given, and then read in that unit', (_, text) => {
    expect(refusalCode(utf8(text))).toBe('LOGGER_UNIT_UNKNOWN');
    expect(values(text, { unit: 'C' })[0]).toBe(40.1);
    expect(values(text, { unit: 'F' })[0]).toBe(4.5);
  });

  test('in Fahrenheit by its header is converted, and never taken as Celsius on request', () => {
    const text = 'time,Temp (F)\n2026-03-01 07:00,46.4\n2026-03-01 07:01,31.1\n';
    expect(values(text)).toEqual([8, -0.5]);
    expect(refusalCode(utf8(text), { unit: 'C' })).toBe('LOGGER_UNIT_CONTRADICTED');
  });

  test('with several possible columns asks for the column', () => {
    const text = 'time,Inside °C,Outside °C\n2026-03-01 07:00,4,30\n';
    expect(refusalCode(utf8(text))).toBe('LOGGER_COLUMN_NEEDED');
    expect(refusalCode(utf8(text), { column: 'Top' })).toBe('LOGGER_COLUMN_UNKNOWN');
    expect(values(text, { column: 'inside °c' })).toEqual([4]);
  });

  test.each([
    ['light and UV', 'DATE,LUX,UV\n2026-03-01 07:00,24,0\n', {}],
    ['humidity alone', 'Timestamp,Room humidity (%RH)\n2026-03-01 07:00,45\n', {}],
    [
      'humidity that somebody asks for',
      'Timestamp,Humidity\n2026-03-01 07:00,45\n',
      { column: 'Humidity', unit: 'C' },
    ],
  ] as const)('of %s has no temperature and is refused', (_, text, options) => {
    expect(refusalCode(utf8(text), options)).toBe('LOGGER_NO_TEMPERATURE');
  });

  test('a line that cannot be read is named and takes no other with it', () => {
    const rows = ['07:00,4.0', '07:01,abc', '07:02,', '25:00,4.0', '07:03', '07:04,NA', '07:05,4.2'];
    const file = readOk(utf8(`time,temp °C\n${rows.map((row) => `2026-03-01 ${row}`).join('\n')}\n`));
    expect(file.readings.map(({ line, celsius }) => [line, celsius])).toEqual([
      [2, 4],
      [4, null],
      [7, null],
      [8, 4.2],
    ]);
    expect(file.problems.map(({ line, code }) => [line, code])).toEqual([
      [3, 'LOGGER_VALUE_UNREADABLE'],
      [5, 'LOGGER_TIME_UNREADABLE'],
      [6, 'LOGGER_ROW_SHORT'],
    ]);
  });

  test('the header again in the middle, indented rows, semicolons and decimal commas are no trouble', () => {
    const text = 'time;temp °C\n2026-03-01 07:00;4,5\n\ntime;temp °C\n   2026/3/1 7:1:5;-1,5\n';
    const file = readOk(utf8(text));
    expect(file.readings.map(({ celsius }) => celsius)).toEqual([4.5, -1.5]);
    expect(file.readings[1]?.at).toBe(at('2026-03-01T07:01:05'));
    expect(file.problems).toEqual([]);
  });

  test('what stands above the header is no part of it, and gives the serial number', () => {
    const above = 'Database Valid\n  Serial No:,0042-7\n  Data Starts:,07:00 01/Mar/2026\n\n';
    const file = readOk(
      utf8(`${above}Time,Temperature (C),\n07:00:00 01/Mar/2026,4.5,\n07:30:00 01/Mar/2026,4.6,`),
    );
    expect(file.column).toBe('Temperature (C)');
    expect(file.device.serial).toBe('0042-7');
    expect(file.readings.map((one) => one.at)).toEqual([at('2026-03-01T07:00'), at('2026-03-01T07:30')]);
  });

  test('a header of several rows names a column by all of them', () => {
    const text = 'Time,No.1,No.2\nTime,ch1,ch2\n,°C,%\n2026-03-01 07:00,4.5,60\n';
    expect(readOk(utf8(text)).column).toBe('No.1 ch1 °C');
    expect(values(text, { column: 'ch1' })).toEqual([4.5]);
  });

  test('a time with its own offset is an instant whatever the zone', () => {
    const text = 'time,temp °C\n2026-03-01T09:00:00+0200,4\n2026-03-01T07:00:01Z,4\n';
    const file = readOk(utf8(text), { zone: 'America/New_York' });
    expect(file.readings.map((one) => one.at)).toEqual([
      Date.UTC(2026, 2, 1, 7),
      Date.UTC(2026, 2, 1, 7, 0, 1),
    ]);
  });

  test('an hour that happens twice is told apart, oldest row first or newest first', () => {
    const rows = ['02:00,4', '02:30,4.1', '02:00,4.2', '02:30,4.3'].map((row) => `2026-10-25 ${row}`);
    const instants = (order: string[]): number[] =>
      readOk(utf8(`time,temp °C\n${order.join('\n')}\n`), { zone: 'Europe/Zurich' }).readings.map(
        (one) => one.at,
      );
    const half = (count: number): number => Date.UTC(2026, 9, 25, 0, 30 * count);
    const [before, after] = ['2026-10-25 01:30,3.9', '2026-10-25 03:00,4.4'];
    const wanted = [-1, 0, 1, 2, 3, 4].map(half);
    expect(instants([before, ...rows, after])).toEqual(wanted);
    expect(instants([before, ...rows, after].toReversed())).toEqual(wanted.toReversed());
  });

  test('two values at one instant are both kept', () => {
    expect(values('time,temp °C\n2026-03-01 07:00,4\n2026-03-01 07:00,9\n')).toEqual([4, 9]);
  });

  test('a file of nothing but mistakes is refused', () => {
    expect(refusalCode(utf8('time,temp °C\n2026-03-01 07:00,abc\n'))).toBe('LOGGER_FILE_EMPTY');
    expect(refusalCode(utf8('Dear colleague,\nthe fridge is fine.\n'))).toBe('LOGGER_NO_TIME');
  });

  test('thousands of mistakes are counted, not kept', () => {
    const rows = Array.from({ length: 500 }, () => '2026-03-01 07:00,abc').join('\n');
    const { problems } = readOk(utf8(`time,temp °C\n2026-03-01 07:00,4\n${rows}\n`));
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toMatchObject({ code: 'LOGGER_MORE_PROBLEMS', line: 502 });
  });

  test('dates that can be read both ways are a question, and one day past the twelfth answers it', () => {
    const text = 'time,temp °C\n03/04/2026 07:00,4\n';
    expect(refusalCode(utf8(text))).toBe('LOGGER_DATE_AMBIGUOUS');
    expect(readOk(utf8(text), { dates: 'mdy' }).readings[0]?.at).toBe(at('2026-03-04T07:00'));
    expect(readOk(utf8(`${text}13/04/2026 07:00,4\n`)).readings[0]?.at).toBe(at('2026-04-03T07:00'));
  });
});

describe('a value that stands still at exactly zero', () => {
  const zeros = (flag: string): string =>
    Array.from(
      { length: 70 },
      (_, minute) =>
        `2026-03-01 ${7 + Math.floor(minute / 60)}:${minute % 60},0.00,${minute === 3 ? flag : 'False'}`,
    ).join('\n');
  const table = (column: string, flag: string): string =>
    `timestamp,${column},_flag_main_temp_high\n${zeros(flag)}\n2026-03-01 09:00,-20.1,False\n2026-03-01 09:01,0.00,False\n`;

  test('with the error flag of its file is a sensor that is not connected, for the whole stretch', () => {
    const file = readOk(utf8(table('sGekoeldeRuimte', 'True')), { unit: 'C' });
    expect(file.readings.filter(({ celsius }) => celsius === null)).toHaveLength(70);
    expect(file.readings.slice(70).map(({ celsius }) => celsius)).toEqual([-20.1, 0]);
    expect(file.problems.map(({ line, code }) => [line, code])).toEqual([[2, 'LOGGER_SENSOR_NOT_CONNECTED']]);
  });

  test('without a raised flag stays what it is, with a remark', () => {
    const file = readOk(utf8(table('sGekoeldeRuimte', 'False')), { unit: 'C' });
    expect(file.readings.every(({ celsius }) => celsius !== null)).toBe(true);
    expect(file.problems.map(({ line, code }) => [line, code])).toEqual([[2, 'LOGGER_FLAT_LINE']]);
  });
});

import { describe, expect, test } from 'vitest';
import { fixtureBytes, readOk, refusalCode, utf8 } from '../shared.ts';

const bytes = fixtureBytes('fridge-tag.txt');
const text = new TextDecoder().decode(bytes);
const file = readOk(bytes);
/** Times of the fixture in Vietnam, at +07:00. */
const at = (local: string): number => Date.parse(`${local}+07:00`);

describe('a Fridge-tag report', () => {
  test('names its device, its unit and the moments of start and report', () => {
    expect(file.device).toEqual({ model: 'Q-tag Fridge-tag 2', serial: '999000000001', firmware: '9.9test' });
    expect(file.unit).toBe('C');
    expect(file.activatedAt).toBe(at('2026-03-01T07:30'));
    expect(file.reportedAt).toBe(at('2026-03-05T10:15'));
    expect(file.signaturePresent).toBe(true);
  });

  test('the newest day ends when the report was written, the first begins when the device was started', () => {
    const [newest, , first] = file.evidence;
    expect(newest).toMatchObject({ from: at('2026-03-05T00:00'), to: at('2026-03-05T10:15'), line: 21 });
    expect(first).toMatchObject({ from: at('2026-03-01T07:30'), to: at('2026-03-02T00:00'), maxCelsius: 21 });
  });

  test('minutes past an alarm limit become seconds beyond, on the side of that alarm', () => {
    expect(file.evidence[0]?.beyond).toEqual([
      { side: 'below', limitCelsius: -0.5, seconds: 0 },
      { side: 'above', limitCelsius: 8, seconds: 42 * 60 },
    ]);
    expect(file.evidence[1]?.beyond[0]).toEqual({ side: 'below', limitCelsius: -0.5, seconds: 90 * 60 });
  });

  test('a maximum past the limit is no alarm day until the alarm has a trigger time', () => {
    expect(file.deviceAlarms).toMatchObject({
      lowDays: ['2026-03-04'],
      highDays: ['2026-03-01'],
      lowMinutes: 90,
      highMinutes: 742,
      errors: [{ code: '19', count: 2, at: '2026-03-01 08:00' }],
    });
  });

  test('half an hour without the sensor leaves half an hour of its day unknown', () => {
    const { from, to } = file.evidence[1] ?? { from: 0, to: 0 };
    expect(to - from).toBe(23.5 * 3_600_000);
    expect(file.deviceAlarms.sensorTimeoutDays).toEqual(['2026-03-04', '2026-03-03']);
  });

  test('a day of dashes is a gap and a day of letters a problem: neither becomes a number', () => {
    expect(file.days.map((day) => day.minCelsius)).toEqual([4, -1.5, null, null, 3]);
    expect(file.evidence.map(({ line }) => line)).toEqual([21, 33, 68]);
    expect(file.problems.map(({ line, code }) => [line, code])).toEqual([
      [33, 'LOGGER_SENSOR_TIMEOUT'],
      [45, 'LOGGER_SENSOR_TIMEOUT'],
      [45, 'LOGGER_DAY_WITHOUT_EXTREMES'],
      [57, 'LOGGER_DAY_WITHOUT_EXTREMES'],
      [58, 'LOGGER_VALUE_UNREADABLE'],
      [83, 'LOGGER_TIME_UNREADABLE'],
    ]);
  });

  test('a log row without a value is a gap at its instant, and one without a time is left out', () => {
    expect(file.readings).toEqual([
      { at: at('2026-03-01T07:30'), celsius: 21, probe: '1', line: 80 },
      { at: at('2026-03-01T07:35'), celsius: null, probe: '1', line: 81 },
      { at: at('2026-03-01T07:40'), celsius: 8, probe: '1', line: 82 },
    ]);
    expect(file.deviceAlarms.flaggedRows).toBe(1);
  });

  test('line ends do not matter, and the same file twice gives the same result', () => {
    expect(readOk(utf8(text.replaceAll('\n', '\r\n')))).toEqual(file);
    expect(readOk(fixtureBytes('fridge-tag.txt'))).toEqual(file);
  });

  test('a report in Fahrenheit is converted, its alarm limits too', () => {
    const fahrenheit = text.replace('Temp unit: C', 'Temp unit: F').replace('T AL: +8.0', 'T AL: +46.4');
    const read = readOk(utf8(fahrenheit.replace('Max T: +9.5', 'Max T: +50.0')));
    expect(read.unit).toBe('F');
    expect(read.evidence[0]).toMatchObject({ maxCelsius: 10, beyond: [{}, { limitCelsius: 8 }] });
  });

  test('a counter of zero beside an extreme past the limit hides up to a minute', () => {
    const read = readOk(utf8(text.replace('t Acc: 42', 't Acc: 0')));
    expect(read.evidence[0]?.beyond[1]).toEqual({ side: 'above', limitCelsius: 8, seconds: 60 });
  });

  test('a counter can not exceed the time its day had', () => {
    const read = readOk(utf8(text.replace('t Acc: 42', 't Acc: 616')));
    expect(read.evidence[0]?.beyond[1]?.seconds).toBe(615 * 60);
    expect(read.deviceAlarms.highMinutes).toBe(616 + 700);
  });

  test('a counter that cannot be read vouches for nothing', () => {
    const alarm = readOk(utf8(text.replace('t Acc: 42', 't Acc: many')));
    expect(alarm.evidence[0]?.beyond.map(({ side }) => side)).toEqual(['below']);
    const sensor = readOk(utf8(text.replace('t AccST: 30', 't AccST: -1')));
    expect(sensor.evidence.some(({ from }) => from === at('2026-03-04T00:00'))).toBe(false);
  });

  test('without the time of the report nobody knows where a day of it ends', () => {
    const read = readOk(utf8(text.replace(/ TS Report Creation.*\n/, '')));
    expect(read.evidence).toEqual([]);
    expect(read.problems.some(({ code }) => code === 'LOGGER_REPORT_TIME_MISSING')).toBe(true);
  });

  test('a day that is in the report twice counts once', () => {
    const read = readOk(utf8(text.replace('Date: 2026-03-04', 'Date: 2026-03-05')));
    expect(read.evidence.filter(({ from }) => from === at('2026-03-05T00:00'))).toHaveLength(1);
    expect(read.problems.some(({ code }) => code === 'LOGGER_DAY_REPEATED')).toBe(true);
  });

  test.each([
    ['no unit and none given', text.replace(' Temp unit: C\n', ''), {}, 'LOGGER_UNIT_UNKNOWN'],
    ['a unit that is none', text.replace('Temp unit: C', 'Temp unit: K'), {}, 'LOGGER_UNIT_UNKNOWN'],
    ['another unit than the one given', text, { unit: 'F' }, 'LOGGER_UNIT_CONTRADICTED'],
    ['only the head of a report', text.slice(0, text.indexOf('Hist:')), {}, 'LOGGER_FILE_TRUNCATED'],
    ['an unknown zone', text, { zone: 'Asia/Hue' }, 'LOGGER_ZONE_UNKNOWN'],
    ['no text', '', {}, 'LOGGER_FILE_EMPTY'],
    ['blank lines', '\r\n \r\n', {}, 'LOGGER_FILE_EMPTY'],
    ['the PDF instead of the text', '%PDF-1.4\n', {}, 'LOGGER_FILE_NOT_TEXT'],
  ] as const)('a file with %s is refused', (_, content, options, code) => {
    expect(refusalCode(utf8(content), options)).toBe(code);
  });

  test('a report whose dates are written day first is read the same', () => {
    const dmy = text.replace(/(\d{4})-(\d\d)-(\d\d)/g, '$3.$2.$1');
    expect(refusalCode(utf8(dmy))).toBe('LOGGER_DATE_AMBIGUOUS');
    const read = readOk(utf8(dmy), { dates: 'dmy' });
    expect(read.evidence).toEqual(file.evidence);
    expect(read.days.map(({ date }) => date)).toEqual(file.days.map(({ date }) => date));
  });
});

/** Exports as their makers' programs lay them out. Sources: docs/logger-files.md. */
import { describe, expect, test } from 'vitest';
import { readOk, refusalCode, utf8 } from '../shared.ts';

const at = (local: string): number => Date.parse(`${local}+07:00`);

/** Layout: the header lines and four columns that msupply-foundation/temperature-sensor, src/logtag.rs, reads. */
const LOGTAG = `Serial #,A0C1000123
Description,Tu vac xin 1
Reading interval,300 seconds
Non alert range,2.0  to  8.0 °C
First reading,2026-03-01 07:00:00
Last reading,2026-03-01 07:10:00
#,Date,Time,Reading
1,2026-03-01,07:00:00,4.5
2,2026-03-01,07:05:00,4.6
3,2026-03-01,07:10:00,-0.4
`;

describe('a LogTag', () => {
  test('that writes its own table is read by its place, its unit and its serial number', () => {
    const file = readOk(utf8(LOGTAG));
    expect(file).toMatchObject({
      format: 'logtag',
      unit: 'C',
      device: { model: 'LogTag', serial: 'A0C1000123' },
    });
    expect(file.readings.map(({ at, celsius }) => [at, celsius])).toEqual([
      [at('2026-03-01T07:00'), 4.5],
      [at('2026-03-01T07:05'), 4.6],
      [at('2026-03-01T07:10'), -0.4],
    ]);
  });
  test('in Fahrenheit is converted, and without its range asks for the unit', () => {
    const file = readOk(
      utf8(LOGTAG.replace('2.0  to  8.0 °C', '35.6  to  46.4 °F').replace('4.5\n', '46.4\n')),
    );
    expect(file.readings[0]?.celsius).toBe(8);
    expect(refusalCode(utf8(LOGTAG.replace(/^Non alert.*\n/m, '')))).toBe('LOGGER_UNIT_UNKNOWN');
  });
  test('exported with columns of one’s choice asks which is the temperature', () => {
    const text = `LogTag Analyzer export\nSerial Number,99X\n\nDate/Time,Probe °C,Ambient °C\n31.03.2026 13:00,4.5,30\n`;
    expect(refusalCode(utf8(text))).toBe('LOGGER_COLUMN_NEEDED');
    expect(readOk(utf8(text), { column: 'Probe °C' })).toMatchObject({
      format: 'logtag',
      device: { serial: '99X' },
      readings: [{ celsius: 4.5 }],
    });
  });
});

describe('an ELPRO', () => {
  test('table with semicolons, decimal commas and the zone of its times is read by that zone', () => {
    const file = readOk(
      utf8(
        'elproVIEWER;;\nSerial number;C1B2004711;\nTime zone;UTC+02:00;\n\nNo;Date / Time;T [°C]\n1;01.10.2026 08:00:00;4,5\n2;13.10.2026 08:10:00;-4,6\n',
      ),
    );
    expect(file).toMatchObject({
      format: 'elpro',
      unit: 'C',
      zone: '+02:00',
      device: { serial: 'C1B2004711' },
    });
    expect(file.readings.map(({ at, celsius }) => [new Date(at).toISOString(), celsius])).toEqual([
      ['2026-10-01T06:00:00.000Z', 4.5],
      ['2026-10-13T06:10:00.000Z', -4.6],
    ]);
  });
  test.each([
    ['2026 Oct 01 08:00:00', '2026-10-01T01:00:00.000Z'],
    ['2026 Oct 01 08:00:00 +02:00', '2026-10-01T06:00:00.000Z'],
    ['13.10.2026 08:00:00 +0200', '2026-10-13T06:00:00.000Z'],
    ['13.10.2026 08:00', '2026-10-13T01:00:00.000Z'],
  ])('time %s is %s', (written, wanted) => {
    const file = readOk(utf8(`LIBERO CE;x\nTime;T [°C]\n${written};4,5\n`));
    expect(new Date(file.readings[0]?.at ?? 0).toISOString()).toBe(wanted);
  });
  test('date that may be October or January is a question', () => {
    expect(refusalCode(utf8('LIBERO\nTime;T [°C]\n01.10.2026 08:00:00;4,5\n'))).toBe('LOGGER_DATE_AMBIGUOUS');
  });
});

/** Layout: data/FridgeTag UL/100800001215_202304201410.txt of msupply-foundation/temperature-sensor; the values are made up. */
const ULTRA_LOW = `Device: Q-tag Fridge-tag Ultra Low
Vers: 0.5
Fw Vers: 4.0p1o
Sensor: 1
Conf:
 Serial: 100800009999
 Zone: 0.00
 Temp unit: C
 Alarm:
  0:
   T AL: -90.0, t AL: 60
  1:
   T AL: -60.0, t AL: 60
 Ext Sensor:
  Timeout: 10, Offset: +0.0
 Report history length: 56
 Logging Interval: 5
Hist:
 TS Actv: 2026-03-01 16:00
 TS Report Creation: 2026-03-03 14:10
 1:
  Date: 2026-03-03
  Min T: -79.8, TS Min T: 06:16
  Max T: -52.1, TS Max T: 10:00
  Alarm:
   0:
    t Acc: 0
   1:
    t Acc: 75, TS A: 11:00, T Amb: +14.9, C A: 1
  Ext Sensor timeout:
   t AccST: 17, TS ST: 14:04
  Int Sensor timeout:
   t AccST: 0
 2:
  Date: 2026-03-02
  Min T: -80.1, TS Min T: 16:50
  Max T: -78.2, TS Max T: 22:11
  Alarm:
   0:
    t Acc: 0
   1:
    t Acc: 0
  Ext Sensor timeout:
   t AccST: 0
  Int Sensor timeout:
   t AccST: 0
Data:
\tyyyy-MM-dd hh:mm\tT\tOut of limits
\t2026-03-03 09:56\t-61.0\t
\t2026-03-03 10:01\t-52.1\tx
\t2026-03-03 14:01\t--.-\tx
`;

describe('a Fridge-tag Ultra Low', () => {
  const file = readOk(utf8(ULTRA_LOW));
  test('is read like the others, with the limits of an ultra-cold freezer', () => {
    expect(file).toMatchObject({ format: 'berlinger-fridge-tag', device: { serial: '100800009999' } });
    expect(file.deviceAlarms.configured.map(({ side, limitCelsius }) => [side, limitCelsius])).toEqual([
      ['below', -90],
      ['above', -60],
    ]);
    expect(file.readings.map(({ celsius }) => celsius)).toEqual([-61, -52.1, null]);
  });
  test('whose external sensor did not answer proves nothing for so long', () => {
    expect(file.days.map(({ sensorTimeoutMinutes }) => sensorTimeoutMinutes)).toEqual([17, 0]);
    expect(file.evidence[0]).toMatchObject({
      to: at('2026-03-03T13:53'),
      beyond: [
        { side: 'below', seconds: 0 },
        { side: 'above', seconds: 4500 },
      ],
    });
  });
});

import { expect, test } from 'vitest';
import { packReadings, unpackReadings } from '../../src/import/packed.ts';
import { ROWS_MOST, readBytes } from '../../src/import/reading.ts';
import { utf8 } from '../devices/shared.ts';

const ZONE = { zone: 'Asia/Ho_Chi_Minh' };

test('a file of more rows than are judged in one go is refused, one row fewer is not', () => {
  const start = Date.parse('2025-01-01T00:00:00Z');
  const row = (i: number): string => `${new Date(start + i * 60_000).toISOString().slice(0, 19)},4`;
  const rows = Array.from({ length: ROWS_MOST }, (_, i) => row(i));
  const bytes = (lines: readonly string[]) => utf8(`time,temp °C\n${lines.join('\n')}\n`);
  const whole = readBytes(bytes(rows), ZONE);
  expect(whole).toMatchObject({ ok: true, seen: { rows: ROWS_MOST } });
  // However long a file is, its course is what a screen can show.
  expect(whole.ok && whole.seen.course.length).toBeLessThanOrEqual(361);
  const more = readBytes(bytes([...rows, row(ROWS_MOST)]), ZONE);
  expect(more).toMatchObject({ ok: false, refusal: { code: 'FILE_ROWS_TOO_MANY' } });
}, 120_000);

test('the serial number is known of a file that cannot be read yet, too', () => {
  const qTag = utf8(
    'Device: Q-tag CLm doc LR\nConf:\n Serial: RCPJ00010\n Zone: 0.00\nRes:\n TS Actv: 2022-11-08 02:20\nData:\n',
  );
  expect(readBytes(qTag, ZONE)).toMatchObject({
    ...{ ok: false, serial: 'RCPJ00010', refusal: { code: 'LOGGER_UNIT_UNKNOWN' } },
  });
  const table = utf8('Serial No: A-7\n\ntime,temp\n2026-03-01 07:00,4\n');
  expect(readBytes(table, ZONE)).toMatchObject({ ok: false, serial: 'A-7' });
  expect(readBytes(utf8('%PDF'), ZONE)).toMatchObject({ ok: false, serial: null });
});

test('readings come out of their columns as they went in, faults too', () => {
  const readings = [
    { at: 1, celsius: -0.5, probe: '1' },
    { at: 2, celsius: null, probe: 'top' },
    { at: 2, celsius: 0, probe: '1' },
  ];
  expect(unpackReadings(packReadings(readings))).toEqual(readings);
});

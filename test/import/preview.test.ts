import { describe, expect, test } from 'vitest';
import { toImportCommand } from '../../src/import/command.ts';
import { findingsOf } from '../../src/import/findings.ts';
import { previewText } from '../../src/import/preview.ts';
import { fixtureBytes, readOk, utf8 } from '../devices/shared.ts';

const report = readOk(fixtureBytes('fridge-tag.txt'));

describe('the preview of a file', () => {
  const text = previewText(report);
  const line = (label: string): string => text.split('\n').find((one) => one.includes(` / ${label}`)) ?? '';

  test('says in Vietnamese and English what the report holds, in local time', () => {
    expect(line('Device')).toContain('Thiết bị');
    expect(line('Device')).toContain('Q-tag Fridge-tag 2 · 999000000001');
    expect(line('Period')).toContain('2026-03-01 07:30:00 → 2026-03-05 10:15:00');
    expect(line('Readings')).toMatch(/ 3 .*without value: 1/);
    expect(line('Maximum')).toContain('21 °C (2026-03-01 07:30:00)');
    expect(line('Day records')).toMatch(/ 5 .*incomplete: 2/);
    expect(line('Coldest day')).toContain('-1.5 °C (2026-03-04)');
    expect(line('Device high alarm')).toContain('1 ngày / days, 742 phút / minutes');
    expect(line('Device error')).toContain('19 × 2');
  });

  test('names each problem by its line', () => {
    expect(text).toContain('dòng / line 58: giá trị không đọc được / Not a temperature: "abc"');
    expect(line('Problems')).toMatch(/ 6$/);
  });

  test('says that a table is quiet about its unit, and counts the gaps', () => {
    const rows = ['07:00,4', '07:01,4', '07:02,5', '07:12,6', '07:13,4'].map((row) => `2026-03-01 ${row}`);
    const table = readOk(utf8(`time,temp\n${rows.join('\n')}\n`), { unit: 'C' });
    const shown = previewText(table);
    expect(shown).toContain('không ghi / not stated');
    expect(shown).toContain('1 (dài nhất / longest 600 s)');
    expect(findingsOf(table)).toMatchObject({
      medianSeconds: 60,
      gaps: 1,
      max: { celsius: 6 },
      min: { celsius: 4 },
    });
  });

  test('of a long list of problems shows the beginning and the count', () => {
    const rows = Array.from({ length: 30 }, () => '2026-03-01 07:00,abc').join('\n');
    const shown = previewText(readOk(utf8(`time,temp °C\n2026-03-01 07:00,4\n${rows}\n`)));
    expect(shown).toContain('… còn 10 / 10 more');
  });
});

describe('the command that stores a file', () => {
  const source = 'a'.repeat(64);
  const command = toImportCommand(report, { unit: 'F1', device: 'FT-1', source });

  test('carries the readings with their gaps and the evidence of the days', () => {
    expect(command).toMatchObject({ type: 'evidence.import', unit: 'F1', device: 'FT-1', source });
    expect(command.readings).toEqual(
      report.readings.map(({ at, celsius, probe }) => ({ at, celsius, probe })),
    );
    expect(command.evidence.map(({ minCelsius }) => minCelsius)).toEqual([4, -1.5, 3]);
  });

  test('is the same for the same file', () => {
    const again = readOk(fixtureBytes('fridge-tag.txt'));
    expect(toImportCommand(again, { unit: 'F1', device: 'FT-1', source })).toEqual(command);
  });
});

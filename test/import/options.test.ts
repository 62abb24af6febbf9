import { describe, expect, test } from 'vitest';
import { IMPORT_USAGE, parseImportOptions } from '../../src/import/options.ts';

const needed = ['ft.txt', '--unit', 'F1', '--device', 'FT-1'];
const code = (...args: string[]): string => {
  const parsed = parseImportOptions(args);
  return parsed.ok ? 'accepted' : `${parsed.refusal.code} ${parsed.refusal.details?.option ?? ''}`.trim();
};

describe('the arguments of giulanh import', () => {
  test('a file, a unit and a device are enough: the zone is Vietnam, the file states the rest', () => {
    expect(parseImportOptions(needed)).toEqual({
      ok: true,
      value: {
        file: 'ft.txt',
        target: { unit: 'F1', device: 'FT-1' },
        zone: 'Asia/Ho_Chi_Minh',
        temperature: undefined,
        column: undefined,
        dates: undefined,
        dryRun: false,
      },
    });
  });

  test('all that a file may leave out can be said', () => {
    const more = [
      '--zone',
      'Europe/Zurich',
      '--temperature',
      'f',
      '--column',
      'Top',
      '--dates',
      'dmy',
      '--dry-run',
    ];
    expect(parseImportOptions([...needed, ...more])).toMatchObject({
      ok: true,
      value: { zone: 'Europe/Zurich', temperature: 'F', column: 'Top', dates: 'dmy', dryRun: true },
    });
  });

  test('a look at a file needs neither unit nor device', () => {
    expect(parseImportOptions(['ft.txt', '--dry-run'])).toMatchObject({
      ok: true,
      value: { target: null, dryRun: true },
    });
  });

  test('help is given whatever else is missing, and lists every option', () => {
    expect(parseImportOptions(['--help'])).toEqual({ ok: true, value: 'help' });
    for (const option of ['unit', 'device', 'zone', 'temperature', 'column', 'dates', 'dry-run', 'help']) {
      expect(IMPORT_USAGE).toContain(`--${option}`);
    }
  });

  test.each([
    ['no file', needed.slice(1), 'IMPORT_USAGE_WRONG FILE'],
    ['two files', [...needed, 'b.txt'], 'IMPORT_USAGE_WRONG FILE'],
    ['no unit', ['ft.txt', '--device', 'FT-1'], 'IMPORT_USAGE_WRONG unit'],
    ['no device', ['ft.txt', '--unit', 'F1'], 'IMPORT_USAGE_WRONG device'],
    ['a unit that cannot be one', ['ft.txt', '--unit', 'a/b', '--device', 'FT-1'], 'IMPORT_USAGE_WRONG unit'],
    ['an unknown zone', [...needed, '--zone', 'Hue'], 'IMPORT_USAGE_WRONG zone'],
    ['Kelvin', [...needed, '--temperature', 'K'], 'IMPORT_USAGE_WRONG temperature'],
    ['an empty column', [...needed, '--column', ' '], 'IMPORT_USAGE_WRONG column'],
    ['an unknown order of dates', [...needed, '--dates', 'ymd'], 'IMPORT_USAGE_WRONG dates'],
    ['an option that does not exist', [...needed, '--force'], 'IMPORT_USAGE_UNKNOWN_OPTION'],
    ['an option without its value', [...needed, '--zone'], 'IMPORT_USAGE_UNKNOWN_OPTION'],
  ])('%s is refused by name', (_, args, expected) => {
    expect(code(...args)).toBe(expected);
  });
});

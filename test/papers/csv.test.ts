import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoIn, safeText, tableCsv, tablesCsv } from '../../src/papers/csv.ts';
import { dailyTables } from '../../src/papers/daily-tables.ts';
import { monthlyTables } from '../../src/papers/monthly-tables.ts';
import { column, table } from '../../src/papers/report-table.ts';
import { HEAD } from '../../src/wording/report-papers.ts';
import { csvRows } from './reading-csv.ts';
import { namedDaily, namedMonthly } from './report-samples.ts';
import { AT, ZONE } from './samples.ts';

const text = (value: string) => tableCsv(table('stock', [column(HEAD.site, 'text', 1)], [[value]]), ZONE);

test('a file begins with the mark of UTF-8, and its lines end as spreadsheets write them', () => {
  const file = text('Trạm Y tế');
  expect([...Buffer.from(file).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(file.slice(1)).toBe('"Cơ sở (Site)"\r\n"Trạm Y tế"\r\n');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+84 912 345 678', "'+84 912 345 678"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=cmd|calc', "'=cmd|calc"],
  ['\r=cmd|calc', "'=cmd|calc"],
  ['\n  =1', "'=1"],
  ['\ufeff=1', "'=1"],
  ['\u00a0=1', "'=1"],
  ['\u200b=1', "'=1"],
  ['\u202e=1', "'=1"],
  ['＝1+1', "'＝1+1"],
  ['＠x', "'＠x"],
  ['\t', ''],
  ['Trạm – Tủ 1', 'Trạm – Tủ 1'],
  ['a=1', 'a=1'],
  ['2-3', '2-3'],
])('%j is written as %j, and is no formula', (written, cell) => {
  expect(safeText(written)).toBe(cell);
});

test('whatever is in a name, it stays one cell that no spreadsheet works out', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      (a, b) => {
        const file = tableCsv(
          table(
            'stock',
            [column(HEAD.site, 'text', 1), column(HEAD.doses, 'count', 1), column(HEAD.lot, 'text', 1)],
            [[a, 7, b]],
          ),
          ZONE,
        );
        const rows = csvRows(file);
        expect(rows).toHaveLength(2);
        expect(rows[1]).toHaveLength(3);
        expect(rows[1]?.[1]).toBe('7');
        for (const cell of [rows[1]?.[0] ?? '', rows[1]?.[2] ?? ''])
          expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/u);
      },
    ),
  );
});

test('numbers stay numbers: negative ones too, with a decimal comma and without thousands', () => {
  const columns = [
    column(HEAD.doses, 'count', 1),
    column(HEAD.peak, 'celsius', 1),
    column(HEAD.share, 'share', 1),
    column(HEAD.median, 'seconds', 1),
    column(HEAD.litres, 'litres', 1),
  ];
  const file = tableCsv(
    table('units', columns, [
      [-12_345, -0.5, 0.99875, 240, 19.5],
      [null, null, null, null, null],
    ]),
    ZONE,
  );
  expect(file.split('\r\n').slice(1, 3)).toEqual(['-12345;-0,5;99,88;240;19,5', ';;;;']);
});

test('a time is told as people write it and, in the next column, in ISO 8601 with the province’s offset', () => {
  const file = tableCsv(table('silent', [column(HEAD.lastAt, 'instant', 1)], [[AT], [null]]), ZONE);
  expect(csvRows(file)).toEqual([
    ['Số đo cuối (Last reading)', 'Số đo cuối (Last reading) ISO 8601'],
    ['10:42 22/11/2026', '2026-11-22T10:42:00+07:00'],
    ['', ''],
  ]);
  expect(isoIn(AT, 'America/St_Johns')).toBe('2026-11-22T00:12:00-03:30');
  expect(isoIn(AT, 'UTC')).toBe('2026-11-22T03:42:00+00:00');
});

test('a day’s tables are all in one file, each beneath its name, with the figures of the report', () => {
  const rows = csvRows(tablesCsv(dailyTables(namedDaily(), 'vi'), ZONE));
  const after = (name: string) => rows.slice(rows.findIndex(([first]) => first === name) + 1);
  expect(after('Tồn kho và hạn dùng (Stock and expiry)')[1]).toEqual([
    ...[
      'Kho huyện Krông Pắc',
      'Vắc xin sởi – rubella (MR)',
      '08934567890120',
      'MR-0426',
      '2026-11-27',
      '12345',
      '420',
    ],
  ]);
  expect(after('Sai lệch chưa rõ (What does not add up)')[1]?.[6]).toBe('-5');
  expect(rows.filter(([only, second]) => second === undefined && only?.includes('('))).toHaveLength(12);
});

test('a month’s table is read back with its shares', () => {
  const [sites] = monthlyTables(namedMonthly(), 'vi');
  if (sites === undefined) throw new Error('no table');
  expect(csvRows(tableCsv(sites, ZONE))[1]).toEqual([
    'Kho huyện Krông Pắc',
    '2',
    '99,93',
    '96,67',
    '1',
    '240',
    '',
    '2',
    '1',
    '0',
  ]);
});

/** The content of a report of a day or of a month on paper: its tables, what the figures mean, and the ledger's checkpoint as a code. */
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { celsius, day, duration, instant, whole } from '../wording/format.ts';
import { PAPER_WORDS } from '../wording/papers.ts';
import {
  DAILY_DEFINITIONS,
  MONTHLY_DEFINITIONS,
  TABLE_WORDS,
  REPORT_WORDS as W,
} from '../wording/report-papers.ts';
import type { Words } from '../wording/words.ts';
import { dailyTables } from './daily-tables.ts';
import { monthlyTables } from './monthly-tables.ts';
import { reportFoot } from './report-foot.ts';
import { isNumber } from './report-table.ts';
import type { Cell, ColumnKind, DailyPaperData, MonthlyPaperData, Table } from './report-types.ts';
import { field, grid, heading, section, sheet, title } from './sheet.ts';
import { printed } from './text.ts';

/** More rows of one table are read in the file, not on paper; the sums are of all. */
const ROWS_MOST = 300;

const decimal = (value: number, digits: number): string => {
  const text = value.toFixed(digits).replace('.', ',');
  return value < 0 ? text.replace('-', '\u2212') : text;
};

/** A cell's value as it is printed. */
export function shown(cell: Cell, kind: ColumnKind, zone: string): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return kind === 'day' ? printed(day(cell)) : printed(cell);
  switch (kind) {
    case 'instant':
      return instant(cell, zone);
    case 'celsius':
      return celsius(cell, 'vi').replace(/\u00a0°C$/, '');
    case 'litres':
      return decimal(cell, 1);
    case 'share':
      // Never 100 % unless it is: cut and not rounded.
      return decimal(Math.floor(cell * 10_000) / 100, 2);
    case 'seconds':
      return duration(cell * 1_000, 'vi');
    default:
      return whole(cell, 'vi');
  }
}

const cellOf = (text: string, kind: ColumnKind, bold = false): TableCell => ({
  text,
  bold,
  ...(isNumber(kind) ? { alignment: 'right' as const } : {}),
});

function tableContent(one: Table, number: number, zone: string): Content[] {
  const name = section(number, TABLE_WORDS[one.id]);
  if (one.rows.length === 0)
    return [{ stack: [name, { text: W.none.vi, margin: [4, 0, 0, 0] }], unbreakable: true }];
  const places = one.columns.flatMap(({ width }, i) => (width > 0 ? [i] : []));
  const columns = places.flatMap((i) => one.columns[i] ?? []);
  const rows = one.rows.slice(0, ROWS_MOST).map((row) =>
    places.map((place, i) => {
      const kind = columns[i]?.kind ?? 'text';
      return cellOf(shown(row[place] ?? null, kind, zone), kind);
    }),
  );
  const more = one.rows.length - rows.length;
  const total = places.map((place, i): TableCell => {
    if (!one.sums.includes(place)) return i === 0 ? { text: PAPER_WORDS.total.vi, bold: true } : '';
    const sum = one.rows.reduce((all, row) => all + Number(row[place] ?? 0), 0);
    return cellOf(whole(sum, 'vi'), 'count', true);
  });
  return [
    grid(
      name,
      columns.map(({ width }) => width),
      columns.map(({ head }) => head),
      [...rows, ...(one.sums.length > 0 && one.rows.length > 1 ? [total] : [])],
    ),
    ...(more > 0
      ? [{ text: `… +${whole(more, 'vi')} dòng, xem tệp CSV (more rows: see the CSV)`, style: 'small' }]
      : []),
  ];
}

function definitions(all: readonly Words[]): Content[] {
  return [
    {
      text: [
        { text: `${W.definitions.vi}  `, bold: true },
        { text: W.definitions.en, style: 'english' },
      ],
      margin: [0, 7, 0, 1],
    },
    ...all.map(
      ({ vi, en }): Content => ({
        text: [`– ${vi} `, { text: en, style: 'english' }],
        fontSize: 7,
        margin: [4, 0, 0, 0],
      }),
    ),
  ];
}

const opening = (place: string, period: Content, span: string, late: boolean): Content => ({
  stack: [
    { columns: [field(W.place, place, 40), period], columnGap: 16 },
    {
      text: [`${W.span.vi}: `, { text: span, bold: true }, late ? ` (${W.late.vi})` : ''],
      margin: [0, 1, 0, 0],
    },
  ],
});

const placeOf = ({ report, names }: DailyPaperData | MonthlyPaperData): string =>
  report.site === null ? W.province.vi : (names.sites[report.site] ?? report.site);
const spanOf = ({ report, zone }: DailyPaperData | MonthlyPaperData): string =>
  `${instant(report.since, zone)} – ${instant(report.until, zone)}`;

function paper(
  data: DailyPaperData | MonthlyPaperData,
  name: Words,
  top: Content,
  tables: readonly Table[],
  meaning: readonly Words[],
  checkpoint: Content,
): TDocumentDefinitions {
  return sheet(name, data.number, data.printedAt, data.zone, [
    heading(data.authority, data.number),
    title(name),
    top,
    ...tables.flatMap((one, i) => tableContent(one, i + 1, data.zone)),
    ...definitions(meaning),
    checkpoint,
  ]);
}

/** Báo cáo ngày. */
export const dailyContent = (data: DailyPaperData): TDocumentDefinitions =>
  paper(
    data,
    W.daily,
    opening(placeOf(data), field(W.day, day(data.report.day), 20), spanOf(data), data.report.late),
    dailyTables(data, 'vi'),
    DAILY_DEFINITIONS,
    reportFoot(
      data.report.checkpoint === null ? null : { text: data.report.checkpoint, name: W.checkpoint },
      data.url,
    ),
  );

/** Báo cáo tháng. */
export const monthlyContent = (data: MonthlyPaperData): TDocumentDefinitions =>
  paper(
    data,
    W.monthly,
    opening(
      placeOf(data),
      field(W.month, data.report.month.split('-').toReversed().join('/'), 20),
      spanOf(data),
      false,
    ),
    monthlyTables(data, 'vi'),
    MONTHLY_DEFINITIONS,
    reportFoot({ text: data.url, name: PAPER_WORDS.scan }, data.url),
  );

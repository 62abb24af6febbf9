/** The content of a month's page of the temperature book (sổ theo dõi nhiệt độ): what was read by eye, by whom, and the logger beside it. */
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { BOOK_WORDS as W } from '../wording/book.ts';
import { celsius, clock, day, duration } from '../wording/format.ts';
import { PAPER_WORDS } from '../wording/papers.ts';
import { foot } from './proof.ts';
import { field, grid, heading, section, sheet, title, WIDTH } from './sheet.ts';
import { dotted, printed, REMARK_LENGTH } from './text.ts';
import type { PaperBookDay, PaperCheck, TemperatureBookData } from './types.ts';

const COLUMNS = [26, 36, 92, 36, 92, 96, 60] as const;
/** Beyond it a page would be full of one person's words. */
const REMARKS_MOST = 80;

const degrees = (value: number | null) =>
  value === null ? '' : celsius(value, 'vi').replace(/\u00a0°C$/, '');
const centre = (text: string, bold = false): TableCell => ({ text, alignment: 'center', bold });

/** The value and who signed it; room to write by hand where nobody has yet, and the word itself where it was missed. */
function checkCells(check: PaperCheck, zone: string): [TableCell, TableCell] {
  const { state, at, by } = check;
  if (at === null || by === null) {
    if (state === 'missed') return [centre(W.missed.vi), ''];
    return [centre(state === 'none' ? W.ahead.vi : ''), ''];
  }
  const marks = [...(state === 'late' ? [W.late.vi] : []), ...(check.corrected ? [W.corrected.vi] : [])];
  return [
    centre(degrees(check.celsius), true),
    {
      text: [
        `${printed(by)}, ${clock(at, zone)}`,
        ...(marks.length === 0 ? [] : [{ text: `\u00a0(${marks.join(', ')})`, style: 'small' }]),
      ],
    },
  ];
}

function measuredCell({ minCelsius, maxCelsius, meanKineticCelsius, unknown }: PaperBookDay): TableCell {
  if (unknown === null) return '';
  const silent = unknown >= 60_000 ? `${W.unknown.vi} ${duration(unknown, 'vi')}` : '';
  if (minCelsius === null) return { text: silent, style: 'small' };
  return {
    text: [
      `${degrees(minCelsius)} – ${degrees(maxCelsius)}`,
      {
        text: `  TB\u00a0${degrees(meanKineticCelsius)}${silent === '' ? '' : `; ${silent}`}`,
        style: 'small',
      },
    ],
  };
}

const dayRow = (one: PaperBookDay, zone: string): TableCell[] => [
  centre(String(Number(one.day.slice(-2)))),
  ...checkCells(one.morning, zone),
  ...checkCells(one.afternoon, zone),
  measuredCell(one),
  centre(one.unknown === null ? '' : String(one.alarms)),
];

function rangeText({ lowCelsius, highCelsius }: TemperatureBookData): string | null {
  if (lowCelsius === null && highCelsius === null) return null;
  if (lowCelsius === null) return `đến ${celsius(highCelsius, 'vi')}`;
  return highCelsius === null
    ? `từ ${celsius(lowCelsius, 'vi')}`
    : `${celsius(lowCelsius, 'vi')} … ${celsius(highCelsius, 'vi')}`;
}

function opening(data: TemperatureBookData): Content {
  const [year, month] = data.month.split('-');
  return {
    columns: [
      {
        width: WIDTH / 2 - 8,
        stack: [field(W.unit, data.unit, 40), field(PAPER_WORDS.site, data.site, 40)],
      },
      {
        width: WIDTH / 2 - 8,
        stack: [field(W.month, `${month}/${year}`, 20), field(W.range, rangeText(data), 24)],
      },
    ],
    columnGap: 16,
  };
}

function remarks({ remarks: all }: TemperatureBookData): Content[] {
  const lines = all.slice(0, REMARKS_MOST).map((remark) => `– ${printed(remark, REMARK_LENGTH)}`);
  if (all.length > REMARKS_MOST) lines.push(`… ${dotted(12)}`);
  const [first = W.none.vi, ...rest] = lines;
  return [
    {
      stack: [section(2, W.notes), { text: first, margin: [4, 0, 0, 0] }],
      unbreakable: true,
      style: 'table',
    },
    ...rest.map((text): Content => ({ text, margin: [4, 0, 0, 0], style: 'table' })),
  ];
}

/** A month that went well is one page. */
export function bookContent(data: TemperatureBookData): TDocumentDefinitions {
  const content: Content[] = [
    heading(data.authority, data.number),
    title(W.book),
    opening(data),
    grid(
      section(1, W.checks),
      COLUMNS,
      [W.day, W.morning, W.signed, W.afternoon, W.signed, W.measured, W.alarms],
      data.days.map((one) => dayRow(one, data.zone)),
    ),
    ...remarks(data),
    foot(
      [
        { role: W.reader, signature: null, waiting: W.onPaper },
        { role: W.head, signature: null, waiting: W.onPaper },
      ],
      data.proof,
      data.zone,
    ),
  ];
  return sheet(
    W.book,
    `${data.number} ${day(`${data.month}-01`).slice(3)}`,
    data.printedAt,
    data.zone,
    content,
  );
}

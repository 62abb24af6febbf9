/** One look for every paper: the A4 sheet, its type, its footer, and the pieces that papers are put together from. */
import type {
  Content,
  ContentStack,
  ContentText,
  CustomTableLayout,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.js';
import type { UtcMs } from '../thermal/types.ts';
import { instant } from '../wording/format.ts';
import { NATION, PAPER_WORDS } from '../wording/papers.ts';
import type { Words } from '../wording/words.ts';
import { orDotted, printed } from './text.ts';

/** Points (1/72 inch). A4 is 595.28 × 841.89; the left margin is wide enough to be filed, 20 mm. */
const LEFT = 57;
const RIGHT = 40;
const TOP = 28;
const BOTTOM = 32;
/** What lies between the margins. */
export const WIDTH = 498;
/** Times the typeface's own 1.265: below this the marks of a capital (Ễ) touch the line above (ợ). */
const LEADING = 1.06;
/** Of a paper's own number, which stands in its footer too; the service's have 12. */
const NUMBER_LENGTH = 40;
const PADDING = 3;
const LINE = 0.5;
export const FAINT = '#555555';
const RULE = '#444444';
const HEAD_FILL = '#eef2f5';

/** All inner and outer lines, thin, and rows that a page's end never cuts. Widths are given without padding and lines. */
const GRID: CustomTableLayout = {
  // None above the table's name.
  hLineWidth: (line) => (line === 0 ? 0 : LINE),
  vLineWidth: () => LINE,
  hLineColor: () => RULE,
  vLineColor: () => RULE,
  paddingLeft: () => PADDING,
  paddingRight: () => PADDING,
  paddingTop: () => 1.5,
  paddingBottom: () => 1.5,
};

/** Vietnamese with the English small beneath it. */
export const twice = ({ vi, en }: Words, more: { fontSize?: number } = {}): ContentStack => ({
  stack: [
    { text: vi, bold: true, ...more },
    { text: en, style: 'english' },
  ],
});

/** `1. Vắc xin giao nhận` with its English on the same line, above a table or list. */
export const section = (number: number, words: Words): ContentText => ({
  text: [
    { text: `${number}. ${words.vi}  `, bold: true },
    { text: words.en, style: 'english' },
  ],
  margin: [0, 5, 0, 1],
});

/**
 * A table as wide as the sheet. `shares` are its columns' parts of the width: fixed, because a column that follows its
 * content could be pushed off the sheet by one long word. `name` and head are repeated on every page, and never
 * stand at the end of one without a row.
 */
export function grid(
  name: ContentText,
  shares: readonly number[],
  head: readonly Words[],
  rows: readonly TableCell[][],
): Content {
  const room = WIDTH - shares.length * 2 * PADDING - (shares.length + 1) * LINE;
  const sum = shares.reduce((total, share) => total + share, 0);
  const cells = head.map((words) => ({
    ...twice(words),
    fillColor: HEAD_FILL,
    alignment: 'center' as const,
  }));
  const above: TableCell = {
    ...name,
    fontSize: 8.5,
    // In line with the text around the table.
    margin: [-PADDING, 4, 0, 0],
    colSpan: shares.length,
    border: [false, false, false, true],
  };
  return {
    table: {
      headerRows: 2,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: shares.map((share) => (share / sum) * room),
      body: [[above, ...shares.slice(1).map(() => '')], cells, ...rows],
    },
    layout: GRID,
    style: 'table',
  };
}

/** `label: value`, the value bold; a dotted line where there is none. */
export const field = (words: Words, value: string | null, dots: number): ContentText => ({
  text: [
    `${words.vi} `,
    { text: `(${words.en}) `, style: 'english' },
    { text: orDotted(value, dots), bold: value !== null },
  ],
});

/** Keeps the last two words on one line. */
const widowless = (text: string): string => text.replace(/ (\S+)$/, '\u00a0$1');

/** The head of an administrative paper: who publishes it at the left, the nation's name and motto at the right. */
export function heading(authority: string | null, number: string): Content {
  const { number: no } = PAPER_WORDS;
  return {
    columns: [
      {
        width: 214,
        stack: [
          { text: widowless(orDotted(authority, 44).toUpperCase()), bold: true, fontSize: 8 },
          { text: `${no.vi}: ${printed(number, NUMBER_LENGTH)}`, margin: [0, 2, 0, 0] },
        ],
        alignment: 'center',
      },
      {
        width: WIDTH - 214,
        stack: [
          { text: NATION.name, bold: true, fontSize: 10 },
          { text: NATION.motto, bold: true, fontSize: 10 },
          { canvas: [{ type: 'line', x1: 0, y1: 2, x2: 138, y2: 2, lineWidth: 0.7 }] },
        ],
        alignment: 'center',
      },
    ],
  };
}

/** The paper's name in the middle. */
export const title = ({ vi, en }: Words): Content => ({
  stack: [
    { text: vi.toUpperCase(), bold: true, fontSize: 14 },
    { text: en, style: 'english', fontSize: 8 },
  ],
  alignment: 'center',
  margin: [0, 6, 0, 5],
});

/** A whole paper. `name` becomes the file's title; the footer says on every page which paper it is of. */
export function sheet(
  name: Words,
  number: string,
  printedAt: UtcMs,
  zone: string,
  content: Content[],
): TDocumentDefinitions {
  const { page, printed: made } = PAPER_WORDS;
  const say = `${name.vi} ${printed(number, NUMBER_LENGTH)}  •  ${made.vi} ${instant(printedAt, zone)}`;
  return {
    pageSize: 'A4',
    pageMargins: [LEFT, TOP, RIGHT, BOTTOM],
    info: {
      title: `${name.vi} ${printed(number, NUMBER_LENGTH)}`,
      creator: 'Giữ Lạnh',
      producer: 'Giữ Lạnh',
      creationDate: new Date(printedAt),
    },
    language: 'vi-VN',
    displayTitle: true,
    defaultStyle: { font: 'BeVietnamPro', fontSize: 8.5, lineHeight: LEADING },
    styles: {
      english: { fontSize: 6, color: FAINT, bold: false, italics: true },
      table: { fontSize: 7.5 },
      small: { fontSize: 6.5, color: FAINT },
    },
    content,
    footer: (current, count) => ({
      columns: [
        { text: say, width: WIDTH - 60 },
        { text: `${page.vi} ${current}/${count}`, width: 60, alignment: 'right' },
      ],
      margin: [LEFT, 9, RIGHT, 0],
      style: 'small',
    }),
  };
}

/**
 * A report's tables as CSV: UTF-8 with BOM, `;` between cells, CRLF between lines, a decimal comma: what a spreadsheet in Vietnamese opens
 * by itself. An instant has two columns, as people write it and in ISO 8601 with the province's offset. No cell is a formula.
 */
import { instant } from '../wording/format.ts';
import { TABLE_WORDS } from '../wording/report-papers.ts';
import type { Words } from '../wording/words.ts';
import { isNumber } from './report-table.ts';
import type { Cell, Column, Table } from './report-types.ts';

const BOM = '\ufeff';
const SEPARATOR = ';';
const END = '\r\n';
/** What a spreadsheet takes for a formula at the beginning of a cell, in half and in full width. */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

/**
 * Words as a cell that is never a formula, whoever wrote them: on one line, without signs of direction and control, and with an
 * apostrophe before what a spreadsheet would work out.
 */
export function safeText(text: string): string {
  const line = text
    .replaceAll(/[\p{Cf}\ufeff]/gu, '')
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
  return FORMULA.test(line) ? `'${line}` : line;
}

const quoted = (text: string): string => `"${safeText(text).replaceAll('"', '""')}"`;

/** Bare digits: a spreadsheet counts with them. At most `digits` after the comma. */
const number = (value: number, digits: number): string =>
  Number.isFinite(value) ? String(Number(value.toFixed(digits))).replace('.', ',') : '';

const DAY_MS = 86_400_000;

/** `2026-11-22T10:05:00+07:00` */
export function isoIn(at: number, zone: string): string {
  const offset = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '00', minutes = '00'] = /GMT([+-])(\d\d):(\d\d)/.exec(offset ?? '') ?? [];
  const shift = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  if (Math.abs(at) > 100_000_000 * DAY_MS - DAY_MS) return '';
  return `${new Date(at + shift).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
}

function cellsOf(cell: Cell, { kind }: Column, zone: string): readonly string[] {
  if (kind === 'instant')
    return typeof cell === 'number' ? [quoted(instant(cell, zone)), quoted(isoIn(cell, zone))] : ['', ''];
  if (cell === null) return [''];
  if (typeof cell === 'number' && isNumber(kind))
    return [kind === 'share' ? number(cell * 100, 2) : number(cell, 3)];
  return [quoted(String(cell))];
}

const headText = ({ vi, en }: Words): string => `${vi} (${en})`;

function headsOf({ head, kind }: Column): readonly string[] {
  if (kind === 'instant') return [quoted(headText(head)), quoted(`${headText(head)} ISO 8601`)];
  return [quoted(kind === 'seconds' ? `${headText(head)}, s` : headText(head))];
}

const lines = ({ columns, rows }: Table, zone: string): string[] => [
  columns.flatMap(headsOf).join(SEPARATOR),
  ...rows.map((row) => columns.flatMap((column, i) => cellsOf(row[i] ?? null, column, zone)).join(SEPARATOR)),
];

/** One table, its heads in the first line. */
export const tableCsv = (table: Table, zone: string): string => `${BOM}${lines(table, zone).join(END)}${END}`;

/** All of them, each beneath its name and before an empty line. */
export const tablesCsv = (tables: readonly Table[], zone: string): string =>
  BOM +
  tables.map((one) => [quoted(headText(TABLE_WORDS[one.id])), ...lines(one, zone), ''].join(END)).join(END);

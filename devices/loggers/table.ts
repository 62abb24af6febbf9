/** Where in a text is the table: its delimiter, its time column, its header, its rows? */
import { chooseFormat, readTime, type TimeFormat } from './times.ts';
import { type Result, refuse } from './types.ts';

export type Row = { readonly line: number; readonly cells: readonly string[] };
export type Table = {
  readonly delimiter: string;
  /** The columns that make up the time: one, or a date and a clock beside it. */
  readonly time: { readonly columns: readonly number[]; readonly format: TimeFormat };
  /** Per column its header cells from top to bottom, joined by a blank: `No.3 ch3 °C`; `#2` where it has none. */
  readonly labels: readonly string[];
  /** The header cells of each column on their own. */
  readonly names: readonly (readonly string[])[];
  /** The text above the first row, header included. */
  readonly above: string;
  readonly rows: readonly Row[];
};

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Rows that are enough to see which columns hold the time. */
const SAMPLE_ROWS = 400;
const HEADER_ROWS_MAX = 6;
/** Times are looked for in the first columns only. */
const COLUMNS_MAX = 50;

export function readTable(lines: readonly string[], dates: 'dmy' | 'mdy' | undefined): Result<Table> {
  const delimiter = chooseDelimiter(lines);
  const every = lines.map((text, index) => ({ line: index + 1, cells: splitCells(text, delimiter) }));
  const all = every.filter((row) => row.cells.some((cell) => cell !== ''));
  const time = findTime(all, dates);
  if (!time.ok) return time;
  const inTime = (row: Row): boolean =>
    readTime(timeText(row, time.value.columns), time.value.format) !== null;
  // `Last reading,2026-03-01 07:10` above the table has a time too, and is no row of it.
  const usual = usualWidth(all.filter(inTime));
  const start = all.findIndex((row) => row.cells.length >= usual && inTime(row));
  const header = headerRows(every.slice(0, (all[start]?.line ?? 1) - 1));
  const repeated = new Set(header.map((row) => row.cells.join(delimiter)));
  const width = Math.max(...header.map((row) => row.cells.length), all[start]?.cells.length ?? 0);
  const names = Array.from({ length: width }, (_, column) =>
    header.map((row) => row.cells[column] ?? '').filter((cell) => cell !== ''),
  );
  return {
    ok: true,
    value: {
      delimiter,
      time: time.value,
      labels: names.map((cells, column) => cells.join(' ') || `#${column + 1}`),
      names,
      above: lines.slice(0, (all[start]?.line ?? 1) - 1).join('\n'),
      rows: all.slice(start).filter((row) => !repeated.has(row.cells.join(delimiter))),
    },
  };
}

export function timeText(row: Row, columns: readonly number[]): string {
  return columns.map((column) => row.cells[column] ?? '').join(' ');
}

/** The number of cells that most of these rows have. */
function usualWidth(rows: readonly Row[]): number {
  const counts = Map.groupBy(rows.slice(0, SAMPLE_ROWS), ({ cells }) => cells.length);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 0;
}

/** The delimiter that cuts most lines into the same number of cells, two or more. */
function chooseDelimiter(lines: readonly string[]): string {
  const sample = lines.filter((text) => text.trim() !== '').slice(0, SAMPLE_ROWS);
  const score = (delimiter: string): number => {
    const counts = new Map<number, number>();
    for (const text of sample) {
      const cells = splitCells(text, delimiter).length;
      if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    return Math.max(0, ...counts.values());
  };
  return DELIMITERS.toSorted((a, b) => score(b) - score(a))[0] ?? ',';
}

/** Cells without their quotes and outer blanks. A quoted cell may hold the delimiter and doubled quotes. */
function splitCells(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return [...cells, cell.trim()];
}

/**
 * The column in which most rows hold a time. A column of text wins over a counter or a Unix stamp because those
 * are never tried: loggers without a zone write their local clock as if it were Unix time.
 */
function findTime(rows: readonly Row[], dates: 'dmy' | 'mdy' | undefined): Result<Table['time']> {
  const sample = rows.slice(0, SAMPLE_ROWS);
  const width = Math.min(COLUMNS_MAX, Math.max(0, ...sample.map((row) => row.cells.length)));
  const single = Array.from({ length: width }, (_, column) => [column]);
  const pairs = single.flatMap(([column = 0]) => (column + 1 < width ? [[column, column + 1]] : []));
  let best: { columns: number[]; read: number } | null = null;
  for (const columns of [...single, ...pairs]) {
    const texts = sample.map((row) => timeText(row, columns));
    const chosen = chooseFormat(texts, dates ?? 'dmy');
    const read = chosen?.ok ? chosen.value.read : 0;
    const other = chooseFormat(texts, dates ?? 'mdy');
    const most = Math.max(read, other?.ok ? other.value.read : 0);
    if (most > (best?.read ?? 0)) best = { columns, read: most };
  }
  if (!best) return noTime();
  const { columns } = best;
  const texts = (of: readonly Row[]): string[] => of.map((row) => timeText(row, columns));
  // Whether 03/04 is in March or April may be told by a row far below.
  const early = chooseFormat(texts(sample), dates);
  const chosen = early?.ok ? early : (chooseFormat(texts(rows), dates) ?? noTime());
  return chosen.ok ? { ok: true, value: { columns, format: chosen.value.format } } : chosen;
}

function noTime(): ReturnType<typeof refuse> {
  return refuse('LOGGER_NO_TIME', 'Cannot read the table: no column holds dates with a time of day');
}

/** The rows of two or more cells nearest above the data, up to the next blank one; section marks below are passed over. */
function headerRows(above: readonly Row[]): Row[] {
  const header: Row[] = [];
  for (const row of above.toReversed()) {
    const named = row.cells.filter((cell) => cell !== '').length > 1;
    if (!named && header.length > 0) break;
    if (named) header.unshift(row);
    if (header.length === HEADER_ROWS_MAX) break;
  }
  return header;
}

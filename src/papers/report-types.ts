/** What the papers and files of the reports are made from. Plain data: they go to the thread that sets papers. */
import type { DailyReport, MonthlyReport } from '../reports/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { TableName } from '../wording/report-papers.ts';
import type { Words } from '../wording/words.ts';

/** What the ids in a report are called, by id; what is not here is told by its id. */
export type ReportNames = {
  readonly sites: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, string>>;
  /** By GTIN. */
  readonly products: Readonly<Record<string, string>>;
};

/** A report with everything that is needed to read it. `number` is what people call it. */
export type NamedReport<Kind extends string, Report> = {
  readonly kind: Kind;
  readonly report: Report;
  readonly zone: string;
  readonly number: string;
  readonly authority: string | null;
  readonly names: ReportNames;
};
export type NamedDaily = NamedReport<'daily', DailyReport>;
export type NamedMonthly = NamedReport<'monthly', MonthlyReport>;

/** `url` leads to it on screen. */
export type ReportOnPaper = { readonly url: string; readonly printedAt: UtcMs };
export type DailyPaperData = NamedDaily & ReportOnPaper;
export type MonthlyPaperData = NamedMonthly & ReportOnPaper;

/**
 * How a column is to be read: words; a whole number; °C; litres; a share from 0 to 1; seconds that something took; an instant
 * (ms UTC); a day.
 */
export type ColumnKind = 'text' | 'count' | 'celsius' | 'litres' | 'share' | 'seconds' | 'instant' | 'day';
export type Column = {
  readonly head: Words;
  readonly kind: ColumnKind;
  /** Its part of the sheet's width; 0: not on paper. */
  readonly width: number;
};
/** Null: not known, or there is none. */
export type Cell = string | number | null;
/** `sums`: which columns are summed up at the end, on paper. */
export type Table = {
  readonly id: TableName;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly sums: readonly number[];
};

/** What is a table of a report? Its making, and what the ids in it are called. */
import type { TableName } from '../wording/report-papers.ts';
import type { Words } from '../wording/words.ts';
import type { Cell, Column, ColumnKind, ReportNames, Table } from './report-types.ts';

export const column = (head: Words, kind: ColumnKind, width: number): Column => ({ head, kind, width });

export const table = (
  id: TableName,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  sums: readonly number[] = [],
): Table => ({ id, columns, rows, sums });

const nameIn = (names: Readonly<Record<string, string>>) => (id: string) =>
  Object.hasOwn(names, id) ? (names[id] ?? id) : id;

/** What has no name is told by its id. */
export const namer = (names: ReportNames) => ({
  site: nameIn(names.sites),
  unit: nameIn(names.units),
  person: nameIn(names.people),
  product: nameIn(names.products),
});

/** Is it a kind of column that numbers stand in? */
export const isNumber = (kind: ColumnKind): boolean =>
  kind !== 'text' && kind !== 'instant' && kind !== 'day';

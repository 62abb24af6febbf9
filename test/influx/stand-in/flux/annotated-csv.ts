/**
 * Writes results as annotated CSV, RFC 4180 with CRLF
 * (docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/). Tables with the same columns follow each other under one
 * header; others begin anew after an empty line.
 */
import type { FluxResult } from './flux.ts';
import type { Table } from './tables.ts';
import { type CellType, cellText } from './values.ts';

export const ANNOTATIONS = ['datatype', 'group', 'default'] as const;
export type Annotation = (typeof ANNOTATIONS)[number];

export type Dialect = {
  readonly header: boolean;
  readonly delimiter: string;
  readonly annotations: readonly Annotation[];
};

export function resultsCsv(results: readonly FluxResult[], dialect: Dialect): string {
  const lines: string[] = [];
  for (const { name, tables } of results) {
    let before: string | null = null;
    tables
      .filter((table) => table.rows.length > 0)
      .forEach((table, index) => {
        const columns = [...table.columns];
        const schema = JSON.stringify([columns, columns.map(([label]) => table.key.has(label))]);
        if (schema !== before) {
          if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
          lines.push(...head(name, table, columns, dialect));
          before = schema;
        }
        const result = dialect.annotations.includes('default') ? '' : name;
        for (const row of table.rows)
          lines.push(
            line(
              ['', result, String(index), ...columns.map(([label]) => cellText(row.get(label) ?? null))],
              dialect,
            ),
          );
      });
    if (before !== null) lines.push('');
  }
  return lines.map((each) => `${each}\r\n`).join('');
}

function head(
  name: string,
  table: Table,
  columns: readonly (readonly [string, CellType])[],
  dialect: Dialect,
): string[] {
  const annotation: Readonly<Record<Annotation, readonly string[]>> = {
    datatype: ['#datatype', 'string', 'long', ...columns.map(([, type]) => type)],
    group: ['#group', 'false', 'false', ...columns.map(([label]) => String(table.key.has(label)))],
    default: ['#default', name, '', ...columns.map(() => '')],
  };
  const lines = ANNOTATIONS.filter((each) => dialect.annotations.includes(each)).map((each) =>
    line(annotation[each], dialect),
  );
  if (dialect.header) lines.push(line(['', 'result', 'table', ...columns.map(([label]) => label)], dialect));
  return lines;
}

function line(cells: readonly string[], { delimiter }: Dialect): string {
  return cells
    .map((cell) =>
      /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
    .join(delimiter);
}

/**
 * Streams of tables: rows with a group key, as in docs.influxdata.com/flux/v0/get-started/data-model/. A table's rows share
 * the values of the columns in its group key; no two tables of a stream have the same key; a column has one type.
 */
import { FluxError } from './syntax.ts';
import { type Cell, type CellType, cellText, cellType } from './values.ts';

export type Row = ReadonlyMap<string, Cell>;

/** `columns` in the order in which they are shown. A row without one of them has null there. */
export type Table = {
  readonly key: ReadonlyMap<string, Cell>;
  readonly columns: ReadonlyMap<string, CellType>;
  readonly rows: readonly Row[];
};

/** `bounds` are those of `range`; `unbounded` names the bucket that nobody has put a range on yet. */
export class Stream {
  readonly tables: readonly Table[];
  readonly bounds: { readonly start: bigint; readonly stop: bigint } | null;
  readonly source: string | null;
  readonly yields: string | null;

  constructor(
    tables: readonly Table[],
    from?: {
      readonly bounds?: Stream['bounds'];
      readonly source?: string | null;
      readonly yields?: string | null;
    },
  ) {
    this.tables = tables;
    this.bounds = from?.bounds ?? null;
    this.source = from?.source ?? null;
    this.yields = from?.yields ?? null;
  }

  /** Other tables of the same origin. */
  with(tables: readonly Table[]): Stream {
    return new Stream(tables, { bounds: this.bounds });
  }
}

/** Gathers rows into tables by their keys, and refuses a column that would have two types. */
export class TableBuilder {
  readonly #tables = new Map<
    string,
    { key: ReadonlyMap<string, Cell>; columns: Map<string, CellType>; rows: Row[] }
  >();

  /** Makes sure that the table of `key` exists with at least these columns, also without rows. */
  open(key: ReadonlyMap<string, Cell>, columns: ReadonlyMap<string, CellType>): void {
    this.#table(key, columns);
  }

  add(key: ReadonlyMap<string, Cell>, columns: ReadonlyMap<string, CellType>, rows: readonly Row[]): void {
    const table = this.#table(key, columns);
    for (const row of rows) table.rows.push(row);
  }

  tables(): Table[] {
    return [...this.#tables.values()];
  }

  #table(key: ReadonlyMap<string, Cell>, columns: ReadonlyMap<string, CellType>) {
    const name = keyName(key);
    const table = this.#tables.get(name) ?? { key, columns: new Map<string, CellType>(), rows: [] };
    this.#tables.set(name, table);
    for (const [label, type] of columns) {
      const known = table.columns.get(label);
      if (known !== undefined && known !== type)
        throw new FluxError(
          `schema collision detected: column "${label}" is both of type ${type} and ${known}`,
        );
      table.columns.set(label, type);
    }
    return table;
  }
}

/** Two keys are the same table when this text is the same. */
export function keyName(key: ReadonlyMap<string, Cell>): string {
  const parts = [...key].map(([label, cell]) => [label, cellType(cell), cellText(cell)]);
  return JSON.stringify(parts.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/** The columns that these rows have, with the types of their values; refuses two types in one column. */
export function columnsOf(
  rows: readonly Row[],
  known: ReadonlyMap<string, CellType> = new Map(),
): Map<string, CellType> {
  const columns = new Map<string, CellType>();
  for (const row of rows) {
    for (const [label, cell] of row) {
      const type = cellType(cell) ?? columns.get(label) ?? known.get(label);
      if (type === undefined) continue;
      const before = columns.get(label);
      if (before !== undefined && before !== type && cell !== null)
        throw new FluxError(
          `schema collision detected: column "${label}" is both of type ${type} and ${before}`,
        );
      if (before === undefined) columns.set(label, type);
    }
  }
  return columns;
}

/** The rows of every table gathered anew under the key columns that `labels` picks for each table. */
export function regroup(tables: readonly Table[], labels: (table: Table) => readonly string[]): Table[] {
  const builder = new TableBuilder();
  for (const table of tables) {
    const picked = labels(table);
    if (picked.every((label) => table.key.has(label))) {
      // The same for all rows.
      const key = new Map(picked.map((label) => [label, table.key.get(label) ?? null] as const));
      builder.add(key, table.columns, table.rows);
      continue;
    }
    for (const row of table.rows) {
      const key = new Map(picked.map((label) => [label, row.get(label) ?? null] as const));
      builder.add(key, table.columns, [row]);
    }
  }
  return builder.tables();
}

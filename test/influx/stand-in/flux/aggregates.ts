/**
 * Aggregates make one row of a table and keep of its columns only the group key and the value; selectors pick a row and keep
 * it whole (docs.influxdata.com/flux/v0/function-types/#aggregates and #selectors).
 */
import { Given, STREAM, STRING } from './arguments.ts';
import { orderOf, shape } from './shapes.ts';
import { bounded } from './sources.ts';
import { FluxError } from './syntax.ts';
import type { Row, Table } from './tables.ts';
import { type Cell, type CellType, cellType, FluxFunction, Unsigned } from './values.ts';

type Aggregate = {
  /** Null where the type of the column cannot be aggregated this way. */
  readonly type: (column: CellType) => CellType | null;
  readonly value: (cells: readonly Cell[], type: CellType) => Cell;
};

const NUMBERS: readonly CellType[] = ['double', 'long', 'unsignedLong'];
const numeric = (column: CellType): CellType | null => (NUMBERS.includes(column) ? column : null);
const toFloat = (column: CellType): CellType | null => (NUMBERS.includes(column) ? 'double' : null);

const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  // "Counts both null and non-null records": the page of count().
  count: { type: () => 'long', value: (cells) => BigInt(cells.length) },
  sum: { type: numeric, value: (cells, type) => total(present(cells), type) },
  mean: {
    type: toFloat,
    value: (cells) => {
      const numbers = present(cells).map(number);
      return numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0) / numbers.length;
    },
  },
  spread: {
    type: numeric,
    value: (cells, type) => {
      const sorted = present(cells).toSorted(orderOf);
      const [low, high] = [sorted[0], sorted.at(-1)];
      if (low === undefined || high === undefined) return null;
      return type === 'double' ? number(high) - number(low) : total([high, negative(low)], type);
    },
  },
};

/** Which row: its place among the rows whose value is not null; -1 none. */
const SELECTORS: Readonly<Record<string, (cells: readonly Cell[]) => number>> = {
  first: (cells) => (cells.length === 0 ? -1 : 0),
  last: (cells) => cells.length - 1,
  min: (cells) => extreme(cells, 1),
  max: (cells) => extreme(cells, -1),
};

export function aggregates(): FluxFunction[] {
  return [
    ...Object.entries(AGGREGATES).map(([name, aggregate]) =>
      columnFunction(name, (table, column) => one(name, aggregate, table, column)),
    ),
    ...Object.entries(SELECTORS).map(([name, select]) =>
      columnFunction(name, (table, column) => pick(name, select, table, column)),
    ),
  ];
}

function columnFunction(name: string, run: (table: Table, column: string) => Table): FluxFunction {
  return new FluxFunction(name, 'tables', (args) => {
    const given = new Given(name, args);
    const stream = bounded(given.required('tables', STREAM), name);
    const column = given.optional('column', STRING) ?? '_value';
    given.nothingElse();
    return stream.with(stream.tables.map((table) => run(table, column)));
  });
}

function one(name: string, aggregate: Aggregate, table: Table, column: string): Table {
  const from = table.columns.get(column);
  if (from === undefined) throw new FluxError(`${name}: column "${column}" does not exist`);
  if (table.key.has(column))
    throw new FluxError(`${name}: cannot aggregate columns that are part of the group key`);
  const type = aggregate.type(from);
  if (type === null) throw new FluxError(`${name}: unsupported aggregate column type ${from}`);
  const value = aggregate.value(
    table.rows.map((row) => row.get(column) ?? null),
    from,
  );
  const columns = new Map<string, CellType>();
  for (const [label, cell] of table.key)
    columns.set(label, table.columns.get(label) ?? cellType(cell) ?? 'string');
  columns.set(column, type);
  return { key: table.key, columns, rows: [new Map([...table.key, [column, value]])] };
}

function pick(name: string, select: (cells: readonly Cell[]) => number, table: Table, column: string): Table {
  const type = table.columns.get(column);
  if (type === undefined) throw new FluxError(`${name}: column "${column}" does not exist`);
  if ((name === 'min' || name === 'max') && !NUMBERS.includes(type) && type !== 'dateTime:RFC3339')
    throw new FluxError(`${name}: unsupported selector column type ${type}`);
  const rows: Row[] = table.rows.filter((row) => (row.get(column) ?? null) !== null);
  const chosen = rows[select(rows.map((row) => row.get(column) ?? null))];
  return { ...shape(table), rows: chosen === undefined ? [] : [chosen] };
}

function extreme(cells: readonly Cell[], direction: number): number {
  let best = cells.length === 0 ? -1 : 0;
  cells.forEach((cell, index) => {
    if (direction * orderOf(cell, cells[best] ?? null) < 0) best = index;
  });
  return best;
}

function present(cells: readonly Cell[]): Exclude<Cell, null>[] {
  return cells.filter((cell) => cell !== null);
}

function number(cell: Cell): number {
  return cell instanceof Unsigned ? Number(cell.value) : Number(cell);
}

function integer(cell: Cell): bigint {
  if (cell instanceof Unsigned) return cell.value;
  return typeof cell === 'bigint' ? cell : 0n;
}

function negative(cell: Cell): Cell {
  return cell instanceof Unsigned ? new Unsigned(-cell.value) : -integer(cell);
}

function total(cells: readonly Cell[], type: CellType): Cell {
  if (cells.length === 0) return null;
  if (type === 'double') return cells.map(number).reduce((a, b) => a + b, 0);
  const sum = cells.map(integer).reduce((a, b) => a + b, 0n);
  return type === 'long' ? BigInt.asIntN(64, sum) : new Unsigned(BigInt.asUintN(64, sum));
}

/**
 * `pivot` turns the values of columns into columns. What is neither in the group key nor in `rowKey` is dropped; the columns
 * that were turned leave the group key, and tables whose keys become the same become one
 * (docs.influxdata.com/flux/v0/stdlib/universe/pivot/).
 */
import { Given, STREAM, STRING } from './arguments.ts';
import { bounded } from './sources.ts';
import { FluxError } from './syntax.ts';
import { columnsOf, keyName, type Stream, type Table, TableBuilder } from './tables.ts';
import { type Cell, type CellType, cellText, FluxFunction } from './values.ts';

export type Turn = {
  readonly rowKey: readonly string[];
  readonly columnKey: readonly string[];
  readonly valueColumn: string;
};

export const pivot = new FluxFunction('pivot', 'tables', (args) => {
  const given = new Given('pivot', args);
  const stream = bounded(given.required('tables', STREAM), 'pivot');
  const rowKey = given.labels('rowKey') ?? missing('rowKey');
  const columnKey = given.labels('columnKey') ?? missing('columnKey');
  const valueColumn = given.required('valueColumn', STRING);
  given.nothingElse();
  return turned(stream, { rowKey, columnKey, valueColumn });
});

export function turned(stream: Stream, { rowKey, columnKey, valueColumn }: Turn): Stream {
  const gone = new Set([...columnKey, valueColumn]);
  const rows = new Map<string, { key: Map<string, Cell>; cells: Map<string, Cell> }>();
  for (const table of stream.tables) {
    for (const label of [...rowKey, ...columnKey, valueColumn])
      if (!table.columns.has(label)) throw new FluxError(`pivot: column "${label}" does not exist`);
    const key = new Map([...table.key].filter(([label]) => !gone.has(label)));
    for (const row of table.rows) {
      const own = new Map([...key, ...rowKey.map((label) => [label, row.get(label) ?? null] as const)]);
      const name = keyName(own);
      const target = rows.get(name) ?? { key, cells: own };
      rows.set(name, target);
      const label = columnKey.map((each) => cellText(row.get(each) ?? null)).join('_');
      target.cells.set(label, row.get(valueColumn) ?? null);
    }
  }
  return stream.with(gather(rows.values(), known(stream.tables)));
}

function gather(
  rows: Iterable<{ key: Map<string, Cell>; cells: Map<string, Cell> }>,
  columns: ReadonlyMap<string, CellType>,
): Table[] {
  const builder = new TableBuilder();
  for (const { key, cells } of rows) builder.add(key, columnsOf([cells], columns), [cells]);
  return builder.tables();
}

function known(tables: readonly Table[]): Map<string, CellType> {
  return new Map(tables.flatMap((table) => [...table.columns]));
}

function missing(label: string): never {
  throw new FluxError(`pivot: missing required argument ${label}`);
}

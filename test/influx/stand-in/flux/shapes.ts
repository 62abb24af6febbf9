/**
 * Functions that change the shape of tables: columns, groups, order, number of rows
 * (docs.influxdata.com/flux/v0/stdlib/universe/, one page each).
 */
import { ANY, ARRAY, BOOLEAN, FUNCTION, Given, INTEGER, RECORD, STREAM, STRING } from './arguments.ts';
import { binary } from './operators.ts';
import { bounded } from './sources.ts';
import { FluxError } from './syntax.ts';
import { columnsOf, keyName, type Row, regroup, Stream, type Table, TableBuilder } from './tables.ts';
import {
  asCell,
  type Cell,
  type CellType,
  cellText,
  cellType,
  FluxFunction,
  isRecord,
  type Value,
} from './values.ts';

/** A function over one stream, piped in as `tables`. */
export function over(name: string, make: (given: Given) => (stream: Stream) => Stream): FluxFunction {
  return new FluxFunction(name, 'tables', (args) => {
    const given = new Given(name, args);
    const stream = given.required('tables', STREAM);
    const run = make(given);
    given.nothingElse();
    return run(bounded(stream, name));
  });
}

export function shapes(): FluxFunction[] {
  return [group, keep, drop, rename, duplicate, set, map, sort, limit, tail, distinct, fill, union, yields];
}

const group = over('group', (given) => {
  const named = new Set(given.labels('columns') ?? []);
  const mode = given.optional('mode', STRING) ?? 'by';
  if (mode !== 'by' && mode !== 'except') throw new FluxError(`group: invalid mode "${mode}"`);
  return (stream) =>
    stream.with(
      regroup(stream.tables, (table) =>
        [...table.columns.keys()].filter((label) =>
          mode === 'by' ? named.has(label) : !named.has(label) && label !== '_time' && label !== '_value',
        ),
      ),
    );
});

/** Columns chosen by `columns` or `fn`, exactly one of the two. */
function choice(given: Given, name: string): (label: string) => boolean {
  const columns = given.labels('columns');
  const fn = given.optional('fn', FUNCTION);
  if ((columns === undefined) === (fn === undefined))
    throw new FluxError(`${name}: exactly one of columns and fn is required`);
  return (label) =>
    fn === undefined ? (columns ?? []).includes(label) : fn.apply(new Map([['column', label]])) === true;
}

const keep = over('keep', (given) => {
  const chosen = choice(given, 'keep');
  return (stream) => stream.with(project(stream.tables, (label) => (chosen(label) ? label : null)));
});

const drop = over('drop', (given) => {
  const chosen = choice(given, 'drop');
  return (stream) => stream.with(project(stream.tables, (label) => (chosen(label) ? null : label)));
});

const rename = over('rename', (given) => {
  const columns = given.optional('columns', RECORD);
  const fn = given.optional('fn', FUNCTION);
  if ((columns === undefined) === (fn === undefined))
    throw new FluxError('rename: exactly one of columns and fn is required');
  return (stream) => {
    for (const label of columns?.keys() ?? [])
      if (!stream.tables.every((table) => table.columns.has(label)))
        throw new FluxError(`rename error: column "${label}" doesn't exist`);
    return stream.with(
      project(stream.tables, (label) => {
        const to = fn === undefined ? (columns?.get(label) ?? label) : fn.apply(new Map([['column', label]]));
        if (typeof to !== 'string') throw new FluxError('rename: a column is named by a string');
        return to;
      }),
    );
  };
});

/** Renames or drops columns; tables whose keys become the same become one, which they can only with the same columns. */
function project(tables: readonly Table[], to: (label: string) => string | null): Table[] {
  const builder = new TableBuilder();
  const seen = new Map<string, ReadonlyMap<string, CellType>>();
  for (const table of tables) {
    const names = new Map([...table.columns.keys()].map((label) => [label, to(label)] as const));
    const move = <T>(cells: Iterable<readonly [string, T]>): Map<string, T> => {
      const moved = new Map<string, T>();
      for (const [label, cell] of cells) {
        const name = names.get(label);
        if (typeof name === 'string') moved.set(name, cell);
      }
      return moved;
    };
    const [key, columns] = [move(table.key), move(table.columns)];
    const name = keyName(key);
    const merged = seen.get(name) ?? columns;
    if (merged.size !== columns.size)
      throw new FluxError(
        'requested operation merges tables with different numbers of columns for group key',
      );
    seen.set(name, merged);
    builder.add(key, columns, table.rows.map(move));
  }
  return builder.tables();
}

const duplicate = over('duplicate', (given) => {
  const column = given.required('column', STRING);
  const as = given.required('as', STRING);
  return (stream) => stream.with(stream.tables.map((table) => duplicated(table, column, as)));
});

/** The table with the cells of `column` also under `as`, which leaves the group key. */
export function duplicated(table: Table, column: string, as: string): Table {
  const type = table.columns.get(column);
  if (type === undefined) throw new FluxError(`duplicate error: column "${column}" doesn't exist`);
  return {
    key: new Map([...table.key].filter(([label]) => label !== as)),
    columns: new Map([...table.columns, [as, type]]),
    rows: table.rows.map((row) => new Map([...row, [as, row.get(column) ?? null]])),
  };
}

const set = over('set', (given) => {
  const key = given.required('key', STRING);
  const value = given.required('value', STRING);
  return (stream) =>
    stream.with(
      stream.tables.map((table) => ({
        key: table.key.has(key) ? new Map([...table.key, [key, value]]) : table.key,
        columns: new Map<string, CellType>([...table.columns, [key, 'string']]),
        rows: table.rows.map((row) => new Map([...row, [key, value]])),
      })),
    );
});

const map = over('map', (given) => {
  const fn = given.required('fn', FUNCTION);
  return (stream) => {
    const builder = new TableBuilder();
    for (const table of stream.tables) {
      const rows = table.rows.map((row) => mapped(fn, row));
      const columns = columnsOf(rows, table.columns);
      const key = [...table.key.keys()].filter((label) => columns.has(label));
      for (const part of regroup([{ key: table.key, columns, rows }], () => key))
        builder.add(part.key, part.columns, part.rows);
    }
    return stream.with(builder.tables());
  };
});

function mapped(fn: FluxFunction, row: Row): Row {
  const result: Value = fn.apply(new Map<string, Value>([['r', row]]));
  if (!isRecord(result)) throw new FluxError('map: expected a record from fn');
  return new Map(
    [...result].map(([label, value]) => [label, asCell(value, `map: column ${label}`)] as const),
  );
}

const sort = over('sort', (given) => {
  const columns = given.labels('columns') ?? ['_value'];
  const direction = given.optional('desc', BOOLEAN) === true ? -1 : 1;
  return (stream) =>
    stream.with(
      stream.tables.map((table) => ({
        ...shape(table),
        rows: table.rows.toSorted((a, b) => {
          for (const label of columns) {
            const order = orderOf(a.get(label) ?? null, b.get(label) ?? null);
            if (order !== 0) return direction * order;
          }
          return 0;
        }),
      })),
    );
});

/** Null comes first. */
export function orderOf(a: Cell, b: Cell): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  const place = { line: 1, column: 1 };
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (binary('<', a, b, place) === true) return -1;
  return binary('>', a, b, place) === true ? 1 : 0;
}

/** Key and columns of a table, whatever kind of object it is. */
export function shape(table: Table): Pick<Table, 'key' | 'columns'> {
  return { key: table.key, columns: table.columns };
}

const limit = over('limit', (given) => {
  const n = Number(given.required('n', INTEGER));
  const offset = Number(given.optional('offset', INTEGER) ?? 0n);
  return (stream) =>
    stream.with(
      stream.tables.map((table) => ({ ...shape(table), rows: table.rows.slice(offset, offset + n) })),
    );
});

const tail = over('tail', (given) => {
  const n = Number(given.required('n', INTEGER));
  return (stream) =>
    stream.with(
      stream.tables.map((table) => ({ ...shape(table), rows: n === 0 ? [] : table.rows.slice(-n) })),
    );
});

const distinct = over('distinct', (given) => {
  const column = given.optional('column', STRING) ?? '_value';
  return (stream) =>
    stream.with(
      stream.tables.map((table) => {
        const type = table.columns.get(column);
        if (type === undefined) return { ...shape(table), rows: [] };
        const found = new Map<string, Cell>();
        for (const row of table.rows) {
          const cell = row.get(column) ?? null;
          found.set(`${cellType(cell)} ${cellText(cell)}`, cell);
        }
        const columns = new Map<string, CellType>([['_value', type]]);
        for (const label of table.key.keys()) columns.set(label, table.columns.get(label) ?? 'string');
        return {
          key: table.key,
          columns,
          rows: [...found.values()].map((cell) => new Map([...table.key, ['_value', cell]])),
        };
      }),
    );
});

const fill = over('fill', (given) => {
  const column = given.optional('column', STRING) ?? '_value';
  const value = given.optional('value', ANY);
  const previous = given.optional('usePrevious', BOOLEAN) ?? false;
  if ((value === undefined) === !previous)
    throw new FluxError('fill: exactly one of value and usePrevious is required');
  const filling = value === undefined ? null : asCell(value, 'fill: value');
  return (stream) =>
    stream.with(
      stream.tables.map((table) => {
        const type = table.columns.get(column);
        if (filling !== null && type !== undefined && cellType(filling) !== type)
          throw new FluxError(`fill: column "${column}" is of type ${type}, not ${cellType(filling)}`);
        let last = filling;
        const rows = table.rows.map((row) => {
          const cell = row.get(column) ?? null;
          if (previous && cell !== null) last = cell;
          return cell === null ? new Map([...row, [column, last]]) : row;
        });
        return { ...shape(table), rows };
      }),
    );
});

const union = new FluxFunction('union', null, (args) => {
  const given = new Given('union', args);
  const streams = given.required('tables', ARRAY).map((each) => {
    if (!(each instanceof Stream)) throw new FluxError('union: expected an array of streams');
    return bounded(each, 'union');
  });
  given.nothingElse();
  if (streams.length < 2) throw new FluxError('union: at least two streams are required');
  const builder = new TableBuilder();
  for (const { tables } of streams)
    for (const { key, columns, rows } of tables) builder.add(key, columns, rows);
  return new Stream(builder.tables(), { bounds: streams[0]?.bounds ?? null });
});

const yields = over('yield', (given) => {
  const name = given.optional('name', STRING) ?? '_result';
  return (stream) => new Stream(stream.tables, { bounds: stream.bounds, yields: name });
});

/**
 * Where tables come from: `from`, `range` and `filter` over stored points. Every field of every series is a table of its own,
 * in order of time; the order of the tables promises nothing
 * (docs.influxdata.com/flux/v0/stdlib/influxdata/influxdb/from/, /stdlib/universe/range/, /filter/).
 */
import { BOOLEAN, FUNCTION, Given, INSTANT, STREAM, STRING } from './arguments.ts';
import { FluxError } from './syntax.ts';
import { type Row, Stream, type Table } from './tables.ts';
import {
  type Cell,
  type CellType,
  cellType,
  type Duration,
  FluxFunction,
  Time,
  type Value,
} from './values.ts';

export type SourcePoint = { readonly time: bigint; readonly fields: ReadonlyMap<string, Cell> };
export type SourceSeries = {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, CellType>;
  readonly points: Iterable<SourcePoint>;
};

/** What queries read. `series` is null when there is no such bucket. */
export type PointSource = { series(bucket: string): Iterable<SourceSeries> | null };

/** A bucket that is not there: 404, not 400. */
export class BucketMissing extends FluxError {
  override at(): FluxError {
    return this;
  }
}

export function sources(points: PointSource, now: bigint): FluxFunction[] {
  const from = new FluxFunction('from', null, (args) => {
    const given = new Given('from', args);
    const bucket = given.required('bucket', STRING);
    given.nothingElse();
    if (points.series(bucket) === null)
      throw new BucketMissing(`failed to initialize execute state: could not find bucket "${bucket}"`);
    return new Stream([], { source: bucket });
  });

  const range = new FluxFunction('range', 'tables', (args) => {
    const given = new Given('range', args);
    const stream = given.required('tables', STREAM);
    const start = instant(given.required('start', INSTANT), now);
    const stop = instant(given.optional('stop', INSTANT) ?? new Time(now), now);
    given.nothingElse();
    if (stop <= start) throw new FluxError('cannot query an empty range');
    const bounds = { start, stop };
    if (stream.source === null)
      return new Stream(
        stream.tables.flatMap((table) => cut(table, bounds)),
        { bounds },
      );
    const series = [...(points.series(stream.source) ?? [])].reverse();
    return new Stream(
      series.flatMap((each) => tablesOf(each, bounds)),
      { bounds },
    );
  });

  const filter = new FluxFunction('filter', 'tables', (args) => {
    const given = new Given('filter', args);
    const stream = given.required('tables', STREAM);
    const fn = given.required('fn', FUNCTION);
    const onEmpty = given.optional('onEmpty', STRING) ?? 'drop';
    given.nothingElse();
    if (onEmpty !== 'drop' && onEmpty !== 'keep') throw new FluxError('filter: onEmpty must be keep or drop');
    const test = (row: Row): boolean => {
      const verdict = fn.apply(new Map<string, Value>([['r', row]]));
      if (verdict !== null && !BOOLEAN.is(verdict)) throw new FluxError('filter: expected bool from fn');
      return verdict === true;
    };
    return bounded(stream, 'filter').with(
      stream.tables.flatMap((table) => {
        const kept = filtered(table, test);
        return kept.rows.length === 0 && onEmpty === 'drop' ? [] : [kept];
      }),
    );
  });
  return [from, range, filter];
}

/** A stream that reads everything there is: the real planner refuses it. */
export function bounded(stream: Stream, name: string): Stream {
  if (stream.source !== null)
    throw new FluxError(
      `cannot submit unbounded read to "${stream.source}"; try bounding 'from' with a call to 'range' before ${name}`,
    );
  return stream;
}

function instant(value: Time | Duration | bigint, now: bigint): bigint {
  if (value instanceof Time) return value.nanos;
  if (typeof value === 'bigint') return value * 1_000_000_000n;
  if (value.months !== 0n) throw new FluxError('range: a duration of months has no fixed length here');
  return now + value.nanos;
}

type Bounds = { readonly start: bigint; readonly stop: bigint };

function tablesOf(series: SourceSeries, bounds: Bounds): Table[] {
  const inside: SourcePoint[] = [];
  for (const point of series.points)
    if (point.time >= bounds.start && point.time < bounds.stop) inside.push(point);
  if (inside.length === 0) return [];
  inside.sort((a, b) => (a.time < b.time ? -1 : 1));
  return [...series.fields].flatMap(([field, type]) => {
    const points = inside.filter((point) => point.fields.has(field));
    if (points.length === 0) return [];
    const shared: (readonly [string, Cell])[] = [
      ['_start', new Time(bounds.start)],
      ['_stop', new Time(bounds.stop)],
      ['_field', field],
      ['_measurement', series.measurement],
      ...[...series.tags].sort(([a], [b]) => (a < b ? -1 : 1)),
    ];
    const [start, stop, ...names] = shared.map(
      ([label, cell]) => [label, cellType(cell) ?? 'string'] as const,
    );
    const columns = new Map<string, CellType>(
      [start, stop, ['_time', 'dateTime:RFC3339'] as const, ['_value', type] as const, ...names].filter(
        (column) => column !== undefined,
      ),
    );
    return [
      new StoredTable(new Map(shared), columns, () =>
        points.map(
          (point) =>
            new Map<string, Cell>([
              ...shared,
              ['_time', new Time(point.time)],
              ['_value', point.fields.get(field) ?? null],
            ]),
        ),
      ),
    ];
  });
}

/** A table of stored points whose rows are made only when somebody looks at them. */
class StoredTable implements Table {
  readonly key: ReadonlyMap<string, Cell>;
  readonly columns: ReadonlyMap<string, CellType>;
  readonly #make: () => Row[];
  #rows: Row[] | null = null;

  constructor(key: Table['key'], columns: Table['columns'], make: () => Row[]) {
    this.key = key;
    this.columns = columns;
    this.#make = make;
  }

  get rows(): readonly Row[] {
    this.#rows ??= this.#make();
    return this.#rows;
  }
}

/** Remembers whether somebody asked for a column that is not the same in all rows. */
class KeyOnly extends Map<string, Cell> {
  readonly #columns: ReadonlyMap<string, CellType>;
  looked = false;

  constructor(table: Table) {
    super(table.key);
    this.#columns = table.columns;
  }

  override get(label: string): Cell | undefined {
    if (!super.has(label) && this.#columns.has(label)) this.looked = true;
    return super.get(label);
  }
}

function filtered(table: Table, test: (row: Row) => boolean): Table {
  if (table instanceof StoredTable) {
    const key = new KeyOnly(table);
    const verdict = keyVerdict(key, test);
    if (verdict !== null) return verdict ? table : { key: table.key, columns: table.columns, rows: [] };
  }
  return { key: table.key, columns: table.columns, rows: table.rows.filter(test) };
}

/** Null: the key alone does not decide, the rows must be looked at (they also show a mistake in the function). */
function keyVerdict(key: KeyOnly, test: (row: Row) => boolean): boolean | null {
  try {
    const verdict = test(key);
    return key.looked ? null : verdict;
  } catch (error) {
    if (error instanceof FluxError) return null;
    throw error;
  }
}

function cut(table: Table, bounds: Bounds): Table[] {
  if (!table.columns.has('_time')) throw new FluxError('range: no column "_time" exists');
  const start = new Time(bounds.start);
  const stop = new Time(bounds.stop);
  const rows = table.rows
    .filter((row) => {
      const time = row.get('_time');
      return time instanceof Time && time.nanos >= bounds.start && time.nanos < bounds.stop;
    })
    .map((row) => new Map<string, Cell>([...row, ['_start', start], ['_stop', stop]]));
  if (rows.length === 0) return [];
  const columns = new Map<string, CellType>([
    ['_start', 'dateTime:RFC3339'],
    ['_stop', 'dateTime:RFC3339'],
    ...table.columns,
  ]);
  return [{ key: new Map<string, Cell>([...table.key, ['_start', start], ['_stop', stop]]), columns, rows }];
}

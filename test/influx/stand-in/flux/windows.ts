/**
 * Cuts tables by time: `window` and `aggregateWindow`. Windows are aligned to 1970, and the first and the last are cut to the
 * bounds of `range`, so that the last one's `_stop` (which aggregateWindow takes as `_time`) is the end of the range
 * (docs.influxdata.com/flux/v0/stdlib/universe/window/ and /aggregatewindow/).
 */
import { BOOLEAN, DURATION, FUNCTION, type Given, STRING } from './arguments.ts';
import { duplicated, over, shape } from './shapes.ts';
import { FluxError } from './syntax.ts';
import { Stream, type Table, TableBuilder } from './tables.ts';
import { type Cell, type CellType, Duration, type FluxFunction, Time } from './values.ts';

/** `every: inf`: one window, the whole range. */
export const INFINITE = new Duration(9_223_372_036_854_775_807n);

type Windows = { readonly every: bigint; readonly offset: bigint };
type Bounds = { readonly start: bigint; readonly stop: bigint };

export function windows(): FluxFunction[] {
  return [window, aggregateWindow];
}

const window = over('window', (given) => {
  const plan = readWindows(given);
  const timeColumn = given.optional('timeColumn', STRING) ?? '_time';
  const createEmpty = given.optional('createEmpty', BOOLEAN) ?? false;
  return (stream) => stream.with(windowed(stream, plan, timeColumn, createEmpty));
});

const aggregateWindow = over('aggregateWindow', (given) => {
  const plan = readWindows(given);
  const fn = given.required('fn', FUNCTION);
  const column = given.optional('column', STRING) ?? '_value';
  const source = given.optional('timeSrc', STRING) ?? '_stop';
  const target = given.optional('timeDst', STRING) ?? '_time';
  const createEmpty = given.optional('createEmpty', BOOLEAN) ?? true;
  return (stream) => {
    const cut = stream.with(windowed(stream, plan, '_time', createEmpty));
    const made = fn.apply(
      new Map<string, Stream | string>([
        [fn.pipe ?? 'tables', cut],
        ['column', column],
      ]),
    );
    if (!(made instanceof Stream)) throw new FluxError('aggregateWindow: expected a stream from fn');
    const timed = made.tables
      .map((table) => (createEmpty && table.rows.length === 0 ? oneEmptyRow(table) : table))
      .filter((table) => table.rows.length > 0)
      .map((table) => duplicated(table, source, target));
    return stream.with(windowed(stream.with(timed), { every: INFINITE.nanos, offset: 0n }, target, false));
  };
});

function readWindows(given: Given): Windows {
  const every = given.required('every', DURATION);
  const period = given.optional('period', DURATION);
  const offset = given.optional('offset', DURATION)?.nanos ?? 0n;
  if (every.months !== 0n) throw new FluxError('window: this stand-in knows no windows of months');
  if (every.nanos <= 0n) throw new FluxError('window: every must be longer than nothing');
  if (period !== undefined && period.nanos !== 0n && period.nanos !== every.nanos)
    throw new FluxError('window: this stand-in knows no period other than every');
  return { every: every.nanos, offset };
}

function windowed(stream: Stream, plan: Windows, timeColumn: string, createEmpty: boolean): Table[] {
  const bounds = stream.bounds;
  if (bounds === null) throw new FluxError('window: the bounds of the data are not known; call range before');
  const builder = new TableBuilder();
  for (const table of stream.tables) {
    const type = table.columns.get(timeColumn);
    if (type === undefined) throw new FluxError(`window: column "${timeColumn}" does not exist`);
    const columns = new Map<string, CellType>([
      ...table.columns,
      ['_start', 'dateTime:RFC3339'],
      ['_stop', 'dateTime:RFC3339'],
    ]);
    if (createEmpty) for (const each of allWindows(plan, bounds)) builder.open(keyOf(table, each), columns);
    for (const row of table.rows) {
      const time = row.get(timeColumn);
      // A row without a time is in no window.
      if (!(time instanceof Time)) continue;
      const place = windowOf(plan, bounds, time.nanos);
      const marks: (readonly [string, Cell])[] = [
        ['_start', new Time(place.start)],
        ['_stop', new Time(place.stop)],
      ];
      builder.add(keyOf(table, place), columns, [new Map([...row, ...marks])]);
    }
  }
  return builder.tables();
}

function keyOf(table: Table, { start, stop }: Bounds): Map<string, Cell> {
  return new Map<string, Cell>([...table.key, ['_start', new Time(start)], ['_stop', new Time(stop)]]);
}

function windowOf({ every, offset }: Windows, bounds: Bounds, time: bigint): Bounds {
  if (every === INFINITE.nanos) return bounds;
  const into = (((time - offset) % every) + every) % every;
  return clip({ start: time - into, stop: time - into + every }, bounds);
}

function* allWindows(plan: Windows, bounds: Bounds): Generator<Bounds> {
  for (let at = bounds.start; at < bounds.stop; ) {
    const each = windowOf(plan, bounds, at);
    yield each;
    at = each.stop;
  }
}

function clip(window: Bounds, bounds: Bounds): Bounds {
  return {
    start: window.start < bounds.start ? bounds.start : window.start,
    stop: window.stop > bounds.stop ? bounds.stop : window.stop,
  };
}

function oneEmptyRow(table: Table): Table {
  return { ...shape(table), rows: [new Map(table.key)] };
}

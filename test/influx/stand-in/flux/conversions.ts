/** Functions over single values: conversions between types, and the few of other kinds that queries need. */
import { ANY, ARRAY, Given, STREAM } from './arguments.ts';
import { readDuration, readTime } from './literals.ts';
import { bounded } from './sources.ts';
import { FluxError } from './syntax.ts';
import { columnsOf } from './tables.ts';
import { asCell, type Cell, cellText, Duration, FluxFunction, Time, Unsigned, type Value } from './values.ts';

type Conversion = (cell: Exclude<Cell, null>) => Cell | undefined;

/** Undefined: this value cannot be converted, which fails the query. */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  string: (cell) => cellText(cell),
  float: (cell) => {
    if (typeof cell === 'string')
      return cell.trim() === '' || Number.isNaN(Number(cell)) ? undefined : Number(cell);
    if (cell instanceof Unsigned) return Number(cell.value);
    return cell instanceof Time || cell instanceof Duration ? undefined : Number(cell);
  },
  int: (cell) => whole(cell),
  uint: (cell) => {
    const value = whole(cell);
    return value === undefined || value < 0n ? undefined : new Unsigned(value);
  },
  bool: (cell) => {
    if (cell === 'true' || cell === 'false') return cell === 'true';
    if (typeof cell === 'boolean') return cell;
    return cell === 1 || cell === 1n ? true : cell === 0 || cell === 0n ? false : undefined;
  },
  time: (cell) => {
    if (cell instanceof Time) return cell;
    const nanos = typeof cell === 'string' ? readTime(cell) : typeof cell === 'bigint' ? cell : null;
    return nanos === null ? undefined : new Time(nanos);
  },
  duration: (cell) => {
    if (cell instanceof Duration) return cell;
    if (typeof cell === 'bigint') return new Duration(cell);
    const read = typeof cell === 'string' ? readDuration(cell) : null;
    return read === null ? undefined : new Duration(read.nanos, read.months);
  },
};

function whole(cell: Exclude<Cell, null>): bigint | undefined {
  if (typeof cell === 'bigint') return cell;
  if (typeof cell === 'number') return Number.isFinite(cell) ? BigInt(Math.trunc(cell)) : undefined;
  if (typeof cell === 'boolean') return cell ? 1n : 0n;
  if (cell instanceof Unsigned) return BigInt.asIntN(64, cell.value);
  if (cell instanceof Time || cell instanceof Duration) return cell.nanos;
  return /^[+-]?\d+$/.test(cell) ? BigInt(cell) : undefined;
}

const TO_COLUMN: Readonly<Record<string, string>> = {
  toString: 'string',
  toFloat: 'float',
  toInt: 'int',
  toUInt: 'uint',
  toBool: 'bool',
  toTime: 'time',
};

export function conversions(now: bigint): FluxFunction[] {
  const single = Object.keys(CONVERSIONS).map(
    (name) =>
      new FluxFunction(name, null, (args) => {
        const given = new Given(name, args);
        const value = given.required('v', ANY);
        given.nothingElse();
        return convert(name, value);
      }),
  );
  const columns = Object.entries(TO_COLUMN).map(
    ([name, kind]) =>
      new FluxFunction(name, 'tables', (args) => {
        const given = new Given(name, args);
        const stream = bounded(given.required('tables', STREAM), name);
        given.nothingElse();
        return stream.with(
          stream.tables.map((table) => {
            const rows = table.rows.map(
              (row) =>
                new Map([
                  ...row,
                  ['_value', asCell(convert(kind, row.get('_value') ?? null), name)] as const,
                ]),
            );
            return { key: table.key, columns: columnsOf(rows, table.columns), rows };
          }),
        );
      }),
  );
  return [...single, ...columns, contains, new FluxFunction('now', null, () => new Time(now))];
}

function convert(name: string, value: Value): Value {
  const cell = asCell(value, `the argument of ${name}`);
  if (cell === null) return null;
  const converted = CONVERSIONS[name]?.(cell);
  if (converted === undefined)
    throw new FluxError(`${name}: cannot convert ${JSON.stringify(cellText(cell))}`);
  return converted;
}

const contains = new FluxFunction('contains', null, (args) => {
  const given = new Given('contains', args);
  const value = given.required('value', ANY);
  const set = given.required('set', ARRAY);
  given.nothingElse();
  if (value === null) return false;
  const cell = asCell(value, 'contains: value');
  return set.some((each) => {
    const other = asCell(each, 'contains: set');
    if (other !== null && typeof other !== typeof cell)
      throw new FluxError('contains: value and set differ in type');
    return cellText(other) === cellText(cell);
  });
});

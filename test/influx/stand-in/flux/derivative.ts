/**
 * The rate of change between a row and the one before it: `derivative`, of which only the plain kind is known here
 * (docs.influxdata.com/flux/v0/stdlib/universe/derivative/). What `nonNegative` makes of a counter that began again is
 * documented in two ways; a query that filters negative rates needs neither.
 */
import { DURATION } from './arguments.ts';
import { over } from './shapes.ts';
import { FluxError } from './syntax.ts';
import type { Row } from './tables.ts';
import { type Cell, type CellType, Duration, Time } from './values.ts';

export const derivative = over('derivative', (given) => {
  const unit = given.optional('unit', DURATION) ?? new Duration(1_000_000_000n);
  if (unit.months !== 0n || unit.nanos <= 0n)
    throw new FluxError('derivative: unit must be a length of time');
  return (stream) =>
    stream.with(
      stream.tables.map((table) => {
        const rows = table.rows.flatMap((row, index) => {
          const before = table.rows[index - 1];
          return before === undefined
            ? []
            : [new Map<string, Cell>([...row, ['_value', rate(before, row, unit.nanos)]])];
        });
        return {
          key: table.key,
          columns: new Map<string, CellType>([...table.columns, ['_value', 'double']]),
          rows,
        };
      }),
    );
});

function rate(before: Row, row: Row, unit: bigint): Cell {
  const [from, to] = [before.get('_time'), row.get('_time')];
  if (!(from instanceof Time) || !(to instanceof Time)) throw new FluxError('derivative: no column "_time"');
  return (number(row) - number(before)) / (Number(to.nanos - from.nanos) / Number(unit));
}

function number(row: Row): number {
  const value = row.get('_value');
  if (typeof value !== 'number' && typeof value !== 'bigint')
    throw new FluxError('derivative: column "_value" is not a number');
  return Number(value);
}

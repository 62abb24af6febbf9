/**
 * The values of Flux as this stand-in holds them: a float is a number, an integer a bigint, null is null.
 * The basic types are those of docs.influxdata.com/flux/v0/spec/types/.
 */
import { FluxError } from './syntax.ts';
import type { Stream } from './tables.ts';

/** An instant, nanoseconds since 1970 UTC. */
export class Time {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** A length of time; months are counted apart, for they have no fixed length. */
export class Duration {
  readonly months: bigint;
  readonly nanos: bigint;
  constructor(nanos: bigint, months = 0n) {
    this.nanos = nanos;
    this.months = months;
  }
}

export class Unsigned {
  readonly value: bigint;
  constructor(value: bigint) {
    this.value = value;
  }
}

/** What a cell of a table may hold. */
export type Cell = null | number | bigint | Unsigned | string | boolean | Time | Duration;
export type FluxRecord = ReadonlyMap<string, Value>;
export type Arguments = ReadonlyMap<string, Value>;

/** A function: `pipe` names the parameter that takes what is piped in. It checks its own arguments. */
export class FluxFunction {
  readonly name: string;
  readonly pipe: string | null;
  readonly apply: (given: Arguments) => Value;
  constructor(name: string, pipe: string | null, apply: (given: Arguments) => Value) {
    this.name = name;
    this.pipe = pipe;
    this.apply = apply;
  }
}

export type Value = Cell | RegExp | FluxRecord | readonly Value[] | FluxFunction | Stream;

export type CellType =
  | 'double'
  | 'long'
  | 'unsignedLong'
  | 'string'
  | 'boolean'
  | 'dateTime:RFC3339'
  | 'duration';

/** The type of a cell by its name in annotated CSV; null for null, which has none of its own. */
export function cellType(cell: Cell): CellType | null {
  if (cell === null) return null;
  if (typeof cell === 'number') return 'double';
  if (typeof cell === 'bigint') return 'long';
  if (typeof cell === 'string') return 'string';
  if (typeof cell === 'boolean') return 'boolean';
  if (cell instanceof Time) return 'dateTime:RFC3339';
  return cell instanceof Duration ? 'duration' : 'unsignedLong';
}

export function isRecord(value: Value): value is FluxRecord {
  return value instanceof Map;
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function asCell(value: Value, what: string): Cell {
  const scalar =
    value === null ||
    ['number', 'bigint', 'string', 'boolean'].includes(typeof value) ||
    value instanceof Time ||
    value instanceof Duration ||
    value instanceof Unsigned;
  if (!scalar) throw new FluxError(`${what} cannot be a column of a table`);
  return value as Cell;
}

/** RFC 3339 with as many digits of a second as it takes. */
export function timeText(nanos: bigint): string {
  const billion = 1_000_000_000n;
  const second = nanos >= 0n ? nanos / billion : -((billion - 1n - nanos) / billion);
  const rest = nanos - second * billion;
  const base = new Date(Number(second) * 1000).toISOString().slice(0, 19);
  return rest === 0n ? `${base}Z` : `${base}.${String(rest).padStart(9, '0').replace(/0+$/, '')}Z`;
}

const DURATION_UNITS: readonly (readonly [string, bigint])[] = [
  ['w', 604_800_000_000_000n],
  ['d', 86_400_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
  ['s', 1_000_000_000n],
  ['ms', 1_000_000n],
  ['us', 1000n],
  ['ns', 1n],
];

export function durationText(duration: Duration): string {
  const negative = duration.nanos < 0n || duration.months < 0n;
  let rest = duration.nanos < 0n ? -duration.nanos : duration.nanos;
  const months = duration.months < 0n ? -duration.months : duration.months;
  let text = months === 0n ? '' : `${months}mo`;
  for (const [unit, nanos] of DURATION_UNITS) {
    if (rest >= nanos) text += `${rest / nanos}${unit}`;
    rest %= nanos;
  }
  return `${negative ? '-' : ''}${text === '' ? '0ns' : text}`;
}

/** How a cell is written in annotated CSV, and by `string(v:)`. Null is the empty text. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Time) return timeText(cell.nanos);
  if (cell instanceof Duration) return durationText(cell);
  if (cell instanceof Unsigned) return String(cell.value);
  return String(cell);
}

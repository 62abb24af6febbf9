/**
 * Flux as far as this project's queries and dashboards use it: `parseFlux` checks a text against the documented grammar,
 * `evaluateFlux` runs it over stored points. What is unknown, here or in Flux, is refused and never passed over in silence.
 */
import { aggregates } from './aggregates.ts';
import { conversions } from './conversions.ts';
import { derivative } from './derivative.ts';
import { interpret, Scope } from './interpret.ts';
import { checkNames } from './names.ts';
import { packages } from './packages.ts';
import { parseFlux } from './parse.ts';
import { pivot } from './pivot.ts';
import { shapes } from './shapes.ts';
import { bounded, type PointSource, sources } from './sources.ts';
import { FluxError, type Program, type Statement } from './syntax.ts';
import { Stream, type Table } from './tables.ts';
import { Duration, type FluxFunction, isRecord, Time, type Value } from './values.ts';
import { INFINITE, windows } from './windows.ts';

export { resultsCsv } from './annotated-csv.ts';
export { parseFlux } from './parse.ts';
export { BucketMissing, type PointSource } from './sources.ts';
export { FluxError } from './syntax.ts';
export type { Row, Table } from './tables.ts';
export { type Cell, Duration, Time, Unsigned } from './values.ts';

export type FluxSettings = {
  /** ms UTC: what `now()` says. */
  readonly now: number;
  /** The record `v`, as Grafana fills it: timeRangeStart, timeRangeStop (Time), windowPeriod (Duration), defaultBucket … */
  readonly variables?: Readonly<Record<string, Value>>;
};

/** The tables of one `yield`, under its name. */
export type FluxResult = { readonly name: string; readonly tables: readonly Table[] };

/** Runs a program. Throws FluxError for what is no Flux or what it cannot do, BucketMissing for a bucket that is not there. */
export function evaluateFlux(text: string, points: PointSource, settings: FluxSettings): FluxResult[] {
  const program = parseFlux(text);
  const known = new Map([...builtins(points, settings), ...imported(program, packages(points))]);
  checkNames(program.statements, known);
  const scope = new Scope(new Scope(null, known));
  const results = new Map<string, readonly Table[]>();
  for (const statement of program.statements) {
    const value = run(statement, scope);
    // A yield also counts where it is assigned to a name; a plain stream only where it stands alone.
    if (!(value instanceof Stream) || (statement.kind === 'assign' && value.yields === null)) continue;
    const name = value.yields ?? '_result';
    if (results.has(name)) throw new FluxError(`found more than one call to yield() with the name "${name}"`);
    results.set(name, bounded(value, 'its result').tables);
  }
  if (results.size === 0) throw new FluxError('this Flux script returns no streaming data');
  return [...results].map(([name, tables]) => ({ name, tables }));
}

function run(statement: Statement, scope: Scope): Value {
  const value = interpret(statement.value, scope);
  if (statement.kind === 'return') throw new FluxError('return is only known in a function', statement.place);
  if (statement.kind === 'assign') scope.define(statement.name, value, statement.place);
  if (statement.kind === 'option') {
    if (statement.of !== null || !['v', 'now', 'task', 'location'].includes(statement.name))
      throw new FluxError(`option "${statement.name}" is not known`, statement.place);
    if (statement.name === 'v' && !isRecord(value))
      throw new FluxError('option v is a record', statement.place);
    // The stand-in reads no zone: windows that would need one must not pass.
    if (statement.name === 'location' || statement.name === 'now')
      throw new FluxError(`this stand-in cannot change option ${statement.name}`, statement.place);
    scope.define(statement.name, value, statement.place, true);
    return null;
  }
  return value;
}

function imported({ imports }: Program, known: ReadonlyMap<string, Value>): [string, Value][] {
  return imports.map(({ alias, path, place }) => {
    const found = known.get(path);
    if (found === undefined) throw new FluxError(`invalid import path ${path}`, place);
    return [alias, found];
  });
}

function builtins(points: PointSource, { now, variables }: FluxSettings): [string, Value][] {
  const nanos = BigInt(now) * 1_000_000n;
  const functions: FluxFunction[] = [
    ...sources(points, nanos),
    ...shapes(),
    ...windows(),
    ...aggregates(),
    ...conversions(nanos),
    derivative,
    pivot,
  ];
  return [
    ...functions.map((each): [string, Value] => [each.name, each]),
    ['true', true],
    ['false', false],
    ['inf', INFINITE],
    ...(variables === undefined ? [] : [['v', new Map(Object.entries(variables))] as [string, Value]]),
  ];
}

/** For `variables`: an instant, and a length of time, both in ms. */
export function fluxTime(ms: number): Time {
  return new Time(BigInt(ms) * 1_000_000n);
}
export function fluxSpan(ms: number): Duration {
  return new Duration(BigInt(ms) * 1_000_000n);
}

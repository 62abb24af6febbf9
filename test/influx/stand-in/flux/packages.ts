/**
 * The packages that may be imported: of the standard library (docs.influxdata.com/flux/v0/stdlib/) what the queries of this
 * project need. Importing any other is refused.
 */
import { ANY, ARRAY, DURATION, Given, INSTANT, STREAM, STRING } from './arguments.ts';
import { Sealed } from './interpret.ts';
import { turned } from './pivot.ts';
import { bounded, type PointSource } from './sources.ts';
import { FluxError } from './syntax.ts';
import { columnsOf, Stream } from './tables.ts';
import { asCell, type Cell, FluxFunction, isRecord, Time, type Value } from './values.ts';

export type Packages = ReadonlyMap<string, Value>;

export function packages(points: PointSource): Packages {
  const of = (...functions: FluxFunction[]): Sealed => new Sealed(functions.map((each) => [each.name, each]));
  const math = ['abs', 'floor', 'ceil', 'round', 'sqrt'] as const;
  return new Map<string, Value>([
    ['math', of(...math.map(mathOf))],
    ['array', of(arrayFrom)],
    ['date', of(truncate)],
    [
      'strings',
      of(
        text('toUpper', (v) => v.toUpperCase()),
        text('toLower', (v) => v.toLowerCase()),
      ),
    ],
    [
      'influxdata/influxdb/schema',
      of(fieldsAsCols, tagValues('tagValues', points), tagValues('measurementTagValues', points)),
    ],
  ]);
}

function mathOf(name: 'abs' | 'floor' | 'ceil' | 'round' | 'sqrt'): FluxFunction {
  return new FluxFunction(name, null, (args) => {
    const given = new Given(name, args);
    const x = given.required('x', ANY);
    given.nothingElse();
    if (x !== null && typeof x !== 'number') throw new FluxError(`${name}: expected float (argument x)`);
    // Go rounds a half away from zero.
    if (x !== null && name === 'round') return Math.sign(x) * Math.round(Math.abs(x));
    return x === null ? null : Math[name](x);
  });
}

function text(name: string, change: (value: string) => string): FluxFunction {
  return new FluxFunction(name, null, (args) => {
    const given = new Given(name, args);
    const v = given.required('v', STRING);
    given.nothingElse();
    return change(v);
  });
}

const truncate = new FluxFunction('truncate', null, (args) => {
  const given = new Given('truncate', args);
  const t = given.required('t', INSTANT);
  const unit = given.required('unit', DURATION);
  given.nothingElse();
  if (!(t instanceof Time) || unit.nanos <= 0n) throw new FluxError('truncate: expected a time and a unit');
  const into = ((t.nanos % unit.nanos) + unit.nanos) % unit.nanos;
  return new Time(t.nanos - into);
});

const arrayFrom = new FluxFunction('from', null, (args) => {
  const given = new Given('array.from', args);
  const rows = given.required('rows', ARRAY).map((each) => {
    if (!isRecord(each)) throw new FluxError('array.from: expected records');
    return new Map(
      [...each].map(([label, value]) => [label, asCell(value, `array.from: column ${label}`)] as const),
    );
  });
  given.nothingElse();
  if (rows.length === 0) throw new FluxError('array.from: rows must be non-empty');
  return new Stream([{ key: new Map<string, Cell>(), columns: columnsOf(rows), rows }]);
});

const fieldsAsCols = new FluxFunction('fieldsAsCols', 'tables', (args) => {
  const given = new Given('fieldsAsCols', args);
  const stream = bounded(given.required('tables', STREAM), 'fieldsAsCols');
  given.nothingElse();
  return turned(stream, { rowKey: ['_time'], columnKey: ['_field'], valueColumn: '_value' });
});

/** The distinct values of a tag in all time: the real one looks back 30 days unless told otherwise. */
function tagValues(name: 'tagValues' | 'measurementTagValues', points: PointSource): FluxFunction {
  return new FluxFunction(name, null, (args) => {
    const given = new Given(name, args);
    const bucket = given.required('bucket', STRING);
    const tag = given.required('tag', STRING);
    const measurement = name === 'tagValues' ? null : given.required('measurement', STRING);
    given.nothingElse();
    const values = new Set<string>();
    for (const series of points.series(bucket) ?? []) {
      const value = series.tags.get(tag);
      if (value !== undefined && (measurement === null || series.measurement === measurement))
        values.add(value);
    }
    const rows = [...values].sort().map((value) => new Map<string, Cell>([['_value', value]]));
    return new Stream([{ key: new Map(), columns: new Map([['_value', 'string'] as const]), rows }]);
  });
}

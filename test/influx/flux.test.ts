import { describe, expect, test } from 'vitest';
import {
  type Cell,
  evaluateFlux,
  FluxError,
  fluxSpan,
  fluxTime,
  type PointSource,
  parseFlux,
  resultsCsv,
} from './stand-in/flux/flux.ts';
import { cellText } from './stand-in/flux/values.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;

/** Two fridges at one site and a box under way, a reading every ten minutes from noon on. */
const points: PointSource = {
  series: (bucket) =>
    bucket !== 'giulanh'
      ? null
      : [
          series({ site: 'tram-1', unit: 'fridge-1', device: 'd1' }, [4, 5, 6, 7, 8, 9, 10]),
          series({ site: 'tram-1', unit: 'fridge-2', device: 'd2' }, [2, 2, 2, 2, 2, 2, 2]),
          series({ unit: 'box-1', device: 'd3' }, [-1.5, 0.25]),
        ],
};

function series(tags: Record<string, string>, celsius: readonly number[]) {
  return {
    measurement: 'temperature',
    tags: new Map(Object.entries(tags)),
    fields: new Map([
      ['celsius', 'double' as const],
      ['door', 'boolean' as const],
    ]),
    points: celsius.map((value, index) => ({
      time: BigInt(NOON + index * 10 * MINUTE) * 1_000_000n,
      fields: new Map<string, Cell>(
        index === 0
          ? [
              ['celsius', value],
              ['door', true],
            ]
          : [['celsius', value]],
      ),
    })),
  };
}

const settings = { now: NOON + 120 * MINUTE };

/** The cells of `labels` of every row of the only result, table after table. */
function rows(text: string, ...labels: string[]): string[] {
  const results = evaluateFlux(text, points, settings);
  expect(results).toHaveLength(1);
  return (results[0]?.tables ?? []).flatMap((table) =>
    table.rows.map((row) => labels.map((label) => cellText(row.get(label) ?? null)).join(' ')),
  );
}

const HOUR = 'from(bucket: "giulanh") |> range(start: 2026-11-22T12:00:00Z, stop: 2026-11-22T13:00:00Z)';
const CELSIUS = `${HOUR} |> filter(fn: (r) => r._measurement == "temperature" and r._field == "celsius")`;

describe('a text that is not Flux is refused with the place of the mistake', () => {
  test.each([
    ['a call that is not closed', 'from(bucket: "x"', 1, 17],
    ['a pipe into nothing', 'from(bucket: "x") |>\n', 2, 1],
    ['a pipe into what is no call', 'x |> y', 1, 3],
    ['a string that is not closed', 'x = "abc', 1, 5],
    ['an escape that is none', 'x = "\\q"', 1, 5],
    ['arguments without a comma', 'f(a: 1 b: 2)', 1, 8],
    ['an argument without a name', 'f(1)', 1, 3],
    ['the same argument twice', 'f(a: 1, a: 2)', 1, 9],
    ['a day that does not exist', 'x = 2026-02-30T00:00:00Z', 1, 5],
    ['a length of time with an unknown unit', 'x = 5q', 1, 5],
    ['an if without else', 'x = if true then 1', 1, 19],
    ['a block that returns nothing', 'f = (r) => { x = 1 }', 1, 14],
    ['an integer past 63 bits', 'x = 9223372036854775808', 1, 5],
    ['SQL', 'SELECT count(*) FROM temperature', 1, 14],
  ])('%s', (_name, text, line, column) => {
    expect(() => parseFlux(text)).toThrow(FluxError);
    expect(place(() => parseFlux(text))).toEqual({ line, column });
  });
});

function place(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error instanceof FluxError ? error.place : error;
  }
  return null;
}

test.each([
  [
    'comments, options and packages',
    '// c\npackage main\nimport "math"\noption task = {name: "t", every: 1h}\nx = 1',
  ],
  ['a function with a piped argument and a default', 'f = (tables=<-, n=5) => tables |> limit(n: n)'],
  ['members by name and by string, and an index', 'x = r["a b"].c[0]'],
  ['regular expressions beside division', 'x = a / b / c\ny = r.x =~ /a\\/b/ or r.y !~ /^c$/'],
  ['a record that extends another', 'f = (r) => ({r with a: 1.0, "b c": 2, d})'],
  ['a block', 'f = (r) => { a = 1\n return a }'],
  [
    'lengths of time and instants',
    'x = [1y2mo3w4d5h6m7s8ms9us10ns, 2026-11-22, 2026-11-22T01:02:03.004+07:00]',
  ],
  ['an expression in a string', `x = "a $${'{b + 1}'} c \\$${'{d}'}"`],
])('%s are Flux', (_name, text) => {
  expect(() => parseFlux(text)).not.toThrow();
});

describe('a query that asks for what does not exist is refused', () => {
  test.each([
    ['an unknown function', `${HOUR} |> frobnicate()`],
    ['an unknown argument', `${HOUR} |> limit(n: 1, m: 2)`],
    ['a missing argument', `${HOUR} |> limit()`],
    ['an argument of another type', `${HOUR} |> limit(n: "1")`],
    ['an unknown package', 'import "no/such"\nx = 1'],
    ['a package without the function', 'import "math"\nx = math.nothing(x: 1.0)'],
    ['reading without a range', 'from(bucket: "giulanh") |> filter(fn: (r) => true)'],
    ['a range that is empty', 'from(bucket: "giulanh") |> range(start: 2026-11-22, stop: 2026-11-22)'],
    ['a bucket that is not there', 'from(bucket: "other") |> range(start: -1h)'],
    ['nothing', 'x = 1'],
    ['two results of one name', `${HOUR}\n${HOUR}`],
    ['the sum of a boolean', `${HOUR} |> filter(fn: (r) => r._field == "door") |> sum()`],
    ['one column of two types', `${HOUR} |> group()`],
    ['a sum of a float and an integer', `${CELSIUS} |> map(fn: (r) => ({r with _value: r._value + 1}))`],
    ['text compared with a number', `${CELSIUS} |> filter(fn: (r) => r.unit > 5)`],
    ['a column that is not there', `${CELSIUS} |> sum(column: "nothing")`],
    [
      'an unknown function where no row reaches it',
      `${CELSIUS} |> filter(fn: (r) => r.unit == "none") |> map(fn: (r) => ({x: foo(v: r)}))`,
    ],
    ['a name given twice', `x = 1\nx = 2\n${CELSIUS}`],
  ])('%s', (_name, text) => {
    expect(() => evaluateFlux(text, points, settings)).toThrow(FluxError);
  });
});

describe('a query returns what the documentation says', () => {
  test('the range includes its start and not its end', () => {
    expect(rows(`${CELSIUS} |> filter(fn: (r) => r.unit == "fridge-1")`, '_value')).toEqual([
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
  });

  test('every series is a table of its own until it is grouped', () => {
    expect(rows(`${CELSIUS} |> count()`, 'unit', '_value').sort()).toEqual([
      'box-1 2',
      'fridge-1 6',
      'fridge-2 6',
    ]);
    expect(rows(`${CELSIUS} |> group() |> count()`, '_value')).toEqual(['14']);
    expect(rows(`${CELSIUS} |> group(columns: ["site"]) |> count()`, 'site', '_value').sort()).toEqual([
      ' 2',
      'tram-1 12',
    ]);
  });

  test('an aggregate keeps the group key and drops the time', () => {
    expect(
      rows(`${CELSIUS} |> group(columns: ["device"]) |> mean()`, 'device', 'unit', '_time', '_value').sort(),
    ).toEqual(['d1   6.5', 'd2   2', 'd3   -0.625']);
  });

  test('a selector keeps its whole row', () => {
    expect(rows(`${CELSIUS} |> group() |> max()`, 'unit', '_time', '_value')).toEqual([
      'fridge-1 2026-11-22T12:50:00Z 9',
    ]);
    expect(rows(`${CELSIUS} |> group() |> min()`, 'unit', '_time', '_value')).toEqual([
      'box-1 2026-11-22T12:00:00Z -1.5',
    ]);
  });

  test('a missing tag is null: neither equal nor different, and it does not exist', () => {
    expect(rows(`${CELSIUS} |> filter(fn: (r) => r.site != "tram-1")`, 'unit')).toEqual([]);
    expect(rows(`${CELSIUS} |> filter(fn: (r) => not exists r.site) |> count()`, 'unit')).toEqual(['box-1']);
    expect(
      rows(
        `${CELSIUS} |> filter(fn: (r) => contains(value: r.unit, set: ["box-1", "x"])) |> count()`,
        'unit',
      ),
    ).toEqual(['box-1']);
  });

  test('windows are aligned to 1970 and cut to the range; a window is named by its end unless told otherwise', () => {
    const windows = (more: string) =>
      rows(
        `from(bucket: "giulanh") |> range(start: 2026-11-22T12:05:00Z, stop: 2026-11-22T13:15:00Z)
          |> filter(fn: (r) => r._field == "celsius" and r.unit == "fridge-1")
          |> aggregateWindow(every: 30m, fn: count${more})`,
        '_time',
        '_value',
      );
    expect(windows('')).toEqual([
      '2026-11-22T12:30:00Z 2',
      '2026-11-22T13:00:00Z 3',
      '2026-11-22T13:15:00Z 1',
    ]);
    expect(windows(', timeSrc: "_start"')).toEqual([
      '2026-11-22T12:05:00Z 2',
      '2026-11-22T12:30:00Z 3',
      '2026-11-22T13:00:00Z 1',
    ]);
  });

  test('empty windows are made unless told otherwise', () => {
    const windows = (fn: string, more: string) =>
      rows(
        `${CELSIUS} |> filter(fn: (r) => r.unit == "box-1") |> aggregateWindow(every: 30m, fn: ${fn}${more})`,
        '_time',
        '_value',
      );
    expect(windows('count', '')).toEqual(['2026-11-22T12:30:00Z 2', '2026-11-22T13:00:00Z 0']);
    expect(windows('mean', '')).toEqual(['2026-11-22T12:30:00Z -0.625', '2026-11-22T13:00:00Z ']);
    expect(windows('mean', ', createEmpty: false')).toEqual(['2026-11-22T12:30:00Z -0.625']);
    expect(windows('last', ', createEmpty: false')).toEqual(['2026-11-22T12:30:00Z 0.25']);
  });

  test('pivot puts the fields of one instant into one row', () => {
    expect(
      rows(
        `${HOUR} |> filter(fn: (r) => r.unit == "box-1")
          |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value") |> sort(columns: ["_time"])`,
        '_time',
        'celsius',
        'door',
      ),
    ).toEqual(['2026-11-22T12:00:00Z -1.5 true', '2026-11-22T12:10:00Z 0.25 ']);
  });

  test('map, keep, rename, sort and limit', () => {
    expect(
      rows(
        `${CELSIUS} |> group() |> map(fn: (r) => ({r with milli: int(v: r._value * 1000.0)}))
          |> keep(columns: ["milli", "unit"]) |> rename(columns: {unit: "where"})
          |> sort(columns: ["milli"], desc: true) |> limit(n: 2, offset: 1)`,
        'where',
        'milli',
      ),
    ).toEqual(['fridge-1 8000', 'fridge-1 7000']);
  });

  test('a dropped key column joins the tables that it kept apart', () => {
    expect(
      rows(`${CELSIUS} |> drop(columns: ["unit", "device"]) |> count()`, 'site', '_value').sort(),
    ).toEqual([' 2', 'tram-1 12']);
  });

  test('union and names of results', () => {
    const results = evaluateFlux(
      `a = ${CELSIUS} |> filter(fn: (r) => r.device == "d1")
       b = ${CELSIUS} |> filter(fn: (r) => r.device == "d2")
       union(tables: [a, b]) |> group() |> count() |> yield(name: "both")
       a |> last() |> yield(name: "last")`,
      points,
      settings,
    );
    expect(results.map(({ name, tables }) => [name, tables[0]?.rows[0]?.get('_value')])).toEqual([
      ['both', 12n],
      ['last', 9],
    ]);
  });

  test('the variables that Grafana sends, and its option v', () => {
    const text = `from(bucket: v.defaultBucket) |> range(start: v.timeRangeStart, stop: v.timeRangeStop)
      |> filter(fn: (r) => r._field == "celsius" and r.unit == "fridge-1") |> aggregateWindow(every: v.windowPeriod, fn: mean)`;
    const variables = {
      defaultBucket: 'giulanh',
      timeRangeStart: fluxTime(NOON),
      timeRangeStop: fluxTime(NOON + 60 * MINUTE),
      windowPeriod: fluxSpan(60 * MINUTE),
    };
    const results = evaluateFlux(text, points, { ...settings, variables });
    expect(results[0]?.tables[0]?.rows[0]?.get('_value')).toBe(6.5);
    expect(() => evaluateFlux(text, points, settings)).toThrow(FluxError);
    expect(
      rows(
        `option v = {timeRangeStart: -2h, timeRangeStop: -1h}\n${text.replace('v.defaultBucket', '"giulanh"').replace('v.windowPeriod', '1h')}`,
        '_value',
      ),
    ).toEqual(['6.5']);
  });
});

test('annotated CSV carries types, the group key and a new header where the columns change', () => {
  const results = evaluateFlux(
    `${HOUR} |> filter(fn: (r) => r.unit == "box-1") |> first() |> drop(columns: ["_start", "_stop"])`,
    points,
    settings,
  );
  const dialect = { header: true, delimiter: ',', annotations: ['datatype', 'group', 'default'] as const };
  expect(resultsCsv(results, dialect)).toBe(
    [
      '#datatype,string,long,dateTime:RFC3339,double,string,string,string,string',
      '#group,false,false,false,false,true,true,true,true',
      '#default,_result,,,,,,,',
      ',result,table,_time,_value,_field,_measurement,device,unit',
      ',,0,2026-11-22T12:00:00Z,-1.5,celsius,temperature,d3,box-1',
      '',
      '#datatype,string,long,dateTime:RFC3339,boolean,string,string,string,string',
      '#group,false,false,false,false,true,true,true,true',
      '#default,_result,,,,,,,',
      ',result,table,_time,_value,_field,_measurement,device,unit',
      ',,1,2026-11-22T12:00:00Z,true,door,temperature,d3,box-1',
      '',
      '',
    ].join('\r\n'),
  );
});

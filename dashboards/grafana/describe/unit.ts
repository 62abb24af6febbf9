/** Một thiết bị: its probes' curves against limits, its excursions on the axis, and what else its devices measure. */
import { bucket, field, inRange, ofSite, pipe, rows, siteChoice, tagValues, windows } from './phrases.ts';
import type { Annotation, Dashboard, Panel, Query } from './shapes.ts';

const OF_UNIT = `"unit" = '\${unit}'`;
const ofUnit = 'filter(fn: (r) => r.unit == "${unit}")';

/** A field's windows, per set of `tags`. Series that differ in the others (also, site) are one line. */
const curve = (name: string, fn: 'max' | 'min' | 'mean', tags: readonly string[]): Query => ({
  influxql: `SELECT ${fn}("${name}") FROM "temperature" WHERE ${OF_UNIT} AND $timeFilter GROUP BY ${['time($__interval)', ...tags.map((tag) => `"${tag}"`)].join(', ')} fill(none)`,
  flux: pipe(
    bucket,
    inRange,
    field('temperature', name),
    ofUnit,
    `group(columns: ${JSON.stringify(tags)})`,
    windows(fn),
    `keep(columns: ${JSON.stringify(['_time', '_value', ...tags])})`,
  ),
});

/** Drawn over the readings' own time, so that it is as long as they are. */
const constant = (variable: string): Query => ({
  influxql: `SELECT max("celsius") * 0 + \${${variable}} FROM "temperature" WHERE ${OF_UNIT} AND $timeFilter GROUP BY time($__interval) fill(none)`,
  flux: pipe(
    curve('celsius', 'max', []).flux,
    `map(fn: (r) => ({_time: r._time, _value: float(v: "\${${variable}}")}))`,
  ),
});

/** From the first excursion in the range on, the limit that it broke. */
const brokenLimit: Query = {
  influxql: `SELECT last("limit") FROM "excursion" WHERE "subject" = 'unit' AND ${OF_UNIT} AND $timeFilter GROUP BY time($__interval), "rule" fill(previous)`,
  flux: pipe(
    bucket,
    inRange,
    field('excursion', 'limit'),
    ofUnit,
    'group(columns: ["rule"])',
    'sort(columns: ["_time"])',
    windows('last', true),
    'fill(usePrevious: true)',
    'keep(columns: ["_time", "_value", "rule"])',
  ),
};

/** How many readings saw it: a mean or a last value would miss a short one. */
const sightings = (name: 'door' | 'power', value: boolean): Query => ({
  influxql: `SELECT count("${name}") FROM "temperature" WHERE ${OF_UNIT} AND "${name}" = ${value} AND $timeFilter GROUP BY time($__interval), "device" fill(none)`,
  flux: pipe(
    bucket,
    inRange,
    field('temperature', name),
    ofUnit,
    `filter(fn: (r) => ${value ? '' : 'not '}r._value)`,
    'group(columns: ["device"])',
    windows('count'),
    'keep(columns: ["_time", "_value", "device"])',
  ),
});

/** Those that touch the range, also when they began up to 30 days before it. */
const excursions = (open: boolean): Query => ({
  influxql: `SELECT "rule" AS "text", ${open ? '"end" * 0 + ${__to}' : '"end"'} AS "timeEnd" FROM "excursion" WHERE "subject" = 'unit' AND ${OF_UNIT} AND "present" = true AND "open" = ${open} AND time > \${__from}ms - 30d AND time <= \${__to}ms${open ? '' : ' AND "end" >= ${__from}'} LIMIT 500`,
  flux: pipe(
    bucket,
    'range(start: time(v: int(v: v.timeRangeStart) - 2592000000000000), stop: v.timeRangeStop)',
    'filter(fn: (r) => r._measurement == "excursion")',
    ofUnit,
    rows,
    'group()',
    `filter(fn: (r) => r.present and ${open ? 'r.open' : 'not r.open and r.end >= ${__from}'})`,
    'limit(n: 500)',
    `map(fn: (r) => ({time: r._time, timeEnd: ${open ? '${__to}' : 'r.end'}, text: r.rule}))`,
  ),
});

const annotations: readonly Annotation[] = [
  { name: 'Vượt ngưỡng / Excursions', colour: 'orange', query: excursions(false) },
  { name: 'Vượt ngưỡng đang mở / Open excursions', colour: 'red', query: excursions(true) },
];

const line = (title: string, unit: string, name: string, fn: 'min' | 'mean'): Panel => ({
  title,
  kind: 'timeseries',
  width: 12,
  height: 7,
  unit,
  decimals: 0,
  gapMs: 3_600_000,
  targets: [{ shape: 'series', name: '${__field.labels.device}', ...curve(name, fn, ['device']) }],
});

const probe = '${__field.labels.device}/${__field.labels.probe}';

export const unit: Dashboard = {
  slug: 'unit',
  title: 'Giữ Lạnh · Một thiết bị / One unit',
  about:
    'Đường cong của từng đầu đo. Ngưỡng vẽ để nhìn; vượt ngưỡng do hệ thống tính. / The curves of each probe. The limits are drawn to look at; excursions are what the service found.',
  from: 'now-7d',
  refresh: '1m',
  choices: [
    siteChoice(false),
    {
      kind: 'query',
      name: 'unit',
      label: 'Thiết bị / Unit',
      all: false,
      several: false,
      query: {
        influxql: `SHOW TAG VALUES FROM "temperature" WITH KEY = "unit" WHERE ${ofSite.influxql} LIMIT 5000`,
        flux: tagValues('temperature', 'unit', 5000, ofSite.flux),
      },
    },
    { kind: 'number', name: 'warm', label: 'Vạch trên / Upper line °C', value: '8' },
    { kind: 'number', name: 'cold', label: 'Vạch dưới / Lower line °C', value: '2' },
  ],
  annotations,
  panels: [
    {
      title: 'Nhiệt độ / Temperature',
      hint: 'Cao nhất và thấp nhất của mỗi bước thời gian, nên không đỉnh nào mất khi thu nhỏ. / The highest and lowest of each step, so that zooming out loses no peak.',
      kind: 'timeseries',
      width: 24,
      height: 14,
      unit: 'celsius',
      decimals: 1,
      gapMs: 900_000,
      looks: [
        { of: 'C', dashed: 'red' },
        { of: 'D', dashed: 'blue' },
        { of: 'E', dashed: 'orange' },
      ],
      targets: [
        { shape: 'series', name: `${probe} ↑`, ...curve('celsius', 'max', ['device', 'probe']) },
        { shape: 'series', name: `${probe} ↓`, ...curve('celsius', 'min', ['device', 'probe']) },
        { shape: 'series', name: 'Vạch trên / Upper line', ...constant('warm') },
        { shape: 'series', name: 'Vạch dưới / Lower line', ...constant('cold') },
        { shape: 'series', name: 'Ngưỡng / Limit ${__field.labels.rule}', ...brokenLimit },
      ],
    },
    {
      title: 'Cửa mở / Door open',
      hint: 'Số lần đo thấy cửa mở. / How many readings saw the door open.',
      kind: 'bars',
      width: 12,
      height: 7,
      unit: 'none',
      decimals: 0,
      targets: [{ shape: 'series', name: '${__field.labels.device}', ...sightings('door', true) }],
    },
    {
      title: 'Mất điện / Power off',
      hint: 'Số lần đo thấy mất điện. / How many readings saw the power off.',
      kind: 'bars',
      width: 12,
      height: 7,
      unit: 'none',
      decimals: 0,
      targets: [{ shape: 'series', name: '${__field.labels.device}', ...sightings('power', false) }],
    },
    line('Pin / Battery', 'percent', 'battery', 'min'),
    line('Độ ẩm / Humidity', 'humidity', 'humidity', 'mean'),
  ],
};

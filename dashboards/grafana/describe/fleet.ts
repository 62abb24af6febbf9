/** Sức khỏe thiết bị đo: who is silent, whose battery ends, which sensors fail or contradict themselves. */
import { bucket, field, inRange, ofSite, pipe, SILENT_HINT, siteChoice, windows } from './phrases.ts';
import { heard } from './province.ts';
import type { Dashboard, Look, Query } from './shapes.ts';

const WHERE = `WHERE $timeFilter AND ${ofSite.influxql}`;
/** The newest value of a field per device. */
const newest = (name: string): string =>
  pipe(
    bucket,
    inRange,
    field('temperature', name),
    'last()',
    ofSite.flux,
    'group(columns: ["device"])',
    'sort(columns: ["_time", "_value"])',
    'last()',
    'group()',
  );

/** The devices with the most readings of a kind. */
const most = (name: string, condition: Query): Query => ({
  influxql: `SELECT top("n", "device", 50) AS "readings" FROM (SELECT count("${name}") AS "n" FROM "temperature" ${WHERE}${condition.influxql} GROUP BY "device")`,
  flux: pipe(
    bucket,
    inRange,
    field('temperature', name),
    ...(condition.flux === '' ? [] : [condition.flux]),
    'count()',
    ofSite.flux,
    'group(columns: ["device"])',
    'sum()',
    'group()',
    'sort(columns: ["_value"], desc: true)',
    'limit(n: 50)',
    'rename(columns: {_value: "readings"})',
    'keep(columns: ["device", "readings"])',
  ),
});

const device: Look = { of: 'device', title: 'Máy ghi / Device' };
const counted: readonly Look[] = [
  { of: 'time', hidden: true },
  device,
  { of: 'readings', title: 'Số lần / Readings' },
];

export const fleet: Dashboard = {
  slug: 'fleet',
  title: 'Giữ Lạnh · Máy ghi nhiệt / Fleet health',
  about:
    'Máy ghi nào im lặng, sắp hết pin, hỏng đầu đo. / Which loggers are silent, low on battery, or failing.',
  from: 'now-7d',
  refresh: '5m',
  choices: [siteChoice(true)],
  annotations: [],
  panels: [
    {
      title: 'Máy ghi đang báo và im lặng / Devices reporting and silent',
      hint: SILENT_HINT,
      kind: 'stat',
      width: 6,
      height: 8,
      unit: 'none',
      empty: '0',
      looks: [
        { of: 'reporting', title: 'Đang báo / Reporting' },
        { of: 'silent', title: 'Im lặng / Silent' },
      ],
      targets: [
        { shape: 'table', ...heard('reporting', 'device') },
        { shape: 'table', ...heard('silent', 'device') },
      ],
    },
    {
      title: 'Lỗi đầu đo / Sensor faults',
      kind: 'bars',
      width: 18,
      height: 8,
      unit: 'none',
      decimals: 0,
      targets: [
        {
          shape: 'series',
          name: 'Lỗi / Faults',
          influxql: `SELECT count("fault") FROM "temperature" ${WHERE} GROUP BY time($__interval) fill(none)`,
          flux: pipe(
            bucket,
            inRange,
            field('temperature', 'fault'),
            ofSite.flux,
            'group()',
            windows('count'),
            'keep(columns: ["_time", "_value"])',
          ),
        },
      ],
    },
    {
      title: 'Im lặng lâu nhất / Silent longest',
      hint: 'Số đo cuối của mỗi máy ghi trong khoảng đã chọn, cũ nhất trước. Quá 10 000 máy ghi: lọc theo nơi. / The last reading of each device in the chosen range, oldest first. With more than 10,000 devices, choose sites.',
      kind: 'table',
      width: 12,
      height: 12,
      unit: 'celsius',
      decimals: 1,
      looks: [
        { of: 'time', title: 'Số đo cuối / Last reading', unit: 'dateTimeFromNow' },
        { of: 'celsius', title: '°C' },
        { of: 'site', title: 'Nơi / Site' },
        { of: 'unit', title: 'Thiết bị / Unit' },
        device,
      ],
      // InfluxQL cannot order groups by time; Grafana can.
      sortBy: { column: 'Số đo cuối / Last reading', descending: false },
      targets: [
        {
          shape: 'table',
          influxql: `SELECT last("celsius") AS "celsius", "site", "unit" FROM "temperature" ${WHERE} GROUP BY "device" SLIMIT 10000`,
          flux: pipe(
            newest('celsius'),
            'sort(columns: ["_time", "device"])',
            'limit(n: 10000)',
            'rename(columns: {_time: "time", _value: "celsius"})',
            'keep(columns: ["time", "celsius", "site", "unit", "device"])',
          ),
        },
      ],
    },
    {
      title: 'Pin yếu nhất / Lowest batteries',
      hint: 'Nhiều nhất 100. / At most 100.',
      kind: 'table',
      width: 12,
      height: 12,
      unit: 'percent',
      decimals: 0,
      steps: [
        [null, 'red'],
        [20, 'orange'],
        [40, 'green'],
      ],
      looks: [
        { of: 'time', title: 'Lúc / At', unit: 'dateTimeFromNow' },
        { of: 'battery', title: 'Pin / Battery', coloured: true },
        device,
      ],
      sortBy: { column: 'Pin / Battery', descending: false },
      targets: [
        {
          shape: 'table',
          influxql: `SELECT bottom("b", "device", 100) AS "battery" FROM (SELECT last("battery") AS "b" FROM "temperature" ${WHERE} GROUP BY "device")`,
          flux: pipe(
            newest('battery'),
            'sort(columns: ["_value"])',
            'limit(n: 100)',
            'rename(columns: {_time: "time", _value: "battery"})',
            'keep(columns: ["time", "battery", "device"])',
          ),
        },
      ],
    },
    {
      title: 'Nhiều lỗi nhất / Most faults',
      kind: 'table',
      width: 12,
      height: 8,
      unit: 'none',
      looks: counted,
      sortBy: { column: 'Số lần / Readings', descending: true },
      targets: [{ shape: 'table', ...most('fault', { influxql: '', flux: '' }) }],
    },
    {
      title: 'Hai giá trị cùng lúc / Second values at one instant',
      hint: 'Một đầu đo báo hai nhiệt độ khác nhau cho cùng thời điểm: đồng hồ hoặc máy bị nhân đôi. / A probe that says two temperatures for one instant: its clock, or a cloned device.',
      kind: 'table',
      width: 12,
      height: 8,
      unit: 'none',
      looks: counted,
      sortBy: { column: 'Số lần / Readings', descending: true },
      targets: [
        {
          shape: 'table',
          ...most('celsius', { influxql: ` AND "also" != ''`, flux: 'filter(fn: (r) => exists r.also)' }),
        },
      ],
    },
  ],
};

/** Sổ giao nhận: what happened, how often, and the whole story of one lot. */
import { bucket, field, inRange, pipe, rows, tagValues, windows } from './phrases.ts';
import type { Dashboard, Look } from './shapes.ts';

const COLUMNS = [
  ...['type', 'site', 'parcel', 'from', 'to', 'by'],
  ...['doses', 'reason', 'seq', 'event', 'hash'],
];
const SELECT = COLUMNS.map((name) => `"${name}"`).join(', ');

const looks: readonly Look[] = [
  { of: 'time', title: 'Lúc / At', unit: 'dateTimeAsIso' },
  { of: 'type', title: 'Việc / Event' },
  { of: 'gtin', title: 'GTIN' },
  { of: 'lot', title: 'Lô / Lot' },
  { of: 'site', title: 'Nơi / Site' },
  { of: 'parcel', title: 'Kiện / Parcel' },
  { of: 'from', title: 'Từ / From' },
  { of: 'to', title: 'Đến / To' },
  { of: 'by', title: 'Người / By' },
  { of: 'doses', title: 'Liều / Doses' },
  { of: 'reason', title: 'Lý do / Reason' },
  { of: 'seq', title: 'Số / No.' },
  { of: 'event', title: 'Mã / Id' },
  { of: 'hash', title: 'SHA-256' },
];

/** The newest events first. */
const story = (columns: readonly string[], limit: number, ...filters: readonly string[]): string =>
  pipe(
    bucket,
    inRange,
    'filter(fn: (r) => r._measurement == "custody")',
    ...filters,
    rows,
    'group()',
    'sort(columns: ["_time"], desc: true)',
    `limit(n: ${limit})`,
    'rename(columns: {_time: "time"})',
    `keep(columns: ${JSON.stringify(['time', ...columns])})`,
  );

export const custody: Dashboard = {
  slug: 'custody',
  title: 'Giữ Lạnh · Sổ giao nhận / Custody',
  about:
    'Bản sao của sổ; bằng chứng là sổ trong hệ thống và `giulanh verify`. / A copy of the ledger; the evidence is the ledger itself and `giulanh verify`.',
  from: 'now-90d',
  refresh: '5m',
  choices: [
    {
      kind: 'query',
      name: 'gtin',
      label: 'GTIN',
      all: false,
      several: false,
      query: {
        influxql: 'SHOW TAG VALUES FROM "custody" WITH KEY = "gtin" LIMIT 2000',
        flux: tagValues('custody', 'gtin', 2000, 'filter(fn: (r) => exists r.gtin)'),
      },
    },
    {
      kind: 'query',
      name: 'lot',
      label: 'Lô / Lot',
      all: false,
      several: false,
      query: {
        influxql: `SHOW TAG VALUES FROM "custody" WITH KEY = "lot" WHERE "gtin" = '\${gtin}' LIMIT 2000`,
        flux: tagValues(
          'custody',
          'lot',
          2000,
          'filter(fn: (r) => exists r.gtin and exists r.lot and r.gtin == "${gtin}")',
        ),
      },
    },
  ],
  annotations: [],
  panels: [
    {
      title: 'Việc theo loại / Events by type',
      kind: 'bars',
      width: 16,
      height: 9,
      unit: 'none',
      decimals: 0,
      targets: [
        {
          shape: 'series',
          name: '${__field.labels.type}',
          influxql:
            'SELECT count("event") FROM "custody" WHERE $timeFilter GROUP BY time($__interval), "type" fill(none)',
          flux: pipe(
            bucket,
            inRange,
            field('custody', 'event'),
            'group(columns: ["type"])',
            windows('count'),
            'keep(columns: ["_time", "_value", "type"])',
          ),
        },
      ],
    },
    {
      title: 'Tổng theo loại / Totals by type',
      kind: 'table',
      width: 8,
      height: 9,
      unit: 'none',
      looks: [
        { of: 'time', hidden: true },
        ...looks.slice(1, 2),
        { of: 'events', title: 'Số việc / Events' },
      ],
      targets: [
        {
          shape: 'table',
          influxql:
            'SELECT count("event") AS "events" FROM "custody" WHERE $timeFilter GROUP BY "type" SLIMIT 200',
          flux: pipe(
            bucket,
            inRange,
            field('custody', 'event'),
            'group(columns: ["type"])',
            'count()',
            'group()',
            'limit(n: 200)',
            'rename(columns: {_value: "events"})',
            'keep(columns: ["type", "events"])',
          ),
        },
      ],
    },
    {
      title: 'Lô đã chọn / The chosen lot',
      hint: 'Mới nhất trước, nhiều nhất 500. / Newest first, at most 500.',
      kind: 'table',
      width: 24,
      height: 12,
      unit: 'none',
      looks,
      targets: [
        {
          shape: 'table',
          // A lot may hold quotes (GS1 character set 82), so Grafana quotes it itself.
          influxql: `SELECT ${SELECT} FROM "custody" WHERE $timeFilter AND "gtin" = '\${gtin}' AND "lot" = \${lot:singlequote} ORDER BY time DESC LIMIT 500`,
          flux: story(COLUMNS, 500, 'filter(fn: (r) => r.gtin == "${gtin}" and r.lot == ${lot:doublequote})'),
        },
      ],
    },
    {
      title: 'Việc mới nhất của tỉnh / Newest events of the province',
      hint: 'Nhiều nhất 100. / At most 100.',
      kind: 'table',
      width: 24,
      height: 10,
      unit: 'none',
      looks,
      targets: [
        {
          shape: 'table',
          influxql: `SELECT "gtin", "lot", ${SELECT} FROM "custody" WHERE $timeFilter ORDER BY time DESC LIMIT 100`,
          flux: story(['gtin', 'lot', ...COLUMNS], 100),
        },
      ],
    },
  ],
};

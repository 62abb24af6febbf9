/** Tổng quan tỉnh: who reports, who is silent, what is warm or cold now, and which excursions the range saw. */
import {
  bucket,
  field,
  inRange,
  ofSite,
  pipe,
  recently,
  rows,
  SILENT_HINT,
  siteChoice,
  windows,
} from './phrases.ts';
import type { Dashboard, Query, Steps } from './shapes.ts';

/** For fridges. A freezer is blue all the time, and that is right. */
export const TEMPERATURE_STEPS: Steps = [
  [null, 'dark-blue'],
  [-0.5, 'light-blue'],
  [2, 'green'],
  [8, 'red'],
];

/** The newest value of every probe, with the site where it was measured; of two at one instant either. */
const newest = {
  influxql: `SELECT last("celsius") AS "c", "site" FROM "temperature" WHERE $timeFilter AND ${ofSite.influxql} GROUP BY "unit", "device", "probe"`,
  flux: pipe(
    bucket,
    inRange,
    field('temperature', 'celsius'),
    'last()',
    ofSite.flux,
    'group(columns: ["unit", "device", "probe"])',
    'sort(columns: ["_time", "_value"])',
    'last()',
    'group()',
  ),
};

const extremes = (selector: 'top' | 'bottom'): Query => ({
  influxql: `SELECT ${selector}("c", "unit", "device", "probe", 200) AS "celsius", "site" FROM (${newest.influxql})`,
  flux: pipe(
    newest.flux,
    `sort(columns: ["_value"], desc: ${selector === 'top'})`,
    'limit(n: 200)',
    'rename(columns: {_time: "time", _value: "celsius"})',
    'keep(columns: ["time", "celsius", "site", "unit", "device", "probe"])',
  ),
});

/**
 * How many of what `tag` names have spoken in the last half hour of the range, and how many only before. A zero stands in
 * for a count of nothing, which would make the difference nothing too: "no data" would hide the worst case.
 */
export const heard = (what: 'reporting' | 'silent', tag: 'unit' | 'device'): Query => {
  const of = (when: string) =>
    `(SELECT last("celsius") AS "c" FROM "temperature" WHERE ${when} AND ${ofSite.influxql} GROUP BY "${tag}")`;
  const recent = `SELECT count("c") AS "recent" FROM ${of(recently.influxql)}`;
  const seen = `SELECT count("c") AS "seen", count("c") * 0 AS "recent" FROM ${of('$timeFilter')}`;
  const [now, before] = what === 'reporting' ? ['1.0', '0.0'] : ['0.0', '1.0'];
  return {
    influxql:
      what === 'reporting'
        ? `SELECT sum("recent") AS "reporting" FROM (${recent})`
        : `SELECT sum("seen") - sum("recent") AS "silent" FROM (${seen}), (${recent})`,
    flux: pipe(
      bucket,
      inRange,
      field('temperature', 'celsius'),
      'last()',
      ofSite.flux,
      `group(columns: ["${tag}"])`,
      'sort(columns: ["_time"])',
      'last()',
      'group()',
      `map(fn: (r) => ({_value: if int(v: r._time) >= int(v: v.timeRangeStop) - 1800000000000 then ${now} else ${before}}))`,
      'sum()',
      `rename(columns: {_value: "${what}"})`,
    ),
  };
};

const bySite = (selector: 'max' | 'min'): Query => ({
  influxql: `SELECT ${selector}("celsius") FROM "temperature" WHERE ${recently.influxql} AND ${ofSite.influxql} GROUP BY "site" SLIMIT 500`,
  flux: pipe(
    bucket,
    recently.flux,
    field('temperature', 'celsius'),
    `${selector}()`,
    ofSite.flux,
    'group(columns: ["site"])',
    `${selector}()`,
    'keep(columns: ["_time", "_value", "site"])',
  ),
});

const EXCURSION_COLUMNS = [
  ...['unit', 'gtin', 'lot', 'parcel', 'rule', 'start', 'end', 'open'],
  ...['peak', 'limit', 'beyondSeconds', 'id'],
];

export const province: Dashboard = {
  slug: 'province',
  title: 'Giữ Lạnh · Tổng quan tỉnh / Province overview',
  about:
    'Bản sao để xem; phán quyết và cảnh báo nằm ở bảng trực. / A copy to look at; verdicts and alerts are on the wall board.',
  from: 'now-24h',
  // It asks every device of the province; a board that must be quicker chooses sites.
  refresh: '5m',
  choices: [siteChoice(true)],
  annotations: [],
  panels: [
    {
      title: 'Thiết bị đang báo và im lặng / Units reporting and silent',
      hint: SILENT_HINT,
      kind: 'stat',
      width: 6,
      height: 5,
      unit: 'none',
      empty: '0',
      looks: [
        { of: 'reporting', title: 'Đang báo / Reporting' },
        { of: 'silent', title: 'Im lặng / Silent' },
      ],
      targets: [
        { shape: 'table', ...heard('reporting', 'unit') },
        { shape: 'table', ...heard('silent', 'unit') },
      ],
    },
    {
      title: 'Vượt ngưỡng đang mở, 90 ngày / Open excursions, 90 days',
      hint: 'Của thiết bị và của kiện, toàn tỉnh. / Of units and of parcels, the whole province.',
      kind: 'stat',
      width: 6,
      height: 5,
      unit: 'none',
      empty: '0',
      steps: [
        [null, 'green'],
        [1, 'red'],
      ],
      targets: [
        {
          shape: 'table',
          influxql:
            'SELECT count("id") AS "open" FROM "excursion" WHERE time > ${__to}ms - 90d AND time <= ${__to}ms AND "open" = true AND "present" = true',
          flux: pipe(
            bucket,
            'range(start: time(v: int(v: v.timeRangeStop) - 7776000000000000), stop: v.timeRangeStop)',
            'filter(fn: (r) => r._measurement == "excursion" and (r._field == "open" or r._field == "present"))',
            rows,
            'group()',
            'filter(fn: (r) => r.open and r.present)',
            'count(column: "open")',
            'keep(columns: ["open"])',
          ),
        },
      ],
    },
    {
      title: 'Theo nơi, 30 phút cuối / By site, last 30 minutes',
      hint: 'Không tên: đang trên đường. / Without a name: under way.',
      kind: 'bargauge',
      width: 12,
      height: 13,
      unit: 'celsius',
      decimals: 1,
      steps: TEMPERATURE_STEPS,
      targets: [
        { shape: 'series', name: 'Ấm nhất / warmest ${__field.labels.site}', ...bySite('max') },
        { shape: 'series', name: 'Lạnh nhất / coldest ${__field.labels.site}', ...bySite('min') },
      ],
    },
    {
      title: 'Vượt ngưỡng theo quy tắc / Excursions by rule',
      hint: 'Theo lúc bắt đầu. / By when they began.',
      kind: 'bars',
      width: 12,
      height: 8,
      unit: 'none',
      decimals: 0,
      targets: [
        {
          shape: 'series',
          name: '${__field.labels.rule}',
          influxql:
            'SELECT count("id") FROM "excursion" WHERE $timeFilter AND "present" = true GROUP BY time($__interval), "rule" fill(none)',
          flux: pipe(
            bucket,
            inRange,
            field('excursion', 'present'),
            'filter(fn: (r) => r._value)',
            'group(columns: ["rule"])',
            windows('count'),
            'keep(columns: ["_time", "_value", "rule"])',
          ),
        },
      ],
    },
    ...(['top', 'bottom'] as const).map((selector) => ({
      title: selector === 'top' ? 'Ấm nhất lúc này / Warmest now' : 'Lạnh nhất lúc này / Coldest now',
      hint: 'Số đo mới nhất của từng đầu đo, nhiều nhất 200. Màu theo dải 2–8 °C của tủ lạnh. / The newest reading of each probe, at most 200. Colours for fridges, 2 to 8 °C.',
      kind: 'table' as const,
      width: 12,
      height: 12,
      unit: 'celsius',
      decimals: 1,
      steps: TEMPERATURE_STEPS,
      looks: [
        { of: 'time', title: 'Lúc / At', unit: 'dateTimeFromNow' },
        { of: 'celsius', title: '°C', coloured: true },
        { of: 'site', title: 'Nơi / Site' },
        { of: 'unit', title: 'Thiết bị / Unit' },
        { of: 'device', title: 'Máy ghi / Device' },
        { of: 'probe', title: 'Đầu đo / Probe' },
      ],
      sortBy: { column: '°C', descending: selector === 'top' },
      targets: [{ shape: 'table' as const, ...extremes(selector) }],
    })),
    {
      title: 'Vượt ngưỡng bắt đầu trong khoảng này / Excursions that began in this range',
      hint: 'Toàn tỉnh, mới nhất trước, nhiều nhất 200. / The whole province, newest first, at most 200.',
      kind: 'table',
      width: 24,
      height: 10,
      unit: 'none',
      looks: [
        { of: 'time', hidden: true },
        { of: 'unit', title: 'Thiết bị / Unit' },
        { of: 'gtin', title: 'GTIN' },
        { of: 'lot', title: 'Lô / Lot' },
        { of: 'parcel', title: 'Kiện / Parcel' },
        { of: 'rule', title: 'Quy tắc / Rule' },
        { of: 'start', title: 'Bắt đầu / Start', unit: 'dateTimeAsIso' },
        { of: 'end', title: 'Kết thúc / End', unit: 'dateTimeAsIso', zero: 'đang mở / open' },
        { of: 'open', title: 'Đang mở / Open', unit: 'bool_yes_no' },
        { of: 'peak', title: 'Cực trị / Peak', unit: 'celsius', decimals: 1 },
        { of: 'limit', title: 'Ngưỡng / Limit', unit: 'celsius', decimals: 1 },
        { of: 'beyondSeconds', title: 'Thời gian vượt / Beyond', unit: 's' },
        { of: 'id', title: 'Mã / Id' },
      ],
      targets: [
        {
          shape: 'table',
          influxql: `SELECT ${EXCURSION_COLUMNS.map((name) => `"${name}"`).join(', ')} FROM "excursion" WHERE $timeFilter AND "present" = true ORDER BY time DESC LIMIT 200`,
          flux: pipe(
            bucket,
            inRange,
            'filter(fn: (r) => r._measurement == "excursion")',
            rows,
            'group()',
            'filter(fn: (r) => r.present)',
            'sort(columns: ["_time"], desc: true)',
            'limit(n: 200)',
            'rename(columns: {_time: "time"})',
            `keep(columns: ${JSON.stringify(['time', ...EXCURSION_COLUMNS])})`,
          ),
        },
      ],
    },
  ],
};

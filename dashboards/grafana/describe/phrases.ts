/** The parts of queries that several dashboards share. */
import type { Choice } from './shapes.ts';

/** `.*` stands for "all" and takes in series without a site: boxes under way. */
export const ofSite = {
  influxql: `"site" =~ /^\${site:regex}$/`,
  /** Asked after the newest value of each series was taken: a condition that storage need not understand. */
  flux: `filter(fn: (r) => "\${site:regex}" == ".*" or (exists r.site and r.site =~ /^\${site:regex}$/))`,
};

/** The last half hour of the chosen range: who has said nothing in it is silent. */
const RECENT = '30m';
export const recently = {
  influxql: `time >= \${__to}ms - ${RECENT} AND time <= \${__to}ms`,
  flux: 'range(start: time(v: int(v: v.timeRangeStop) - 1800000000000), stop: v.timeRangeStop)',
};

export const inRange = 'range(start: v.timeRangeStart, stop: v.timeRangeStop)';
/** What a panel that counts the silent says about itself. */
export const SILENT_HINT =
  'Im lặng: có số đo trong khoảng đã chọn nhưng không có trong 30 phút cuối. Khi chọn nơi, hòm đã rời đi cũng tính. / Silent: heard in the chosen range, not in its last 30 minutes. With sites chosen, a box that left counts too.';

export const bucket = 'from(bucket: v.defaultBucket)';

/** Steps of a pipe, one a line. */
export const pipe = (...steps: readonly string[]): string => steps.join('\n  |> ');

export const field = (measurement: string, name: string): string =>
  `filter(fn: (r) => r._measurement == "${measurement}" and r._field == "${name}")`;

/** Windows that are named by their beginning, as InfluxQL names them. */
export const windows = (fn: string, createEmpty = false): string =>
  `aggregateWindow(every: v.windowPeriod, fn: ${fn}, createEmpty: ${createEmpty}, timeSrc: "_start")`;

/** Every field of a point in one row. */
export const rows = 'pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")';

/** Only tags whose readings are in the range are offered, which also bounds the work. */
export const tagValues = (measurement: string, tag: string, limit: number, ...filters: string[]): string =>
  pipe(
    bucket,
    inRange,
    `filter(fn: (r) => r._measurement == "${measurement}")`,
    ...(filters.length > 0 ? ['last()', ...filters] : []),
    `keep(columns: ["${tag}"])`,
    'group()',
    `distinct(column: "${tag}")`,
    'sort()',
    `limit(n: ${limit})`,
  );

export const siteChoice = (several: boolean): Choice => ({
  kind: 'query',
  name: 'site',
  label: 'Nơi / Site',
  all: true,
  several,
  query: {
    influxql: 'SHOW TAG VALUES FROM "temperature" WITH KEY = "site" LIMIT 5000',
    flux: tagValues('temperature', 'site', 5000, 'filter(fn: (r) => exists r.site)'),
  },
});

/** Every query of a dashboard's JSON, and what Grafana puts into it before it is sent. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Flavour } from '../../dashboards/grafana/describe/shapes.ts';

export type DashboardJson = {
  readonly uid: string;
  readonly title: string;
  readonly timezone: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly annotations: { readonly list: readonly AnnotationJson[] };
  readonly panels: readonly PanelJson[];
};
export type VariableJson = {
  readonly type: string;
  readonly name: string;
  readonly query: string;
  readonly allValue?: string;
  readonly datasource?: unknown;
  readonly current?: { readonly value: string };
};
export type AnnotationJson = {
  readonly name: string;
  readonly datasource: unknown;
  readonly target: { readonly query: string };
};
export type PanelJson = {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource: unknown;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig: { readonly defaults: { readonly unit?: string } };
  readonly targets: readonly {
    readonly refId: string;
    readonly query: string;
    readonly datasource: unknown;
    readonly resultFormat?: string;
  }[];
};

const root = fileURLToPath(new URL('../../dashboards/grafana/', import.meta.url));
export const pathOf = (flavour: Flavour, slug: string): string => `${root}${flavour}/dashboards/${slug}.json`;
export const load = (flavour: Flavour, slug: string): DashboardJson =>
  JSON.parse(readFileSync(pathOf(flavour, slug), 'utf8')) as DashboardJson;

/** `panel/A`, `annotation/…` and `variable/…` with the query each sends. */
export function queriesOf(dashboard: DashboardJson): Map<string, string> {
  const queries = new Map<string, string>();
  for (const { title, targets } of dashboard.panels)
    for (const { refId, query } of targets) queries.set(`${title.split(' / ')[1]}/${refId}`, query);
  for (const { name, target } of dashboard.annotations.list)
    queries.set(`annotation/${name.split(' / ')[1]}`, target.query);
  for (const { type, name, query } of dashboard.templating.list)
    if (type === 'query') queries.set(`variable/${name}`, query);
  return queries;
}

export type Chosen = {
  readonly from: number;
  readonly to: number;
  readonly intervalMs: number;
  readonly variables: Readonly<Record<string, string | readonly string[]>>;
};

/**
 * As Grafana 12.4 does it. `${name:format}` takes a format (regex, singlequote, doublequote), a custom "all" value is put
 * in as it is; in InfluxQL `$timeFilter` and `$__interval`, in Flux the members of `v`, are replaced as text
 * (grafana.com/docs/grafana/v12.4/visualizations/dashboards/variables/variable-syntax/, …/datasources/influxdb/).
 */
export function interpolate(query: string, flavour: Flavour, chosen: Chosen): string {
  const { from, to, intervalMs } = chosen;
  const variables: Chosen['variables'] = { ...chosen.variables, __from: String(from), __to: String(to) };
  const text = query.replaceAll(/\$\{(\w+)(?::(\w+))?\}/g, (whole, name: string, format?: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`no variable for ${whole}`);
    return formatted(value, format);
  });
  if (flavour === 'influxql')
    return text
      .replaceAll('$timeFilter', `time >= ${from}ms and time <= ${to}ms`)
      .replaceAll('$__interval', `${intervalMs / 1000}s`);
  const of: Readonly<Record<string, string>> = {
    timeRangeStart: new Date(from).toISOString(),
    timeRangeStop: new Date(to).toISOString(),
    windowPeriod: `${intervalMs / 60_000}m0s`,
    defaultBucket: '"giulanh"',
  };
  return text.replaceAll(/\bv\.(\w+)/g, (whole, name: string) => of[name] ?? whole);
}

function formatted(value: string | readonly string[], format: string | undefined): string {
  const several = typeof value === 'string' ? [value] : value;
  const [only = ''] = several;
  switch (format) {
    case undefined:
      return only;
    case 'regex': {
      if (only === '.*') return only;
      const safe = several.map((each) => each.replaceAll(/[\\^$*+?.()|[\]{}/]/g, '\\$&'));
      return safe.length === 1 ? safe.join() : `(${safe.join('|')})`;
    }
    case 'singlequote':
      return several.map((each) => `'${each.replaceAll("'", "\\'")}'`).join(',');
    case 'doublequote':
      return several.map((each) => `"${each.replaceAll('"', '\\"')}"`).join(',');
    default:
      throw new Error(`unknown format ${format}`);
  }
}

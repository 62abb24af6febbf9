/** Makes Grafana's JSON of a dashboard, for one of the two lines of InfluxDB. */
import type { Annotation, Choice, Dashboard, Flavour, Look, Panel, Steps } from './shapes.ts';

/** The model of Grafana 12.4. A newer Grafana migrates it when it loads. */
const SCHEMA_VERSION = 42;
const SOURCE = { type: 'influxdb', uid: '${datasource}' };
/** More rows than any table asks for: Grafana cuts a Flux answer at one and a half times this. */
const TABLE_ROWS = 10_000;

export const uidOf = (flavour: Flavour, slug: string): string => `giulanh-${flavour}-${slug}`;
export const sourceUid = (flavour: Flavour): string => `giulanh-${flavour}`;

export function dashboardJson(dashboard: Dashboard, flavour: Flavour): object {
  return {
    uid: uidOf(flavour, dashboard.slug),
    title: `${dashboard.title}${flavour === 'influxql' ? ' (InfluxDB 1.x)' : ''}`,
    description: dashboard.about,
    tags: ['giu-lanh', flavour],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: false,
    graphTooltip: 1,
    timezone: 'Asia/Ho_Chi_Minh',
    weekStart: 'monday',
    time: { from: dashboard.from, to: 'now' },
    refresh: dashboard.refresh,
    timepicker: { refresh_intervals: ['10s', '30s', '1m', '5m', '15m', '1h'] },
    links: [
      {
        type: 'dashboards',
        title: 'Giữ Lạnh',
        tags: ['giu-lanh', flavour],
        asDropdown: true,
        keepTime: true,
        includeVars: false,
        icon: 'external link',
      },
    ],
    annotations: { list: dashboard.annotations.map((annotation) => annotationJson(annotation, flavour)) },
    templating: { list: [sourceChoice(flavour), ...dashboard.choices.map((c) => choiceJson(c, flavour))] },
    panels: placed(dashboard.panels).map(({ panel, x, y }, index) => ({
      id: index + 1,
      gridPos: { x, y, w: panel.width, h: panel.height },
      ...panelJson(panel, flavour),
    })),
  };
}

/** Left to right, a new row where the next does not fit beside; a higher neighbour is never overlapped. */
function placed(panels: readonly Panel[]) {
  const floor = Array.from({ length: 24 }, () => 0);
  return panels.map((panel) => {
    let best = { x: 0, y: Number.POSITIVE_INFINITY };
    for (let x = 0; x + panel.width <= 24; x++) {
      const y = Math.max(...floor.slice(x, x + panel.width));
      if (y < best.y) best = { x, y };
    }
    floor.fill(best.y + panel.height, best.x, best.x + panel.width);
    return { panel, ...best };
  });
}

function panelJson(panel: Panel, flavour: Flavour): object {
  const { kind } = panel;
  return {
    type: kind === 'bars' ? 'timeseries' : kind,
    title: panel.title,
    ...(panel.hint === undefined ? {} : { description: panel.hint }),
    datasource: SOURCE,
    ...(kind === 'table' ? { maxDataPoints: TABLE_ROWS, transformations: [columns(panel)] } : {}),
    fieldConfig: { defaults: defaults(panel), overrides: overrides(panel) },
    options: options(panel),
    targets: panel.targets.map((target, index) => ({
      refId: refId(index),
      datasource: SOURCE,
      query: target[flavour],
      ...(flavour === 'influxql'
        ? { rawQuery: true, resultFormat: target.shape === 'table' ? 'table' : 'time_series' }
        : {}),
    })),
  };
}

/** The order in which the looks stand, without what they hide. A column has one of two names for the time. */
function columns({ looks = [] }: Panel): object {
  const names = looks.flatMap(({ of, hidden = false }) =>
    (of === 'time' ? ['Time', 'time'] : [of]).map((name) => ({ name, hidden })),
  );
  return {
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(names.filter((n) => n.hidden).map(({ name }) => [name, true])),
      indexByName: Object.fromEntries(names.map(({ name }, index) => [name, index])),
      renameByName: {},
    },
  };
}

const refId = (index: number): string => String.fromCharCode(65 + index);

function defaults(panel: Panel): object {
  const lines = panel.kind === 'timeseries' || panel.kind === 'bars';
  return {
    unit: panel.unit,
    ...(panel.decimals === undefined ? {} : { decimals: panel.decimals }),
    ...(panel.empty === undefined ? {} : { noValue: panel.empty }),
    ...(panel.steps === undefined ? {} : { color: { mode: 'thresholds' } }),
    thresholds: { mode: 'absolute', steps: steps(panel.steps ?? [[null, 'text']]) },
    ...(lines ? { custom: drawing(panel) } : {}),
  };
}

const steps = (of: Steps) => of.map(([value, color]) => ({ color, value }));

const drawing = ({ kind, gapMs }: Panel): object =>
  kind === 'bars'
    ? { drawStyle: 'bars', fillOpacity: 80, lineWidth: 0, stacking: { mode: 'normal', group: 'A' } }
    : {
        drawStyle: 'line',
        lineWidth: 1,
        showPoints: 'auto',
        spanNulls: false,
        ...(gapMs === undefined ? {} : { insertNulls: gapMs }),
      };

function options({ kind, sortBy }: Panel): object {
  if (kind === 'table')
    return {
      showHeader: true,
      cellHeight: 'sm',
      ...(sortBy === undefined ? {} : { sortBy: [{ displayName: sortBy.column, desc: sortBy.descending }] }),
    };
  const reduceOptions = { calcs: ['lastNotNull'], fields: '', values: false };
  if (kind === 'stat') return { reduceOptions, colorMode: 'value', graphMode: 'none', textMode: 'auto' };
  if (kind === 'bargauge') return { reduceOptions, orientation: 'horizontal', displayMode: 'lcd' };
  return {
    legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
    tooltip: { mode: 'multi', sort: 'desc' },
  };
}

function overrides({ targets, looks = [] }: Panel): object[] {
  const named = targets.flatMap(({ name }, index) =>
    name === undefined
      ? []
      : [
          {
            matcher: { id: 'byFrameRefID', options: refId(index) },
            properties: [{ id: 'displayName', value: name }],
          },
        ],
  );
  return [...named, ...looks.map(override)];
}

function override(look: Look): object {
  const property = (id: string, value: unknown) => (value === undefined ? [] : [{ id, value }]);
  return {
    matcher: matcher(look.of),
    properties: [
      ...property('displayName', look.title),
      ...property('unit', look.unit),
      ...property('decimals', look.decimals),
      ...(look.coloured ? property('custom.cellOptions', { type: 'color-background', mode: 'basic' }) : []),
      ...(look.zero === undefined
        ? []
        : property('mappings', [{ type: 'value', options: { '0': { text: look.zero, index: 0 } } }])),
      ...(look.dashed === undefined
        ? []
        : [
            ...property('color', { mode: 'fixed', fixedColor: look.dashed }),
            ...property('custom.lineStyle', { fill: 'dash', dash: [10, 10] }),
            ...property('custom.showPoints', 'never'),
          ]),
    ],
  };
}

/** Grafana calls InfluxQL's column `Time`; a single capital is a target. */
function matcher(of: string): object {
  if (/^[A-Z]$/.test(of)) return { id: 'byFrameRefID', options: of };
  if (of === 'time') return { id: 'byRegexp', options: '/^[Tt]ime$/' };
  return { id: 'byName', options: of };
}

function annotationJson({ name, colour, query }: Annotation, flavour: Flavour): object {
  return {
    name,
    datasource: SOURCE,
    enable: true,
    hide: false,
    iconColor: colour,
    target: {
      refId: 'Anno',
      query: query[flavour],
      ...(flavour === 'influxql'
        ? { rawQuery: true, fromAnnotations: true, textColumn: 'text', timeEndColumn: 'timeEnd' }
        : {}),
    },
  };
}

/** The names of the provisioned sources say which language they speak, and so should those of others. */
const sourceChoice = (flavour: Flavour): object => ({
  type: 'datasource',
  name: 'datasource',
  label: 'Nguồn / Source',
  query: 'influxdb',
  regex: `/${flavour}/i`,
  current: { text: sourceUid(flavour), value: sourceUid(flavour) },
  refresh: 1,
  hide: 0,
});

function choiceJson(choice: Choice, flavour: Flavour): object {
  if (choice.kind === 'number')
    return {
      type: 'textbox',
      name: choice.name,
      label: choice.label,
      query: choice.value,
      current: { text: choice.value, value: choice.value },
      hide: 0,
    };
  return {
    type: 'query',
    name: choice.name,
    label: choice.label,
    datasource: SOURCE,
    query: choice.query[flavour],
    definition: choice.query[flavour],
    // Again when the range changes: what is offered depends on it.
    refresh: 2,
    sort: 5,
    multi: choice.several,
    includeAll: choice.all,
    ...(choice.all ? { allValue: '.*', current: { text: 'All', value: '$__all' } } : {}),
    hide: 0,
  };
}

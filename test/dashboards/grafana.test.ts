import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { dashboards } from '../../dashboards/grafana/describe/all.ts';
import { dashboardJson, sourceUid } from '../../dashboards/grafana/describe/json.ts';
import { FLAVOURS, type Flavour } from '../../dashboards/grafana/describe/shapes.ts';
import { checkPoint } from '../../src/influx/point.ts';
import { hasInfluxd, type Influxd, startInfluxd } from '../influx/influxd.ts';
import { evaluateFlux, parseFlux } from '../influx/stand-in/flux/flux.ts';
import { fluxRows, influxqlRows } from './grafana-answers.ts';
import { type Chosen, type DashboardJson, interpolate, load, queriesOf } from './grafana-queries.ts';
import { expected } from './grafana-rows.ts';
import { FROM, GTIN, LOT, lineProtocol, STEP, TO, world, worldForFlux } from './grafana-world.ts';

const slugs = dashboards.map(({ slug }) => slug);
const all = FLAVOURS.flatMap((flavour) =>
  slugs.map((slug) => ({ flavour, slug, json: load(flavour, slug) })),
);
const chosen: Chosen = {
  from: FROM,
  to: TO,
  intervalMs: STEP,
  variables: { site: '.*', unit: 'tl1', warm: '8', cold: '2', gtin: GTIN, lot: LOT },
};
/** Where the order of the rows is part of the answer. */
const ORDERED = /began in this range|The chosen lot|Newest events/;
const inOrder = (key: string, rows: readonly string[]) => (ORDERED.test(key) ? rows : [...rows].sort());

describe('the dashboards as files', () => {
  test.each(all)('$flavour/$slug is what its description makes', ({ flavour, slug, json }) => {
    const description = dashboards.find((each) => each.slug === slug);
    expect(description).toBeDefined();
    if (description !== undefined)
      expect(json).toEqual(JSON.parse(JSON.stringify(dashboardJson(description, flavour))));
  });

  test('there is no file that nothing describes', () => {
    for (const flavour of FLAVOURS) {
      const folder = fileURLToPath(
        new URL(`../../dashboards/grafana/${flavour}/dashboards`, import.meta.url),
      );
      expect(readdirSync(folder).sort()).toEqual(slugs.map((slug) => `${slug}.json`).sort());
    }
  });

  test('no two dashboards share a uid, and none carries an id of some other Grafana', () => {
    expect(new Set(all.map(({ json }) => json.uid)).size).toBe(all.length);
    for (const { json } of all) expect(json).not.toHaveProperty('id');
  });

  test.each(all)(
    '$flavour/$slug: titles in both languages, province time, its source chosen by a variable',
    ({ flavour, json }) => {
      const source = { type: 'influxdb', uid: '${datasource}' };
      expect(json.timezone).toBe('Asia/Ho_Chi_Minh');
      expect(json.title).toMatch(/^Giữ Lạnh · .+ \/ .+/);
      const [first] = json.templating.list;
      expect(first).toMatchObject({
        type: 'datasource',
        query: 'influxdb',
        current: { value: sourceUid(flavour) },
      });
      expect(json.panels.length).toBeGreaterThan(3);
      for (const panel of json.panels) {
        expect(panel.title).toMatch(/^\S.* \/ .+/);
        expect(panel.datasource).toEqual(source);
        expect(panel.fieldConfig.defaults.unit).toMatch(/^\w+$/);
        for (const target of panel.targets) expect(target.datasource).toEqual(source);
      }
      for (const annotation of json.annotations.list) expect(annotation.datasource).toEqual(source);
      for (const variable of json.templating.list)
        if (variable.type === 'query') expect(variable.datasource).toEqual(source);
    },
  );

  test.each(all)(
    '$flavour/$slug uses only panels that Grafana brings, and none lies over another',
    ({ json }) => {
      const own = new Set(['stat', 'table', 'timeseries', 'bargauge']);
      const taken = new Set<string>();
      for (const { type, gridPos } of json.panels) {
        expect(own).toContain(type);
        expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
          for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
            expect(taken).not.toContain(`${x},${y}`);
            taken.add(`${x},${y}`);
          }
      }
    },
  );

  test('a chart of temperatures says °C', () => {
    for (const { json } of all)
      for (const { fieldConfig, targets } of json.panels)
        if (targets.every(({ query }) => /celsius/.test(query) && !/"?also|seen|before|else/.test(query)))
          expect(fieldConfig.defaults.unit).toBe('celsius');
  });

  test.each(FLAVOURS)(
    'what is provisioned for %s names the source and the folder that the dashboards use',
    (flavour) => {
      const read = (path: string): unknown =>
        parse(
          readFileSync(
            fileURLToPath(
              new URL(`../../dashboards/grafana/${flavour}/provisioning/${path}`, import.meta.url),
            ),
            'utf8',
          ),
        );
      expect(read('datasources/giulanh.yaml')).toMatchObject({
        datasources: [
          {
            uid: sourceUid(flavour),
            type: 'influxdb',
            name: expect.stringMatching(new RegExp(flavour, 'i')),
          },
        ],
      });
      expect(read('dashboards/giulanh.yaml')).toMatchObject({
        providers: [{ options: { path: `/var/lib/grafana-giulanh/${flavour}` }, allowUiUpdates: false }],
      });
    },
  );
});

test('every query is expected to answer something, and nothing else is expected', () => {
  for (const { slug, json } of all) {
    expect([...queriesOf(json).keys()].sort()).toEqual(Object.keys(expected[slug] ?? {}).sort());
    for (const rows of Object.values(expected[slug] ?? {})) expect(rows.length).toBeGreaterThan(0);
  }
});

test('every query is bounded: by a range of time, by windows or by a number of rows', () => {
  for (const { flavour, json } of all)
    for (const [key, query] of queriesOf(json)) {
      const range =
        flavour === 'flux'
          ? /\|> range\(start: .+, stop: /
          : /\$timeFilter|time >=? \S+ - \d+[dm] AND time <= /;
      if (!(flavour === 'influxql' && key.startsWith('variable/'))) expect(query, key).toMatch(range);
      const rows =
        flavour === 'flux'
          ? /v\.windowPeriod|limit\(n: \d+\)|(sum|count|max|min)\([^)]*\)[^>]*(\|> (rename|keep)\(.*)?$/
          : /\$__interval|LIMIT \d+|SLIMIT \d+|(top|bottom)\(.+, \d+\)|^SELECT (sum|count)\(/;
      expect(query, `${flavour} ${key}`).toMatch(rows);
    }
});

describe('asked of the stand-in of the 2.x line', () => {
  const points = worldForFlux('giulanh');
  const ask = (query: string, of: Chosen = chosen) =>
    fluxRows(evaluateFlux(interpolate(query, 'flux', of), points, { now: TO }));

  test.each(cases('flux'))('$slug: $key', ({ slug, key, query }) => {
    expect(() => parseFlux(interpolate(query, 'flux', chosen))).not.toThrow();
    expect(inOrder(key, ask(query))).toEqual(expected[slug]?.[key]);
  });

  test.each(choices())('with chosen sites: $key of $site', ({ key, site, rows }) => {
    const query = queriesOf(load('flux', 'province')).get(key) ?? '';
    expect(ask(query, { ...chosen, variables: { ...chosen.variables, site } }).sort()).toEqual(rows);
  });
});

describe.skipIf(!hasInfluxd)('asked of a real InfluxDB 1.x', () => {
  let server: Influxd;
  beforeAll(async () => {
    expect(world.map(checkPoint).filter((fault) => fault !== null)).toEqual([]);
    server = await startInfluxd();
    await server.query('CREATE DATABASE giulanh');
    const body = world.map(lineProtocol).join('\n');
    expect((await fetch(`${server.url}/write?db=giulanh`, { method: 'POST', body })).status).toBe(204);
  });
  afterAll(() => server?.remove());

  const ask = async (json: DashboardJson, key: string, of: Chosen = chosen) => {
    const query = interpolate(queriesOf(json).get(key) ?? '', 'influxql', of);
    const answer = await server.query(query, 'giulanh');
    return influxqlRows(answer, shapeOf(json, key));
  };

  test.each(cases('influxql'))('$slug: $key', async ({ slug, key }) => {
    const wanted = expected[slug]?.[key] ?? [];
    const rows = await ask(load('influxql', slug), key);
    // A window without a value: InfluxQL tells its time alone, as the other line does.
    expect(inOrder(key, timed(wanted, rows))).toEqual(wanted);
  });

  test.each(choices())('with chosen sites: $key of $site', async ({ key, site, rows }) => {
    const of = { ...chosen, variables: { ...chosen.variables, site } };
    expect(timed(rows, await ask(load('influxql', 'province'), key, of)).sort()).toEqual(rows);
  });
});

/** An aggregate over the whole range has no time of its own; InfluxQL makes one up. */
const timed = (wanted: readonly string[], rows: readonly string[]): string[] =>
  wanted.some((row) => /\btime=/.test(row))
    ? [...rows]
    : rows.map((row) => row.replace(/ ?\btime=\S+/, '').trim());

function cases(flavour: Flavour) {
  return slugs.flatMap((slug) =>
    [...queriesOf(load(flavour, slug))].map(([key, query]) => ({ slug, key, query })),
  );
}

function shapeOf(json: DashboardJson, key: string): 'series' | 'table' | 'variable' {
  if (key.startsWith('variable/')) return 'variable';
  if (key.startsWith('annotation/')) return 'table';
  const [title = '', refId] = [key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1)];
  const panel = json.panels.find((each) => each.title.endsWith(` / ${title}`));
  const target = panel?.targets.find((each) => each.refId === refId);
  return target?.resultFormat === 'table' ? 'table' : 'series';
}

/** A box that left a site is silent there; one under way is at none. */
function choices() {
  const reporting = 'Units reporting and silent/A';
  const warmest = 'Warmest now/A';
  const ofA = [
    'celsius=4.5 device=d1 probe=2 site=a time=01-10T00:49 unit=tl1',
    'celsius=5 device=d1 probe=1 site=a time=01-10T00:50 unit=tl1',
    'celsius=5.5 device=d3 probe=1 site=a time=01-10T00:10 unit=hop1',
  ];
  const ofB = [
    'celsius=-20 device=d4 probe=1 site=b time=01-10T00:45 unit=td1',
    'celsius=1.5 device=d2 probe=1 site=b time=01-10T00:05 unit=tl2',
  ];
  return [
    { key: reporting, site: 'a', rows: ['reporting=1'] },
    { key: reporting, site: 'nowhere', rows: [] },
    { key: warmest, site: 'a', rows: ofA },
    { key: warmest, site: ['a', 'b'], rows: [...ofB, ...ofA].sort() },
  ];
}

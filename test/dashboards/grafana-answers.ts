/** What either line of InfluxDB answers, as lines of text that can be compared: `time=01-10T00:50 unit=tl1 value=5`. */
import type { InfluxdAnswer } from '../influx/influxd.ts';
import type { FluxResult } from '../influx/stand-in/flux/flux.ts';
import { plain } from './grafana-world.ts';

type Cells = Iterable<readonly [string, unknown]>;

/** Of a series, the one column that is neither time nor tag is its value, whatever function made it. */
export function influxqlRows({ results }: InfluxdAnswer, shape: 'series' | 'table' | 'variable'): string[] {
  return (results[0]?.series ?? []).flatMap(({ tags = {}, columns, values }) =>
    values.map((row) =>
      text([
        ...Object.entries(tags),
        ...columns.flatMap((column, index) => {
          if (shape === 'variable' && column === 'key') return [];
          return [[column === 'time' || shape === 'table' ? column : 'value', row[index]] as const];
        }),
      ]),
    ),
  );
}

export function fluxRows(results: readonly FluxResult[]): string[] {
  return results.flatMap(({ tables }) =>
    tables.flatMap(({ rows }) =>
      rows.map((row) =>
        text([...row].map(([column, cell]) => [column.replace(/^_/, ''), plain(cell)] as const)),
      ),
    ),
  );
}

/** A cell without a value is no cell: one line says null where the other leaves out the column, or says ''. */
function text(cells: Cells): string {
  return [...cells]
    .filter(([, value]) => value !== null && value !== '')
    .map(([column, value]) => `${column}=${column === 'time' ? String(value).slice(5, 16) : value}`)
    .sort()
    .join(' ');
}

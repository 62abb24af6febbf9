/** One question in Flux, answered as rows, or thrown as what the server or the network made of it. */
import { type FluxTableMetaData, InfluxDB, type ParameterizedQuery } from '@influxdata/influxdb-client';
import { type HttpAnswer, queryTrouble } from './outcome.ts';
import { InfluxError } from './types.ts';
import type { ClientV2, SettingsV2 } from './v2-client.ts';

/** A row's columns by name, with `result`, the name of its yield. A column that its table does not have is missing. */
export type FluxRow = Readonly<Record<string, unknown>>;

/** @param withinMs for the whole of the answer, however steadily it comes */
export async function askFlux(
  client: ClientV2,
  { url, org }: SettingsV2,
  question: ParameterizedQuery,
  withinMs: number,
): Promise<FluxRow[]> {
  const rows: FluxRow[] = [];
  let failure: string | null = null;
  const answer = await client.ask(
    (transport) =>
      new InfluxDB({ url, transport }).getQueryApi({ org, gzip: true }).queryRows(question, {
        next(values: string[], table: FluxTableMetaData) {
          failure ??= failureIn(values, table);
          rows.push(table.toObject(values));
        },
        // How it ended is seen on the transport, which sees more.
        error() {},
        complete() {},
      }),
    withinMs,
  );
  if (answer.kind !== 'answered' || answer.status !== 200) {
    const { code, reason } = queryTrouble(answer, Date.now());
    throw new InfluxError(code, `Ask InfluxDB: ${reason}`);
  }
  if (failure !== null) throw refused(failure);
  if (!isCsv(answer)) throw refused('no answer of its kind');
  return rows;
}

/**
 * A question that failed after its answer had begun: the rest of the answer is a table of errors, under the same 200
 * (docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/#errors). The library takes it for rows.
 */
function failureIn(values: string[], { columns }: FluxTableMetaData): string | null {
  const error = columns.find(({ label }) => label === 'error');
  if (error === undefined || !columns.some(({ label }) => label === 'reference')) return null;
  return String(error.get(values));
}

/** What answers 200 to everything, such as a login page, has no rows either. */
const isCsv = ({ headers }: Extract<HttpAnswer, { kind: 'answered' }>): boolean =>
  /^(text|application)\/csv\b/.test(String(headers['content-type']));

const refused = (reason: string): InfluxError =>
  new InfluxError('INFLUX_QUERY_REFUSED', `Ask InfluxDB: ${reason}`);

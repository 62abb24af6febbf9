/** One question in InfluxQL, answered as rows, or thrown as what the server or the network made of it. */
import { queryTrouble } from './outcome.ts';
import { InfluxError } from './types.ts';
import type { ClientV1 } from './v1-client.ts';

/** A row's columns and its series' tags by name. `time` is ms UTC, cut off below. */
export type Row = Readonly<Record<string, unknown>>;
/** `cut`: the server has a limit of its own on rows (`max-row-limit`), and there are more. */
export type Rows = { readonly rows: Row[]; readonly cut: boolean };

/** @param bound values for `$name` in the text */
export async function askRows(
  client: ClientV1,
  text: string,
  bound: Readonly<Record<string, string>>,
  withinMs: number,
): Promise<Rows> {
  let response: Promise<Said> | undefined;
  const answer = await client.ask((influx) => {
    response = influx.queryRaw(text, {
      database: client.database,
      precision: 'ms',
      placeholders: bound,
    });
    return response;
  }, withinMs);
  if (answer.kind !== 'answered' || answer.status !== 200) {
    const { code, reason } = queryTrouble(answer, Date.now());
    throw new InfluxError(code, `Ask InfluxDB: ${reason}`);
  }
  let said: Said | undefined;
  try {
    // The answer is complete, so the library has it too.
    said = await response;
  } catch {
    // It is no JSON: not InfluxDB's answer.
  }
  return rowsOf(said);
}

type Series = {
  readonly columns?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly values?: readonly (readonly unknown[])[];
  readonly partial?: boolean;
};
type Result = { readonly error?: string; readonly partial?: boolean; readonly series?: readonly Series[] };

type Said = { readonly results?: readonly Result[]; readonly error?: string };

function rowsOf(said: Said | undefined): Rows {
  const result = said?.results?.[0];
  const error = said?.error ?? result?.error;
  if (error !== undefined) throw new InfluxError(codeOf(error), `Ask InfluxDB: ${error}`);
  if (result === undefined)
    throw new InfluxError('INFLUX_QUERY_REFUSED', 'Ask InfluxDB: no answer of its kind');
  const rows: Row[] = [];
  let cut = result.partial === true;
  for (const { columns = [], tags = {}, values = [], partial } of result.series ?? []) {
    cut ||= partial === true;
    for (const value of values) {
      const row: Record<string, unknown> = { ...tags };
      for (const [at, column] of columns.entries()) row[column] = value[at];
      rows.push(row);
    }
  }
  return { rows, cut };
}

/** A question that failed is answered with 200 and words. */
function codeOf(error: string): InfluxError['code'] {
  if (/^(database|retention policy) not found/.test(error)) return 'INFLUX_MISSING';
  if (/timeout/.test(error)) return 'INFLUX_TIMEOUT';
  if (/max-concurrent-queries|too many/.test(error)) return 'INFLUX_OVERLOADED';
  if (/not authorized|authorization/.test(error)) return 'INFLUX_UNAUTHORIZED';
  return 'INFLUX_QUERY_REFUSED';
}

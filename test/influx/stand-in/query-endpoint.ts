/**
 * POST /api/v2/query (docs.influxdata.com/influxdb/v2/api/query-data/): Flux in JSON with a dialect, or as it is
 * (application/vnd.flux); annotated CSV comes back.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { answer, Refusal } from './answers.ts';
import type { Fault } from './faults.ts';
import { ANNOTATIONS, type Annotation, type Dialect } from './flux/annotated-csv.ts';
import { BucketMissing, evaluateFlux, FluxError, resultsCsv } from './flux/flux.ts';
import { checkOrg, checkParameters, checkToken, readBody } from './requests.ts';
import type { PointStore } from './store.ts';
import { injected } from './write-endpoint.ts';

export type QueryParts = {
  readonly store: PointStore;
  readonly token: string;
  readonly org: string;
  /** ms UTC */
  readonly now: () => number;
};

const MOST_BYTES = 1_000_000;

export async function query(
  {
    request,
    response,
    url,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL },
  parts: QueryParts,
  fault: Fault | null,
): Promise<void> {
  const body = (await readBody(request, { most: MOST_BYTES, seen: () => {} })).toString();
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'status') throw injected(fault);
  checkToken(request, parts.token);
  checkParameters(url, ['org']);
  checkOrg(url, parts.org);
  const { text, dialect } = readQuestion(String(request.headers['content-type']), body);
  const csv = resultsCsv(evaluate(text, parts), dialect);
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  if (fault?.kind === 'reset') {
    // Half of the answer, then the end of the connection.
    response.writeHead(200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Length': String(csv.length),
    });
    response.write(csv.slice(0, csv.length / 2), () => request.socket.resetAndDestroy());
    return;
  }
  const gzip = String(request.headers['accept-encoding']).includes('gzip');
  answer(response, 200, {
    body: gzip ? gzipSync(csv) : csv,
    headers: { 'Content-Type': 'text/csv; charset=utf-8', ...(gzip ? { 'Content-Encoding': 'gzip' } : {}) },
  });
}

function evaluate(text: string, { store, now }: QueryParts) {
  try {
    return evaluateFlux(text, store, { now: now() });
  } catch (error) {
    if (error instanceof BucketMissing) throw new Refusal(404, error.message);
    if (error instanceof FluxError) throw new Refusal(400, `compilation failed: ${error.message}`);
    throw error;
  }
}

const PLAIN: Dialect = { header: true, delimiter: ',', annotations: [] };

function readQuestion(contentType: string, body: string): { text: string; dialect: Dialect } {
  if (contentType.startsWith('application/vnd.flux')) return { text: body, dialect: PLAIN };
  if (!contentType.startsWith('application/json'))
    throw new Refusal(400, `unsupported content type ${contentType}`);
  const asked = object(parseJson(body));
  for (const name of Object.keys(asked))
    if (!['query', 'type', 'dialect', 'now'].includes(name))
      throw new Refusal(400, `failed to decode request body: this stand-in knows no ${name}`);
  if (typeof asked.query !== 'string' || asked.query === '')
    throw new Refusal(400, 'failed to decode request body: query is required');
  if (asked.type !== undefined && asked.type !== 'flux')
    throw new Refusal(400, `unknown query type ${asked.type}`);
  return { text: asked.query, dialect: readDialect(asked.dialect) };
}

function readDialect(given: unknown): Dialect {
  if (given === undefined) return PLAIN;
  const {
    header = true,
    delimiter = ',',
    annotations = [],
    quoteChar = '"',
    commentPrefix = '#',
  } = object(given);
  const known =
    typeof header === 'boolean' &&
    typeof delimiter === 'string' &&
    delimiter.length === 1 &&
    quoteChar === '"' &&
    commentPrefix === '#' &&
    Array.isArray(annotations);
  if (!known) throw new Refusal(400, 'invalid dialect');
  return {
    header,
    delimiter,
    annotations: annotations.map((each: unknown): Annotation => {
      const annotation = ANNOTATIONS.find((one) => one === each);
      if (annotation === undefined) throw new Refusal(400, `unknown dialect annotation type ${String(each)}`);
      return annotation;
    }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'failed to decode request body: no JSON');
  }
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'failed to decode request body: expected an object');
  return { ...value };
}

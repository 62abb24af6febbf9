/**
 * POST /api/v2/write (docs.influxdata.com/influxdb/v2/api/write-data/): 204 when all is stored; 400 for a malformed line, and
 * nothing is stored; 422 when some or all points were rejected, and the others are stored.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, Refusal } from './answers.ts';
import type { Fault } from './faults.ts';
import {
  LineProtocolError,
  NANOS_PER,
  type ParsedPoint,
  type Precision,
  parseLineProtocol,
} from './line-protocol.ts';
import { checkOrg, checkParameters, checkToken, readBody } from './requests.ts';
import type { Counter } from './statistics.ts';
import type { PointStore, Rejection } from './store.ts';

export type WriteParts = {
  readonly store: PointStore;
  readonly counter: Counter;
  readonly token: string;
  readonly org: string;
  readonly maxBytes: () => number;
  readonly now: () => bigint;
};

export async function write(
  {
    request,
    response,
    url,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL },
  parts: WriteParts,
  fault: Fault | null,
): Promise<void> {
  const inBody = fault?.kind === 'reset' && fault.when === 'in-body';
  const body = await readBody(request, {
    most: parts.maxBytes(),
    seen: (bytes) => {
      parts.counter.add('bytes', bytes);
      if (inBody) request.socket.resetAndDestroy();
    },
  });
  if (request.socket.destroyed) return;
  if (request.headers['content-encoding'] === 'gzip') parts.counter.add('gzipped');
  parts.counter.body(body.length);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'status') throw injected(fault);

  checkToken(request, parts.token);
  checkParameters(url, ['org', 'bucket', 'precision']);
  checkOrg(url, parts.org);
  const bucket = url.searchParams.get('bucket') ?? '';
  if (!parts.store.has(bucket)) throw new Refusal(404, `bucket "${bucket}" not found`);
  const precision = readPrecision(url);
  const points = parse(body, precision, parts.now());
  const store = (some: readonly ParsedPoint[]): Rejection[] => {
    const rejected = parts.store.write(bucket, some, parts.now());
    parts.counter.add('points', some.length - rejected.length);
    parts.counter.add('rejected', rejected.length);
    return rejected;
  };
  const half = points.filter((_, index) => index % 2 === 0);
  switch (fault?.kind) {
    case 'created':
      store(half);
      return answer(response, 201);
    case 'partial':
      store(half);
      throw partial([{ line: 0, reason: 'injected' }], points.length - half.length);
    case 'reset':
      store(points);
      // Less than a head: what came cannot be taken for an answer.
      if (fault.when === 'in-answer')
        request.socket.write('HTTP/1.1 204 No Con', () => request.socket.destroy());
      else request.socket.resetAndDestroy();
      return;
    default:
  }
  const rejected = store(points);
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  if (rejected.length > 0) throw partial(rejected, rejected.length);
  answer(response, 204);
}

function parse(body: Buffer, precision: Precision, now: bigint): ParsedPoint[] {
  try {
    const points = parseLineProtocol(body, { precision, now });
    if (points.length === 0) throw new Refusal(400, 'writing requires points');
    return points;
  } catch (error) {
    if (!(error instanceof LineProtocolError)) throw error;
    const text = body.toString().split('\n')[error.line - 1] ?? '';
    throw new Refusal(400, `unable to parse '${text}': ${error.message}`, {
      more: { op: 'http/handleWrite', line: error.line },
    });
  }
}

function readPrecision(url: URL): Precision {
  const given = url.searchParams.get('precision') ?? 'ns';
  const precision = (Object.keys(NANOS_PER) as Precision[]).find((each) => each === given);
  if (precision === undefined)
    throw new Refusal(400, `invalid precision; valid precision units are ns, us, ms, and s`);
  return precision;
}

/** The server names the first reason and a count, never the points. */
function partial(rejected: readonly Rejection[], dropped: number): Refusal {
  return new Refusal(
    422,
    `failure writing points to database: partial write: ${rejected[0]?.reason} dropped=${dropped}`,
  );
}

export function injected(fault: Extract<Fault, { kind: 'status' }>): Refusal {
  const { retryAfter } = fault;
  if (retryAfter === undefined) return new Refusal(fault.status, 'injected');
  const value =
    retryAfter.as === 'seconds'
      ? String(retryAfter.seconds)
      : new Date(Date.now() + retryAfter.seconds * 1000).toUTCString();
  return new Refusal(fault.status, 'injected', { headers: { 'Retry-After': value } });
}

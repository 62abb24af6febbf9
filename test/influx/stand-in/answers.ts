/**
 * The answers of an InfluxDB 2.x as its API documents them
 * (docs.influxdata.com/influxdb/v2/api/ and /write-data/troubleshoot/#review-http-status-codes): errors are JSON
 * `{ code, message }`, and for a malformed line also `line`.
 */
import type { ServerResponse } from 'node:http';

const CODES = {
  400: 'invalid',
  401: 'unauthorized',
  404: 'not found',
  405: 'method not allowed',
  413: 'request too large',
  422: 'unprocessable entity',
  429: 'too many requests',
  500: 'internal error',
  503: 'unavailable',
} as const;
export type ErrorStatus = keyof typeof CODES;

/** An answer other than success, thrown to where requests are answered. */
export class Refusal extends Error {
  readonly status: ErrorStatus;
  readonly more: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: ErrorStatus,
    message: string,
    {
      more = {},
      headers = {},
    }: {
      readonly more?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.more = more;
    this.headers = headers;
  }
}

export function answerRefusal(response: ServerResponse, refusal: Refusal): void {
  const code = CODES[refusal.status];
  answer(response, refusal.status, {
    body: JSON.stringify({ code, message: refusal.message, ...refusal.more }),
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Platform-Error-Code': code,
      ...refusal.headers,
    },
  });
}

export function answer(
  response: ServerResponse,
  status: number,
  {
    body = '',
    headers = {},
  }: { readonly body?: string | Buffer; readonly headers?: Readonly<Record<string, string>> } = {},
): void {
  response.writeHead(status, {
    'X-Influxdb-Build': 'OSS',
    'X-Influxdb-Version': 'v2.7-stand-in',
    ...(status === 204 ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  });
  response.end(body);
}

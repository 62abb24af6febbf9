/** How a refusal looks to a client: RFC 9457 problem documents, and the one table from codes to statuses. */
import { STATUS_CODES } from 'node:http';
import type { Refusal } from '../keeper/protocol.ts';
import { HTTP_WORDS, type HttpCode, wordsOf } from './wording.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** Codes are stable; `title`, `detail`, `vi` and `en` may be reworded at any time. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  vi?: string;
  en?: string;
  details?: Readonly<Record<string, unknown>>;
  issues?: { in: string; path: string; message: string }[];
};

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  CREDENTIALS_WRONG: 401,
  PASSKEY_WRONG: 401,
  CERTIFICATE_UNPROVED: 401,
  PASSKEY_CHALLENGE: 401,
  PASSKEY_COUNTER: 401,
  REQUEST_INVALID: 400,
  RANGE_TOO_LONG: 400,
  BODY_MALFORMED: 400,
  DESCRIPTION_REFUSED: 400,
  DISPOSITION_NOT_OFFICIAL: 403,
  PASSWORD_WRONG: 403,
  PASSWORD_SHORT: 400,
  PASSWORD_LONG: 400,
  ROUTE_UNKNOWN: 404,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  UPGRADE_REQUIRED: 426,
  TOO_MANY_ATTEMPTS: 429,
  TOO_MUCH_AT_ONCE: 429,
  DS01_UNPROCESSABLE: 422,
  // The standard's own names of what can go wrong with a query or a capture.
  QueryParameterException: 400,
  ValidationException: 400,
  CaptureLimitExceededException: 413,
  QueryTooLargeException: 413,
  INTERNAL_ERROR: 500,
  SERVICE_DEGRADED: 503,
  TOO_MANY_CONNECTIONS: 503,
};

/**
 * The status of a code. `addressed` lists the nouns that the address itself names (`UNIT` for `/units/{id}`):
 * only their `…_UNKNOWN` is a 404; an unknown id inside a body is a conflict with what exists, like every other
 * refusal of the domain.
 */
export function statusOf(code: string, addressed: readonly string[] = []): number {
  const fixed = Object.hasOwn(STATUS, code) ? STATUS[code] : undefined;
  if (fixed !== undefined) return fixed;
  if (code.startsWith('FORBIDDEN_')) return 403;
  if (addressed.some((noun) => code === `${noun}_UNKNOWN`)) return 404;
  if (/_(INVALID|MALFORMED|REQUIRED)$/.test(code)) return 400;
  return 409;
}

/** Thrown inside a request; the error handler writes it. `headers` go out with it (Retry-After). */
export class ProblemError extends Error {
  readonly refusal: Refusal;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(refusal: Refusal, status: number, headers: Readonly<Record<string, string>> = {}) {
    super(refusal.message);
    this.refusal = refusal;
    this.status = status;
    this.headers = headers;
  }
}

/** A refusal by this edge itself. `message` defaults to the English words of its code. */
export function httpProblem(
  code: HttpCode,
  message?: string,
  more: { details?: Record<string, unknown>; headers?: Record<string, string> } = {},
): ProblemError {
  const refusal: Refusal = {
    code,
    message: message ?? HTTP_WORDS[code].en,
    ...(more.details === undefined ? {} : { details: more.details }),
  };
  return new ProblemError(refusal, statusOf(code), more.headers);
}

/** `details` stay in a member of their own, so that no value of the domain can pose as `status` or `code`. */
export function problemOf(refusal: Refusal, status: number): Problem {
  const words = wordsOf(refusal.code);
  return {
    type: `urn:giulanh:problem:${refusal.code}`,
    title: words?.en ?? STATUS_CODES[status] ?? 'Refused',
    status,
    code: refusal.code,
    detail: refusal.message,
    ...(words === null ? {} : { vi: words.vi, en: words.en }),
    ...(refusal.details === undefined ? {} : { details: refusal.details }),
  };
}

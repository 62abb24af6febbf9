/**
 * What did the server make of a write? One table for both lines, from the bare HTTP answer, because neither client
 * library tells enough: one takes any 2xx for a success, the other 201; one drops the text of a 5xx; both lose Retry-After.
 *
 * The question behind every row: does the answer speak of these points (`refused`: look for the bad one), or only of the
 * server (`unavailable`: the same again later)? In doubt it is the second: nothing is ever lost by sending again.
 */
import type { UtcMs } from '../thermal/types.ts';
import type { InfluxError, Trouble, WriteResult } from './types.ts';

/** How one HTTP request ended. `headers` have lower-case names. An answer that broke off in its body is `broken`. */
export type HttpAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
      readonly body: string;
    }
  | { readonly kind: 'broken'; readonly error: Error }
  | { readonly kind: 'late'; readonly afterMs: number };

type Answered = Extract<HttpAnswer, { kind: 'answered' }>;
type Refusal = Exclude<WriteResult, { kind: 'stored' }>;

/** How much of a server's words is kept. */
const MOST_REASON = 500;
/** Node's codes for an attempt that took too long, apart from our own limit. */
const TIMEOUT_CODES = ['ETIMEDOUT', 'ESOCKETTIMEDOUT'];

/** @param now for a Retry-After that is a date */
export function outcomeOf(answer: HttpAnswer, now: UtcMs): WriteResult {
  if (answer.kind !== 'answered') return unanswered(answer);
  const { status } = answer;
  if (status === 204) return { kind: 'stored' };
  const reason = reasonOf(answer);
  const unavailable = (code: Trouble): Refusal => ({
    kind: 'unavailable',
    code,
    reason,
    retryAfterMs: retryAfter(answer, now),
  });
  switch (status) {
    case 401:
    case 403:
    // A proxy wants a login: that says nothing of the points either.
    case 407:
      return unavailable('INFLUX_UNAUTHORIZED');
    case 404:
      return unavailable('INFLUX_MISSING');
    case 408:
      return unavailable('INFLUX_TIMEOUT');
    case 429:
    case 503:
      return unavailable('INFLUX_OVERLOADED');
    default:
  }
  if (status >= 500) return unavailable(serverTrouble(status, reason));
  // A redirect is not followed: the points would go where nobody said they should.
  if (status >= 300 && status < 400) return unavailable('INFLUX_FAILED');
  // 400 (also "partial write": some of it is stored, and stored again is harmless), 413, 422, and every other 2xx and
  // 4xx: 201 is a partial success of 3.x, 202 a promise, 200 an answer of something that is no InfluxDB.
  return { kind: 'refused', status, reason };
}

/** The same answer, for a question that was not answered with 200. */
export function queryTrouble(answer: HttpAnswer, now: UtcMs): { code: InfluxError['code']; reason: string } {
  const outcome = outcomeOf(answer, now);
  if (outcome.kind === 'unavailable') return outcome;
  const reason = outcome.kind === 'refused' ? outcome.reason : 'no answer to a question';
  return { code: 'INFLUX_QUERY_REFUSED', reason };
}

/**
 * 1.x answers 500 for several things that are no failure of its own:
 * - `timeout`: its coordinator's write-timeout. The points may be stored yet or not: like every timeout.
 * - `engine: cache-max-memory-size exceeded`: its memory is full until it has written a snapshot. That passes, but
 *   not faster for being asked again at once: overload.
 * - `retention policy not found`: someone dropped it with all it held; what was there must come again: missing.
 */
function serverTrouble(status: number, reason: string): Trouble {
  if (status === 504) return 'INFLUX_TIMEOUT';
  if (status !== 500) return 'INFLUX_FAILED';
  if (/cache-max-memory-size|cache maximum memory size/.test(reason)) return 'INFLUX_OVERLOADED';
  if (/^(write failed: )?timeout$/.test(reason)) return 'INFLUX_TIMEOUT';
  if (/retention policy not found|database not found/.test(reason)) return 'INFLUX_MISSING';
  return 'INFLUX_FAILED';
}

function unanswered(answer: Exclude<HttpAnswer, Answered>): Refusal {
  if (answer.kind === 'late') {
    const reason = `no complete answer within ${answer.afterMs} ms`;
    return { kind: 'unavailable', code: 'INFLUX_TIMEOUT', reason, retryAfterMs: null };
  }
  const { error } = answer;
  const errno = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return {
    kind: 'unavailable',
    code: TIMEOUT_CODES.includes(errno) ? 'INFLUX_TIMEOUT' : 'INFLUX_UNREACHABLE',
    // Several addresses that all fail come as one error with an empty message.
    reason: short(error.message === '' ? errno : error.message),
    retryAfterMs: null,
  };
}

/** The server's own words: `error` (1.x) or `message` (2.x) of a JSON body, its header, or the body as it is. */
function reasonOf({ status, headers, body }: Answered): string {
  const said = fromJson(body) ?? text(headers['x-influxdb-error']) ?? text(headers['x-influx-error']) ?? body;
  const reason = said.trim();
  return short(reason === '' ? `HTTP ${status}` : reason);
}

function fromJson(body: string): string | null {
  if (!body.trimStart().startsWith('{')) return null;
  try {
    const said: unknown = JSON.parse(body);
    for (const name of ['error', 'message']) {
      const value: unknown = (said as Record<string, unknown>)[name];
      if (typeof value === 'string' && value !== '') return value;
    }
  } catch {
    // Not JSON after all: the body speaks for itself.
  }
  return null;
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3); null when there is none or it cannot be read. Never negative. */
function retryAfter({ headers }: Answered, now: UtcMs): number | null {
  const value = text(headers['retry-after'])?.trim() ?? '';
  if (/^[0-9]{1,9}$/.test(value)) return Number(value) * 1000;
  // A date has letters; what else the parser would take for one is not meant.
  const at = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

const text = (header: string | readonly string[] | undefined): string | null =>
  header === undefined ? null : typeof header === 'string' ? header : (header[0] ?? null);

const short = (words: string): string =>
  words.length <= MOST_REASON ? words : `${words.slice(0, MOST_REASON).toWellFormed()}…`;

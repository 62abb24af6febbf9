import { describe, expect, test } from 'vitest';
import { type HttpAnswer, outcomeOf, queryTrouble } from '../../src/influx/outcome.ts';

const NOW = Date.UTC(2026, 10, 20, 3, 0, 0);
const answered = (status: number, body = '', headers: Record<string, string> = {}): HttpAnswer => ({
  kind: 'answered',
  status,
  headers,
  body,
});
const broken = (code: string, message = code): HttpAnswer => ({
  kind: 'broken',
  error: Object.assign(new Error(message), code === '' ? {} : { code }),
});

describe('what a server made of a write', () => {
  test('only 204 is a success', () => {
    expect(outcomeOf(answered(204), NOW)).toEqual({ kind: 'stored' });
    for (let status = 200; status < 600; status++) {
      if (status !== 204) expect(outcomeOf(answered(status), NOW).kind, `${status}`).not.toBe('stored');
    }
  });

  test.each([
    [200, '<html>sign in</html>', '<html>sign in</html>'],
    [201, '{"error":"partial write"}', 'partial write'],
    [202, '', 'HTTP 202'],
    [
      400,
      '{"error":"partial write: field type conflict dropped=1"}',
      'partial write: field type conflict dropped=1',
    ],
    [400, '{"code":"invalid","message":"unable to parse","line":3}', 'unable to parse'],
    [400, '{"code":', '{"code":'],
    [400, '{"error":7}', '{"error":7}'],
    [405, ' Method not allowed \n', 'Method not allowed'],
    [410, '', 'HTTP 410'],
    [413, '{"error":"Request Entity Too Large"}', 'Request Entity Too Large'],
    [422, '{"code":"unprocessable entity","message":"failure writing points"}', 'failure writing points'],
  ])('%i with %j says that something in it cannot be stored', (status, body, reason) => {
    expect(outcomeOf(answered(status, body), NOW)).toEqual({ kind: 'refused', status, reason });
  });

  test.each([
    [301, '', 'INFLUX_FAILED'],
    [401, '{"code":"unauthorized","message":"unauthorized access"}', 'INFLUX_UNAUTHORIZED'],
    [403, '{"error":"\\"kho\\" user is not authorized to write to database"}', 'INFLUX_UNAUTHORIZED'],
    [407, '', 'INFLUX_UNAUTHORIZED'],
    [404, '{"error":"database not found: \\"giulanh\\""}', 'INFLUX_MISSING'],
    [404, '{"code":"not found","message":"bucket \\"giulanh\\" not found"}', 'INFLUX_MISSING'],
    [408, '', 'INFLUX_TIMEOUT'],
    [429, '{"code":"too many requests","message":"rate limit"}', 'INFLUX_OVERLOADED'],
    [500, '{"error":"timeout"}', 'INFLUX_TIMEOUT'],
    [500, '{"error":"engine: cache-max-memory-size exceeded: (1/1)"}', 'INFLUX_OVERLOADED'],
    [500, '{"error":"retention policy not found: autogen"}', 'INFLUX_MISSING'],
    [500, '{"error":"hinted handoff queue not empty"}', 'INFLUX_FAILED'],
    [500, '{"error":"[shard 3] engine is closed, after a timeout"}', 'INFLUX_FAILED'],
    [500, '', 'INFLUX_FAILED'],
    [502, '<html>Bad Gateway</html>', 'INFLUX_FAILED'],
    [503, '', 'INFLUX_OVERLOADED'],
    [504, '', 'INFLUX_TIMEOUT'],
    [599, '', 'INFLUX_FAILED'],
  ])('%i with %j says nothing of the points: %s', (status, body, code) => {
    expect(outcomeOf(answered(status, body), NOW)).toMatchObject({
      kind: 'unavailable',
      code,
      retryAfterMs: null,
    });
  });

  test.each([
    ['0', 0],
    ['7', 7000],
    [' 120 ', 120_000],
    ['Fri, 20 Nov 2026 03:00:30 GMT', 30_000],
    ['Friday, 20-Nov-26 03:00:30 GMT', 30_000],
    ['Fri Nov 20 03:00:30 2026', 30_000],
    ['Fri, 20 Nov 2026 02:00:00 GMT', 0],
    ['', null],
    ['soon', null],
    ['-3', null],
    ['1.5', null],
    ['1e3', null],
    ['99999999999', null],
    ['2026-11-20', null],
  ])('a server that wishes to be asked again after %j is heard: %s ms', (wish, retryAfterMs) => {
    for (const status of [429, 503, 500, 401])
      expect(outcomeOf(answered(status, '', { 'retry-after': wish }), NOW)).toMatchObject({ retryAfterMs });
  });

  test.each([
    ['ECONNREFUSED', 'INFLUX_UNREACHABLE'],
    ['ECONNRESET', 'INFLUX_UNREACHABLE'],
    ['ENOTFOUND', 'INFLUX_UNREACHABLE'],
    ['EAI_AGAIN', 'INFLUX_UNREACHABLE'],
    ['EPIPE', 'INFLUX_UNREACHABLE'],
    ['CERT_HAS_EXPIRED', 'INFLUX_UNREACHABLE'],
    ['ETIMEDOUT', 'INFLUX_TIMEOUT'],
    ['', 'INFLUX_UNREACHABLE'],
  ])('a connection that ends with %j is %s', (code, trouble) => {
    expect(outcomeOf(broken(code, 'why'), NOW)).toEqual({
      kind: 'unavailable',
      code: trouble,
      reason: 'why',
      retryAfterMs: null,
    });
  });

  test('an error that says nothing but its code is named by it', () => {
    expect(outcomeOf(broken('ECONNREFUSED', ''), NOW)).toMatchObject({ reason: 'ECONNREFUSED' });
  });

  test('no complete answer in time is a timeout', () => {
    expect(outcomeOf({ kind: 'late', afterMs: 15_000 }, NOW)).toMatchObject({ code: 'INFLUX_TIMEOUT' });
  });

  test('the server’s words come from its header where it sends no body, and a long story is cut', () => {
    expect(outcomeOf(answered(400, '', { 'x-influxdb-error': 'bad timestamp' }), NOW)).toMatchObject({
      reason: 'bad timestamp',
    });
    const story = outcomeOf(answered(400, '🧊'.repeat(9999)), NOW);
    expect(story.kind === 'refused' && story.reason.length <= 501 && story.reason.isWellFormed()).toBe(true);
  });

  test('a question that a server will not answer is refused, one it cannot answer now says why', () => {
    expect(queryTrouble(answered(400, '{"error":"syntax"}'), NOW)).toMatchObject({
      code: 'INFLUX_QUERY_REFUSED',
      reason: 'syntax',
    });
    expect(queryTrouble(answered(204), NOW).code).toBe('INFLUX_QUERY_REFUSED');
    expect(queryTrouble(answered(503), NOW).code).toBe('INFLUX_OVERLOADED');
    expect(queryTrouble(broken('ECONNREFUSED'), NOW).code).toBe('INFLUX_UNREACHABLE');
  });
});

import { describe, expect, test } from 'vitest';
import { DeadMan } from '../../src/watchdog/dead-man.ts';
import { receiver } from './receiver.ts';

const NOW = Date.parse('2026-11-22T02:00:00Z');
const at = (url: string, timeoutSeconds = 5) =>
  new DeadMan({ url, everySeconds: 60, timeoutSeconds }, () => NOW);

describe('the receiver outside', () => {
  test('is asked once a minute', async () => {
    const outside = await receiver();
    const man = at(outside.url);
    for (const second of [0, 1, 59.9, 60, 61, 120]) await man.beat(second * 1000);
    expect(outside.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /song',
      'GET /song',
      'GET /song',
    ]);
    expect(man).toMatchObject({ sent: 3, failed: 0, trouble: null, lastSuccessAt: NOW });
  });
  test.each([500, 404, 302])('that answers %i has not heard; no redirect is followed', async (status) => {
    const outside = await receiver();
    outside.answer = status;
    const man = at(outside.url);
    await man.beat(0);
    expect(man).toMatchObject({ sent: 0, failed: 1, trouble: `HTTP ${status}`, lastSuccessAt: null });
    expect(outside.heard).toHaveLength(1);
    outside.answer = 204;
    await man.beat(60_000);
    expect(man).toMatchObject({ sent: 1, trouble: null, lastSuccessAt: NOW });
  });
  test('that hangs is given up, and never asked twice at once', async () => {
    const outside = await receiver();
    outside.answer = null;
    const man = at(outside.url, 0.2);
    const asked = man.beat(0);
    await man.beat(60_000);
    await asked;
    expect(outside.heard).toHaveLength(1);
    expect(man.trouble).toMatch(/no answer within 200 ms/);
  });
  test('that is not there is no trouble for the service', async () => {
    const man = at('http://127.0.0.1:1/');
    await man.beat(0);
    expect(man).toMatchObject({ failed: 1, lastSuccessAt: null });
  });
  test('must have an address', () => {
    expect(() => at('not an address')).toThrow(/canary\.deadMan\.url/);
  });
});

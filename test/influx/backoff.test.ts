import { expect, test } from 'vitest';
import { Backoff } from '../../src/influx/backoff.ts';

const ALMOST_ONE = 0.999_999;
const waits = (backoff: Backoff, n: number) => Array.from({ length: n }, () => backoff.failed(null));

test('the wait after a failure may grow to 1 s, then 2 s, 4 s and so on, and never past 60 s', () => {
  const longest = waits(new Backoff(() => ALMOST_ONE), 9);
  expect(longest).toEqual([999, 1999, 3999, 7999, 15999, 31999, 59999, 59999, 59999]);
});

test('the wait is drawn from the whole stretch, so that many senders do not return together', () => {
  const drawn = [0, 0.25, 0.5, 0.75];
  const backoff = new Backoff(() => drawn.shift() ?? 0);
  expect(waits(backoff, 4)).toEqual([0, 500, 2000, 6000]);
});

test('a success lets the next failure begin at 1 s again', () => {
  const backoff = new Backoff(() => ALMOST_ONE);
  waits(backoff, 5);
  backoff.succeeded();
  expect(backoff.failed(null)).toBe(999);
});

test.each([
  { wish: 0, wait: 0 },
  { wish: 30_000, wait: 30_000 },
  { wish: 599_999, wait: 599_999 },
  { wish: 600_000, wait: 600_000 },
  { wish: 600_001, wait: 600_000 },
  { wish: 86_400_000, wait: 600_000 },
])('a server that asks for $wish ms is left alone for $wait ms', ({ wish, wait }) => {
  expect(new Backoff(() => 0).failed(wish)).toBe(wait);
});

test('a server that asks for less than the own wait does not shorten it', () => {
  const backoff = new Backoff(() => 0.5);
  waits(backoff, 6);
  expect(backoff.failed(1000)).toBe(30_000);
});

test('a thousand failures in a row still wait at most 60 s', () => {
  expect(Math.max(...waits(new Backoff(() => ALMOST_ONE), 1000))).toBeLessThan(60_000);
});

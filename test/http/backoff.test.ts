import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACCOUNT_LIMITS, Backoff } from '../../src/http/backoff.ts';

const failTimes = (backoff: Backoff, key: string, times: number, now = 0) => {
  for (let failure = 0; failure < times; failure += 1) backoff.countAttempt(key, now);
};

test.each([
  [4, 0],
  [5, 1_000],
  [6, 2_000],
  [10, 32_000],
  [14, 512_000],
  [15, 900_000],
  [5_000, 900_000],
])('%i failures mean a wait of %i ms', (failures, wait) => {
  const backoff = new Backoff(ACCOUNT_LIMITS);
  failTimes(backoff, 'a', failures);
  expect(backoff.waitOf('a', 0)).toBe(wait);
});

test('after half an hour of quiet the count begins anew', () => {
  const backoff = new Backoff(ACCOUNT_LIMITS);
  failTimes(backoff, 'a', 8);
  backoff.countAttempt('a', ACCOUNT_LIMITS.forgetAfter + 1);
  expect(backoff.waitOf('a', ACCOUNT_LIMITS.forgetAfter + 1)).toBe(0);
});

test('a clock that is set back locks nobody out for longer than the longest wait', () => {
  const backoff = new Backoff(ACCOUNT_LIMITS);
  failTimes(backoff, 'a', 8, 1e12);
  expect(backoff.waitOf('a', 0)).toBe(ACCOUNT_LIMITS.longestWait);
});

test('however many names are tried, memory stays bounded and waits stay within their limits', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.nat(10 ** 7)), { maxLength: 200 }), (attempts) => {
      const backoff = new Backoff({ ...ACCOUNT_LIMITS, keysMax: 20 });
      for (const [key, now] of attempts) {
        backoff.countAttempt(key, now);
        const wait = backoff.waitOf(key, now);
        if (wait < 0 || wait > ACCOUNT_LIMITS.longestWait || backoff.size > 20) return false;
      }
      return true;
    }),
  );
});

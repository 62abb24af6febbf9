/** Little of a backlog waits a moment for more, so that a commit is worth its cost; what is enough, or comes after a pause, waits for nothing. */
import { expect, test } from 'vitest';
import { LEAST_BYTES } from '../../src/keeper/batch-bound.ts';
import { APART_MS, Pace } from '../../src/keeper/pace.ts';

test.each([
  ['nothing left yet: the first message goes at once', null, 1, 0],
  ['little, right after a batch', 0, 1, APART_MS],
  ['little, a while after it', APART_MS - 1, 1, 1],
  ['little, when the moment is over', APART_MS, 1, 0],
  ['little, long after it', 60_000, 1, 0],
  ['nearly enough, right after a batch', 0, LEAST_BYTES - 1, APART_MS],
  ['enough, right after a batch', 0, LEAST_BYTES, 0],
])('%s', (_name, since, bytes, wait) => {
  const pace = new Pace();
  if (since !== null) pace.sent(1_000);
  expect(pace.wait(bytes, 1_000 + (since ?? 0))).toBe(wait);
});

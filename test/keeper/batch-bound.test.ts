/** What the network held back is committed in large batches while that is quick, and in small ones beside what is live. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ALONE_MS,
  BatchBound,
  BESIDE_LIVE_MS,
  LEAST_BYTES,
  MOST_BYTES,
} from '../../src/keeper/batch-bound.ts';

/** What a batch costs the keeper, ms: a part for the commit itself, and one for each byte. */
type Cost = { readonly each: number; readonly perByte: number };
const costOf = ({ each, perByte }: Cost, bytes: number): number => each + perByte * bytes;
const allowed = (isLiveNear: boolean): number => (isLiveNear ? BESIDE_LIVE_MS : ALONE_MS);
const after = (batches: readonly { bytes: number; ms: number }[]): BatchBound => {
  const bound = new BatchBound();
  for (const { bytes, ms } of batches) bound.took(bytes, ms);
  return bound;
};
/** Filled batches, one after the other; answers what the last would have cost. */
const settle = (bound: BatchBound, cost: Cost, isLiveNear: boolean, batches: number): number => {
  for (let i = 0; i < batches; i++) {
    const bytes = bound.bytes(isLiveNear);
    bound.took(bytes, costOf(cost, bytes));
  }
  return costOf(cost, bound.bytes(isLiveNear));
};

const history = fc.array(
  fc.record({
    bytes: fc.integer({ min: 1, max: 2_000_000 }),
    ms: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 5_000, noNaN: true })),
  }),
  { maxLength: 60 },
);
/** Commits whose own part is less than half of what a batch beside something live may take. */
const costs = fc.record({
  each: fc.double({ min: 0, max: BESIDE_LIVE_MS / 2, noNaN: true }),
  perByte: fc.double({ min: 1e-6, max: 1e-3, noNaN: true }),
});

test.each([
  ['nothing was committed yet', [], 24_576, 98_304],
  ['a filled batch took as long as it may', [{ bytes: 24_576, ms: 5 }], 24_576, 98_304],
  ['a filled batch took half as long', [{ bytes: 24_576, ms: 2.5 }], 36_864, 147_456],
  ['it took no time at all: no more is believed than double', [{ bytes: 24_576, ms: 0 }], 36_864, 147_456],
  ['it took twice as long', [{ bytes: 24_576, ms: 10 }], 18_432, 73_728],
  ['it took for ever', [{ bytes: 24_576, ms: 1e9 }], LEAST_BYTES, 49_152],
  ['half a batch tells as much as a whole one', [{ bytes: 12_288, ms: 1.25 }], 36_864, 147_456],
  ['less than half a batch that was quick tells nothing', [{ bytes: 12_287, ms: 5 }], 24_576, 98_304],
  ['less than half a batch that took long tells', [{ bytes: 6_144, ms: 10 }], LEAST_BYTES, 55_296],
  [
    'a large one was as quick as a small one: no more is believed than double',
    [{ bytes: 98_304, ms: 5 }],
    36_864,
    147_456,
  ],
])('%s', (_name, batches, beside, alone) => {
  const bound = after(batches);
  expect(Math.round(bound.bytes(true))).toBe(beside);
  expect(Math.round(bound.bytes(false))).toBe(alone);
});

test('whatever batches took, the bound is never below the least nor above the most, and never larger beside what is live', () => {
  fc.assert(
    fc.property(history, (batches) => {
      const bound = after(batches);
      const [beside, alone] = [bound.bytes(true), bound.bytes(false)];
      expect(beside).toBeGreaterThanOrEqual(LEAST_BYTES);
      expect(alone).toBeLessThanOrEqual(MOST_BYTES);
      expect(beside).toBeLessThanOrEqual(alone);
      expect(beside).toBeLessThanOrEqual(
        Math.max(LEAST_BYTES, ((alone * BESIDE_LIVE_MS) / ALONE_MS) * (1 + 1e-9)),
      );
    }),
  );
});

test('whatever was before, filled batches soon take as long as they may, unless the least or the most is reached', () => {
  fc.assert(
    fc.property(history, costs, fc.boolean(), (batches, cost, isLiveNear) => {
      const bound = after(batches);
      const ms = settle(bound, cost, isLiveNear, 60);
      const bytes = bound.bytes(isLiveNear);
      const most = isLiveNear ? (MOST_BYTES * BESIDE_LIVE_MS) / ALONE_MS : MOST_BYTES;
      if (bytes > LEAST_BYTES * 1.001) expect(ms).toBeLessThan(allowed(isLiveNear) * 1.05);
      if (bytes < most * 0.999) expect(ms).toBeGreaterThan(allowed(isLiveNear) * 0.95);
    }),
  );
});

test('when work becomes heavy, the seventh batch beside what is live takes no more than a quarter too long', () => {
  fc.assert(
    fc.property(history, costs, (batches, cost) => {
      const bound = after(batches);
      const ms = settle(bound, cost, true, 7);
      expect(ms).toBeLessThanOrEqual(Math.max(BESIDE_LIVE_MS * 1.25, costOf(cost, LEAST_BYTES)));
    }),
  );
});

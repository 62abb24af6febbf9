/** Whoever waits for an answer waits so long and no longer, however many others wait beside them. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Patience } from '../../src/http/patience.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const MOST = 3_000;
const after = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve('told'), ms));

test('an answer just in time is told, one a moment later is given up', async () => {
  const patience = new Patience(MOST);
  const [inTime, late] = [patience.within(() => after(MOST - 1)), patience.within(() => after(MOST + 1))];
  const refused = expect(late).rejects.toThrow('no answer within 3000 ms');
  await vi.advanceTimersByTimeAsync(MOST + 1);
  expect(await inTime).toBe('told');
  await refused;
});

test('what goes wrong is told as it is, at once', async () => {
  const patience = new Patience(MOST);
  await expect(patience.within(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(MOST);
  expect(vi.getTimerCount()).toBe(0);
});

test('each wait ends by its own beginning: no answer is given up early, none is waited for long', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ pause: fc.nat({ max: 2 * MOST }), takes: fc.nat({ max: 2 * MOST }) }), {
        minLength: 1,
        maxLength: 30,
      }),
      async (waits) => {
        const patience = new Patience(MOST);
        const ended: Promise<number>[] = [];
        for (const { pause, takes } of waits) {
          await vi.advanceTimersByTimeAsync(pause);
          const begun = performance.now();
          const lasted = () => Math.round(performance.now() - begun);
          ended.push(patience.within(() => after(takes)).then(lasted, lasted));
        }
        await vi.advanceTimersByTimeAsync(2 * MOST);
        expect(await Promise.all(ended)).toEqual(waits.map(({ takes }) => Math.min(takes, MOST)));
      },
    ),
    { numRuns: 50 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Thinning } from '../../../devices/agent/thinning.ts';

const MINUTE = 60_000;
const rule = { within: 300, every: 10 * MINUTE, limits: [8_000, -500] };
const one = (celsius: number | null) => [{ probe: '1', celsius }];

test.each([
  ['nothing was kept before', null, 5, MINUTE, false],
  ['the same again', 5, 5, MINUTE, true],
  ['0.3 °C warmer', 5, 5.3, MINUTE, true],
  ['more than 0.3 °C warmer', 5, 5.301, MINUTE, false],
  ['just before ten minutes are over', 5, 5, 10 * MINUTE - 1, true],
  ['ten minutes later', 5, 5, 10 * MINUTE, false],
  ['from 7.9 °C to the limit itself', 7.9, 8, MINUTE, false],
  ['from the limit to past it', 8, 8.1, MINUTE, false],
  ['past the limit before and after', 8.1, 8.2, MINUTE, true],
  ['back inside', 8.1, 7.9, MINUTE, false],
])('%s', (_, before, after, later, repeats) => {
  const thinning = new Thinning(rule);
  if (before !== null) thinning.kept(one(before), 0);
  expect(thinning.repeats(one(after), later)).toBe(repeats);
});

test('a sensor that fails, or answers again, is news', () => {
  const thinning = new Thinning(rule);
  thinning.kept(one(5), 0);
  expect(thinning.repeats(one(null), 1)).toBe(false);
  thinning.kept(one(null), 1);
  expect(thinning.repeats(one(null), 2)).toBe(true);
  expect(thinning.repeats(one(5), 3)).toBe(false);
});

test('of what is left out, nothing is further than 0.3 °C from what stands for it, nor on another side of a limit', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -2_000, max: 10_000 }), { minLength: 1 }), (course) => {
      const thinning = new Thinning(rule);
      let standing = Number.NaN;
      let since = 0;
      course.forEach((milli, i) => {
        const now = i * MINUTE;
        if (thinning.repeats(one(milli / 1000), now)) {
          expect(Math.abs(milli - standing)).toBeLessThanOrEqual(300);
          expect(now - since).toBeLessThan(10 * MINUTE);
          for (const limit of rule.limits) expect(Math.sign(milli - limit)).toBe(Math.sign(standing - limit));
        } else {
          thinning.kept(one(milli / 1000), now);
          standing = milli;
          since = now;
        }
      });
    }),
  );
});

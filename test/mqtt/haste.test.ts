/** By what is a device told that works off what it kept back? By its haste, and until it is calm. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Haste } from '../../src/mqtt/haste.ts';

const SECOND = 1_000;
/** Which of the messages that came at these times are of a backlog? */
const heard = (times: readonly number[]): boolean[] => {
  const haste = new Haste();
  return times.map((at) => haste.isHasty(at));
};
/** So many messages, `every` so many ms, from `from` on. */
const steady = (count: number, every: number, from = 0): number[] =>
  Array.from({ length: count }, (_, i) => from + i * every);

test.each([
  ['a reading every minute', steady(200, 60 * SECOND), 0],
  ['two a second for an hour', steady(7_200, 500), 0],
  ['two at once, when the network is back', steady(2, 0), 0],
  ['three at once: the third', steady(3, 0), 1],
  ['a minute in which the network stood still: eight at once', [0, ...steady(8, 0, 60 * SECOND)], 0],
  ['nine at once: the ninth', [0, ...steady(9, 0, 60 * SECOND)], 1],
  ['three a second, without end: all but the first few', steady(300, 333), 297],
  ['a thousand a second: all but the first two', steady(2_000, 1), 1_998],
])('%s', (_name, times, backlog) => {
  expect(heard(times).filter(Boolean)).toHaveLength(backlog);
});

test('after a backlog a device is live again when it was silent for two seconds, or said one thing a second for three', () => {
  const night = steady(500, 10);
  const last = 499 * 10;
  expect(heard([...night, last + 1_999]).at(-1)).toBe(true);
  expect(heard([...night, last + 2_000]).at(-1)).toBe(false);
  expect(heard([...night, ...steady(5, SECOND, last + SECOND)]).slice(-5)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a clock that is set back makes nobody hasty who says one thing a minute', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3_600_000, max: 3_600_000 }), { maxLength: 6 }), (jumps) => {
      let now = 10_000_000;
      const haste = new Haste();
      for (const jump of jumps) {
        for (let i = 1; i <= 5; i++) expect(haste.isHasty(now + i * 60_000)).toBe(false);
        now += 300_000 + jump;
      }
    }),
  );
});

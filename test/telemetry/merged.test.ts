import fc from 'fast-check';
import { expect, test } from 'vitest';
import { merged } from '../../src/telemetry/merged.ts';
import { type Kept, Tail } from '../../src/telemetry/tail.ts';

const reading = fc
  .record({ at: fc.nat(40), milli: fc.option(fc.nat(2)) })
  .map(({ at, milli }): Kept => ({ at, milli, receivedAt: 0, extras: null }));
/** As a chunk or a tail has them: in the order of time, each once. */
const list = fc.array(reading, { maxLength: 15 }).map((some) => {
  const tail = new Tail();
  for (const one of some) tail.add(one);
  return tail.drain();
});
const keyOf = ({ at, milli }: Kept): string => `${at} ${milli}`;

test('lists of readings, however they overlap, become one in the order of time with each reading once', () => {
  fc.assert(
    fc.property(fc.array(list, { maxLength: 5 }), (lists) => {
      const all = merged(lists);
      expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => a - b));
      expect(all.map(keyOf).toSorted()).toEqual([...new Set(lists.flat().map(keyOf))].toSorted());
    }),
  );
});

test('of a reading that two lists have, that of the earlier list stays', () => {
  const [first, second] = [1, 2].map((receivedAt): Kept => ({ at: 7, milli: 4, receivedAt, extras: null }));
  expect(merged([[first as Kept], [second as Kept]])).toEqual([first]);
});

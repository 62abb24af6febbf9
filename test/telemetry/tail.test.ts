import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asReadings, firstAt, type Kept, Tail } from '../../src/telemetry/tail.ts';

const at = (time: number, milli: number | null = 4000): Kept => ({
  at: time,
  milli,
  receivedAt: time,
  extras: null,
});
const tailOf = (...kept: Kept[]): Tail => {
  const tail = new Tail();
  for (const k of kept) tail.add(k);
  return tail;
};
const values = (kept: readonly Kept[]) => asReadings(kept).map((r) => [r.at, r.milli]);

describe('the newest readings of a probe', () => {
  test('are a set in the order of time, however they arrive and however often', () => {
    const few = fc.record({ time: fc.integer({ min: 0, max: 8 }), milli: fc.constantFrom(1, 2, null) });
    fc.assert(
      fc.property(fc.array(few), (arrivals) => {
        const tail = new Tail();
        const seen = new Set<string>();
        for (const { time, milli } of arrivals) {
          const name = `${time} ${milli}`;
          const there = tail.at(time).map((k) => `${k.at} ${k.milli}`);
          expect(there.sort()).toEqual([...seen].filter((s) => s.startsWith(`${time} `)).sort());
          expect(tail.add(at(time, milli))).toBe(!seen.has(name));
          seen.add(name);
        }
        const all = tail.between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
        expect(all.map((k) => `${k.at} ${k.milli}`).sort()).toEqual([...seen].sort());
        expect(all.map((k) => k.at)).toEqual(all.map((k) => k.at).toSorted((a, b) => a - b));
        expect(tail.size).toBe(seen.size);
      }),
    );
  });

  test('two values at one instant are both kept, and a fault beside them', () => {
    const tail = tailOf(at(5, 4000), at(5, 9000), at(5, null));
    expect(new Set(values(tail.between(5, 6)).map(([, milli]) => milli))).toEqual(
      new Set([4000, 9000, null]),
    );
  });

  test('of a stretch are those from its beginning on and before its end', () => {
    const tail = tailOf(at(3), at(1), at(2));
    expect(values(tail.between(1, 3))).toEqual([
      [1, 4000],
      [2, 4000],
    ]);
    expect(tail.between(4, 9)).toEqual([]);
    expect(tail.newest?.at).toBe(3);
  });

  test('leave when they are packed, and the tail knows from then on how far that reaches', () => {
    const tail = tailOf(at(1), at(7));
    expect(tail.packedTo).toBe(Number.NEGATIVE_INFINITY);
    expect(values(tail.drain())).toEqual([
      [1, 4000],
      [7, 4000],
    ]);
    expect([tail.size, tail.newest, tail.packedTo]).toEqual([0, undefined, 7]);
    tail.add(at(2));
    tail.drain();
    expect(tail.packedTo).toBe(7);
    expect(tail.drain()).toEqual([]);
  });

  test('an ordered list is searched for the first at or after an instant', () => {
    const list = [at(1), at(3), at(3, 1), at(5)];
    expect([0, 1, 2, 3, 4, 5, 6].map((time) => firstAt(list, time))).toEqual([0, 0, 1, 1, 3, 3, 4]);
  });
});

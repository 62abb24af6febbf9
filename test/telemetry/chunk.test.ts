import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packReadings, unpackReadings } from '../../src/telemetry/chunk.ts';
import type { Kept } from '../../src/telemetry/tail.ts';
import { history } from './arbitrary.ts';

describe('packed readings', () => {
  test('come back as they went in, whatever was measured and whenever', () => {
    fc.assert(
      fc.property(history, (kept) => {
        expect(unpackReadings(packReadings(kept))).toEqual(kept);
      }),
    );
  });

  test('that lie further apart than can be written exactly are refused, not rounded', () => {
    const far: Kept[] = [-8.64e15, 8.64e15].map((at) => ({ at, milli: 0, receivedAt: at, extras: null }));
    expect(() => packReadings(far)).toThrow(/at most 2\^52/);
  });

  test('of a fridge at one a minute take less than nine bytes each', () => {
    const day: Kept[] = Array.from({ length: 1440 }, (_, i) => {
      const at = 1_795_316_400_000 + i * 60_000;
      return { at, milli: 4000 + ((i * 7919) % 400), receivedAt: at + 80 + ((i * 31) % 50), extras: null };
    });
    expect(packReadings(day).length / day.length).toBeLessThan(9);
  });

  test('that were cut short throw instead of giving fewer readings', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0, max: 0.99, noNaN: true }), (kept, part) => {
        const packed = packReadings(kept);
        const cut = packed.subarray(0, Math.floor(packed.length * part));
        expect(() => unpackReadings(cut)).toThrow();
      }),
    );
  });
});

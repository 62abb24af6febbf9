import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packReadings, unpackReadings } from '../../src/telemetry/chunk.ts';
import type { Kept } from '../../src/telemetry/tail.ts';
import { VarintReader, VarintWriter } from '../../src/telemetry/varints.ts';
import { history } from './arbitrary.ts';
import { packFirst } from './chunk-first.ts';

const BEGIN = 1_795_316_400_000;
const minutely = (extras: (i: number) => Kept['extras'] = () => null): Kept[] =>
  Array.from({ length: 1440 }, (_, i) => {
    const at = BEGIN + i * 60_000;
    const milli = 4000 + ((i * 7919) % 4) * 100;
    return { at, milli, receivedAt: at + 80 + ((i * 31) % 50), extras: extras(i) };
  });

/** What loggers show: whole tenths and hundredths, some of it in some of the readings. */
const decimal = (places: number, most: number) =>
  fc.integer({ min: -most, max: most }).map((n) => n / 10 ** places);
const shown = fc.record(
  {
    humidity: decimal(1, 1000),
    battery: decimal(3, 5000),
    door: fc.boolean(),
    power: fc.boolean(),
    lat: decimal(6, 90_000_000),
    lon: decimal(6, 180_000_000),
    ambient: decimal(2, 12_000),
    also: fc.nat(3),
    clock: fc.constantFrom('corrected' as const, 'untrusted' as const),
  },
  { requiredKeys: [] },
);
const logger: fc.Arbitrary<Kept[]> = fc
  .array(
    fc.record({
      late: fc.integer({ min: -40_000, max: 40_000 }),
      tenths: fc.option(fc.integer({ min: -1200, max: 800 }), { freq: 8 }),
      delay: fc.nat(200_000),
      extras: fc.option(shown, { freq: 2 }),
    }),
    { minLength: 1, maxLength: 200 },
  )
  .map((list) =>
    list.map(({ late, tenths, delay, extras }, i) => {
      const at = BEGIN + i * 60_000 + late;
      return { at, milli: tenths === null ? null : tenths * 100, receivedAt: at + delay, extras };
    }),
  );

describe('packed readings', () => {
  test('come back as they went in, whatever was measured and whenever', () => {
    fc.assert(
      fc.property(history, (kept) => {
        expect(unpackReadings(packReadings(kept))).toEqual(kept);
      }),
    );
  });

  test('of a logger with other channels come back to the last place, those it left out left out', () => {
    fc.assert(
      fc.property(logger, (kept) => {
        expect(unpackReadings(packReadings(kept))).toEqual(kept);
      }),
    );
  });

  test('of the first form are read as they ever were', () => {
    fc.assert(
      fc.property(fc.oneof(history, logger), (kept) => {
        expect(unpackReadings(packFirst(kept))).toEqual(kept);
      }),
    );
  });

  test('that lie further apart than can be written exactly are refused, not rounded', () => {
    const far: Kept[] = [-8.64e15, 8.64e15].map((at) => ({ at, milli: 0, receivedAt: at, extras: null }));
    expect(() => packReadings(far)).toThrow(/at most 2\^52/);
  });

  test('of a fridge at one a minute take less than two bytes each, less than three with other channels', () => {
    const packed = (kept: Kept[]) => packReadings(kept).length / kept.length;
    expect(packed(minutely())).toBeLessThan(2);
    const more = (i: number) => ({
      humidity: 45 + ((i * 13) % 20) / 10,
      battery: 3.6 - Math.floor(i / 200) / 1000,
      door: i % 97 === 0,
      power: true,
    });
    expect(packed(minutely(more))).toBeLessThan(3);
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

  test('of a form that this program does not know are refused', () => {
    const out = new VarintWriter();
    for (const n of [-3, 1, 0]) out.put(n);
    expect(() => unpackReadings(deflateRawSync(out.bytes()))).toThrow(/version 3/);
  });
});

describe('varints', () => {
  const step = fc.oneof(
    fc.integer({ min: -200, max: 200 }),
    fc.integer(),
    fc.maxSafeInteger().map((n) => Math.trunc(n / 4) + 0),
    fc.constantFrom(0, -1, 2 ** 30 - 1, 2 ** 30, -(2 ** 30), -(2 ** 30) - 1, 2 ** 31, 2 ** 51, -(2 ** 51)),
  );

  test('are read one by one and many at once alike, up to the ends of what can be written', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (numbers) => {
        const out = new VarintWriter();
        for (const n of numbers) out.put(n);
        const bytes = Buffer.from(out.bytes());
        const one = new VarintReader(bytes);
        expect(numbers.map(() => one.next())).toEqual(numbers);
        expect([...new VarintReader(bytes).many(numbers.length, 0, false)]).toEqual(numbers);
      }),
    );
  });

  test('that end early throw, however they are read', () => {
    const cut = Buffer.from([2, 255]);
    expect(() => new VarintReader(cut).many(2, 0, true)).toThrow(/end early/);
    expect(() => new VarintReader(cut).many(3, 0, false)).toThrow(/end early/);
    expect(() => new VarintReader(Buffer.from([200, 1])).text()).toThrow(/cannot be/);
  });
});

/** Readings as anything a device may send: any time, any temperature, faults, other channels. */
import fc from 'fast-check';
import type { Extras } from '../../src/telemetry/measured.ts';
import type { Kept } from '../../src/telemetry/tail.ts';

/** 33 thousand years from 1970, far past what any clock of ours can say. */
const FURTHEST = 1e15;
const instant = fc.oneof(
  fc.integer({ min: -FURTHEST, max: FURTHEST }),
  fc.integer({ min: 1_795_000_000_000, max: 1_795_000_600_000 }),
  fc.constantFrom(-FURTHEST, -1, 0, 1, FURTHEST),
);
/** Any value of an i32 but the lowest, which the journal keeps for a fault. */
const milli = fc.oneof(
  fc.integer({ min: -120_000, max: 80_000 }),
  fc.integer({ min: -0x7fff_ffff, max: 0x7fff_ffff }),
  fc.constant(null),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n));
const extras = fc
  .record(
    { humidity: number, battery: number, door: fc.boolean(), power: fc.boolean(), lat: number, lon: number },
    { requiredKeys: [] },
  )
  .filter((e) => Object.keys(e).length > 0) as fc.Arbitrary<Extras>;

export const kept: fc.Arbitrary<Kept> = fc.record({
  at: instant,
  milli,
  receivedAt: instant,
  extras: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: extras }),
});
/** A list in the order of time, as histories keep it. */
export const history: fc.Arbitrary<Kept[]> = fc
  .array(kept, { minLength: 1, maxLength: 60 })
  .map((list) => list.toSorted((a, b) => a.at - b.at));

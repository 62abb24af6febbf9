/** Random small worlds for the property tests: two units, several probes, stays, evidence, rule versions. */
import fc from 'fast-check';
import type {
  Doubt,
  Evidence,
  Placement,
  Reading,
  Rule,
  RuleVersion,
  Stay,
  UnitHistory,
} from '../../src/thermal/types.ts';

const HORIZON = 60;
const time = fc.integer({ min: 0, max: HORIZON });
const celsius = fc.constantFrom(-1000, -500, -501, 0, 2000, 4000, 7999, 8000, 8001, 12_000);

const reading: fc.Arbitrary<Reading> = fc.record({
  at: time,
  milli: fc.oneof({ weight: 9, arbitrary: celsius }, { weight: 1, arbitrary: fc.constant(null) }),
});

const placements: fc.Arbitrary<Placement[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Placement[]>([{ from: -Infinity, to: null }]) },
  {
    weight: 1,
    arbitrary: fc.tuple(time, time).map(([a, b]) => [{ from: Math.min(a, b), to: Math.max(a, b) + 1 }]),
  },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(time, { minLength: 3, maxLength: 3 }).map((t) => {
      const [a, b, c] = [...t].sort((x, y) => x - y) as [number, number, number];
      return [
        { from: a, to: b },
        { from: c, to: null },
      ];
    }),
  },
);

const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    a: time,
    length: fc.integer({ min: 1, max: 30 }),
    x: celsius,
    y: celsius,
    stated: fc.option(fc.integer({ min: 0, max: 20 })),
    side: fc.constantFrom('above' as const, 'below' as const),
  })
  .map(({ a, length, x, y, stated, side }) => ({
    from: a,
    to: a + length,
    min: Math.min(x, y),
    max: Math.max(x, y),
    source: 'logger',
    beyond: stated === null ? [] : [{ side, limit: side === 'above' ? 8000 : -500, duration: stated }],
  }));

export const doubt: fc.Arbitrary<Doubt> = fc
  .record({ from: time, length: fc.integer({ min: 0, max: 25 }), milli: celsius })
  .map(({ from, length, milli }) => ({ from, to: from + length, milli }));

const unit: fc.Arbitrary<UnitHistory> = fc.record({
  maxGap: fc.integer({ min: 1, max: 12 }),
  maxUnmonitored: fc.integer({ min: 1, max: 20 }),
  probes: fc
    .array(fc.record({ readings: fc.array(reading, { maxLength: 14 }), placements }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((list) => list.map((p, i) => ({ probe: `p${i}`, ...p }))),
  evidence: fc.array(evidence, { maxLength: 2 }),
  doubts: fc.oneof(
    { weight: 1, arbitrary: fc.constant<Doubt[]>([]) },
    { weight: 1, arbitrary: fc.array(doubt, { maxLength: 6 }) },
  ),
});

const rule = (id: string): fc.Arbitrary<Rule> =>
  fc
    .record({
      side: fc.constantFrom('above' as const, 'below' as const),
      inclusive: fc.boolean(),
      allowed: fc.constantFrom(0, 1, 5, 15),
      mode: fc.constantFrom('continuous' as const, 'cumulative' as const),
    })
    .map((r) => ({ id, limit: r.side === 'above' ? 8000 : -500, ...r }));

const versions: fc.Arbitrary<RuleVersion[]> = fc
  .tuple(
    fc.uniqueArray(time, { maxLength: 2 }),
    fc.array(fc.tuple(rule('r1'), rule('r2')), { minLength: 3, maxLength: 3 }),
    fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 3, maxLength: 3 }),
  )
  .map(([starts, rules, max]) =>
    [-1, ...starts]
      .sort((a, b) => a - b)
      .map((effective, i) => ({
        version: i + 1,
        effective,
        rules: rules[i] ?? [],
        maxUnmonitored: max[i] ?? 5,
      })),
  );

const stays: fc.Arbitrary<Stay[]> = fc
  .tuple(
    fc.uniqueArray(time, { minLength: 1, maxLength: 5 }),
    fc.array(fc.constantFrom('a', 'b', null), { minLength: 5, maxLength: 5 }),
  )
  .map(([starts, where]) => {
    const sorted = [...starts].sort((x, y) => x - y);
    const all = sorted.map((from, i) => ({ unit: where[i] ?? null, from, to: sorted[i + 1] ?? null }));
    const list = all.flatMap((s) => (s.unit === null ? [] : [{ ...s, unit: s.unit }]));
    return list.length > 0 ? list : [{ unit: 'a', from: sorted[0] ?? 0, to: null }];
  });

export const world = fc.record({
  units: fc.tuple(unit, unit).map(
    ([a, b]) =>
      new Map([
        ['a', a],
        ['b', b],
      ]),
  ),
  versions,
  stays,
  end: fc.option(fc.integer({ min: HORIZON / 2, max: HORIZON + 10 })),
  asOf: fc.integer({ min: 1, max: HORIZON + 25 }),
});

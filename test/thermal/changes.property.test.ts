/**
 * A province lives: devices move between units, parcels move and end, labels change, loggers are read out, between one
 * batch of readings and the next. After every such change the engine must say what the batch function says.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Course } from '../../src/thermal/course.ts';
import { ThermalEngine } from '../../src/thermal/engine.ts';
import { judgeParcel, judgeUnit } from '../../src/thermal/judge.ts';
import { orderedSet } from '../../src/thermal/standing.ts';
import type { Doubt, Evidence, Excursion, Placement, Reading, Rule, Stay } from '../../src/thermal/types.ts';

const RUNS = Number(process.env.GIULANH_PROPERTY_RUNS ?? 400);
const UNITS = ['a', 'b'] as const;
type UnitId = (typeof UNITS)[number];
/** Either milliseconds, or steps of twenty minutes, so that days of one state and the joints inside it occur. */
const SCALES = [1, 1_200_000];

type Action =
  | { do: 'read'; probe: number; readings: Reading[] }
  | { do: 'carry'; probe: number; at: number; to: UnitId }
  | { do: 'move'; at: number; to: UnitId | null }
  | { do: 'end'; at: number }
  | { do: 'relabel'; after: number; rule: Rule; max: number }
  | { do: 'import'; unit: UnitId; evidence: Evidence }
  | { do: 'doubt'; unit: UnitId; doubt: Doubt }
  | { do: 'settings'; unit: UnitId; maxGap: number; maxUnmonitored: number }
  | { do: 'pause'; after: number; length: number }
  | { do: 'wait' };

const time = fc.integer({ min: 0, max: 60 });
const unitId = fc.constantFrom(...UNITS);
const probe = fc.integer({ min: 0, max: 2 });
const milli = fc.constantFrom(-1000, -500, 0, 2000, 4000, 7999, 8000, 8001, 9000, 12_000, 26_000);
const reading = fc.record({
  at: time,
  milli: fc.oneof({ weight: 12, arbitrary: milli }, { weight: 1, arbitrary: fc.constant(null) }),
});
const rule: fc.Arbitrary<Rule> = fc
  .record({
    side: fc.constantFrom('above' as const, 'below' as const),
    far: fc.boolean(),
    inclusive: fc.boolean(),
    allowed: fc.constantFrom(0, 1, 5, 15),
    mode: fc.constantFrom('continuous' as const, 'cumulative' as const),
  })
  .map(({ far, ...r }) => ({ id: r.side, limit: r.side === 'above' ? (far ? 25_000 : 8000) : -500, ...r }));

/** Mostly live readings, one step after the other and alike; now and then anything. */
const series = fc
  .record({
    from: time,
    step: fc.integer({ min: 1, max: 4 }),
    values: fc.array(fc.constantFrom(4000, 4000, 5000, 9000, 9500, -1000), { minLength: 1, maxLength: 8 }),
    each: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ from, step, values, each }) =>
    values.flatMap((v, i) =>
      Array.from({ length: each }, (_, k): Reading => ({ at: from + (i * each + k) * step, milli: v })),
    ),
  );
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('read' as const), probe, readings: series }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      probe,
      readings: fc.array(reading, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('carry' as const), probe, at: time, to: unitId }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      at: time,
      to: fc.constantFrom('a' as const, 'b' as const, null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), at: time }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('relabel' as const),
      after: fc.integer({ min: 0, max: 20 }),
      rule,
      max: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ unit: unitId, from: time, length: fc.integer({ min: 1, max: 30 }), x: milli, y: milli })
      .map(({ unit, from, length, x, y }): Action => {
        const evidence = { from, to: from + length, min: Math.min(x, y), max: Math.max(x, y) };
        return { do: 'import', unit, evidence: { ...evidence, beyond: [], source: 'file' } };
      }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ unit: unitId, from: time, length: fc.integer({ min: 1, max: 30 }), milli })
      .map(({ unit, from, length, milli }): Action => {
        return { do: 'doubt', unit, doubt: { from, to: from + length, milli } };
      }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('settings' as const),
      unit: unitId,
      maxGap: fc.integer({ min: 1, max: 12 }),
      maxUnmonitored: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('pause' as const),
      after: fc.integer({ min: 0, max: 10 }),
      length: fc.integer({ min: 1, max: 20 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Action>({ do: 'wait' }) },
);

/** The plain truth: all that was ever said, from which the batch function can judge. */
class Truth {
  readonly raw = new Map<string, Reading[]>();
  readonly placements = new Map<string, { unit: UnitId; from: number; to: number | null }[]>();
  readonly evidence = new Map<string, Evidence[]>();
  readonly doubts = new Map<string, Doubt[]>();
  readonly terms = new Map<UnitId, { maxGap: number; maxUnmonitored: number }>();
  course: Course;
  own: Course;

  constructor(scale: number, course: Course) {
    this.course = course;
    this.own = { ...course, stays: [], end: null };
    for (const unit of UNITS) this.terms.set(unit, { maxGap: 5 * scale, maxUnmonitored: 9 * scale });
  }

  /** In which unit a probe's reading of `at` was measured. */
  unitOf(key: string, at: number): UnitId | undefined {
    return this.placements.get(key)?.find((p) => p.from <= at && (p.to === null || at < p.to))?.unit;
  }

  placementsIn(unit: UnitId): Map<string, Placement[]> {
    const found = [...this.placements].map(([key, list]): [string, Placement[]] => [
      key,
      list.filter((p) => p.unit === unit),
    ]);
    return new Map(found.filter(([, list]) => list.length > 0));
  }

  history(unit: UnitId) {
    const terms = this.terms.get(unit) ?? { maxGap: 0, maxUnmonitored: 0 };
    const probes = [...this.placementsIn(unit)].map(([name, placements]) => ({
      probe: name,
      placements,
      readings: this.raw.get(name) ?? [],
    }));
    const doubts = this.doubts.get(unit) ?? [];
    return { ...terms, probes, evidence: this.evidence.get(unit) ?? [], doubts };
  }

  parcel(asOf: number): readonly Excursion[] {
    const units = new Map(UNITS.map((id) => [id, this.history(id)]));
    const { stays, versions, end } = this.course;
    return judgeParcel(stays, units, versions, end, asOf).excursions;
  }

  unit(asOf: number): readonly Excursion[] {
    return judgeUnit(this.history('a'), this.own.versions, null, asOf, this.own.pauses).excursions;
  }
}

const inOrder = (list: Excursion[]): Excursion[] =>
  list.sort(
    (a, b) => a.start - b.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.version - b.version),
  );
/** What must be known at once: what began, what broke, what ended. Peak and length of what goes on may wait. */
const decisive = (list: readonly Excursion[]) =>
  list.map(({ rule, version, start, breachedAt, end }) => ({ rule, version, start, breachedAt, end }));

class Ear {
  readonly #engine: ThermalEngine;
  readonly #key: string;
  #settled: Excursion[] = [];
  #live: readonly Excursion[] = [];
  nextAt = -Infinity;

  constructor(engine: ThermalEngine, key: string) {
    this.#engine = engine;
    this.#key = key;
  }

  listen(asOf: number): Excursion[] {
    const e = this.#engine.evaluate(this.#key, asOf);
    this.#settled = [...(e.rebuilt ? [] : this.#settled), ...e.settled];
    this.#live = e.live;
    this.nextAt = e.nextAt;
    return this.known();
  }

  known(): Excursion[] {
    return inOrder([...this.#settled, ...this.#live]);
  }
}

type Play = {
  scale: number;
  most: number;
  first: Rule;
  second: Rule;
  max: number;
  actions: Action[];
  idle: boolean;
};

/** Plays the actions; `idle` asks the engine only when it said that something may have changed. */
function play({ scale, most, first, second, max, actions, idle }: Play): void {
  const version = (n: number, effective: number, rules: Rule[], most: number) => ({
    version: n,
    effective,
    rules: rules.map((r) => ({ ...r, allowed: r.allowed * scale })),
    maxUnmonitored: most * scale,
  });
  const versions = [version(1, -1, [first, { ...second, id: `${second.id}-2` }], max)];
  const truth = new Truth(scale, { stays: [{ unit: 'a', from: 0, to: null }], versions, end: null });
  const engine = new ThermalEngine(
    (key, from, to) => (truth.raw.get(key) ?? []).filter((r) => r.at >= from && r.at < to),
    most,
  );
  const declare = (unit: UnitId) => {
    const terms = truth.terms.get(unit) ?? { maxGap: 0, maxUnmonitored: 0 };
    const doubts = truth.doubts.get(unit) ?? [];
    engine.setUnit(unit, { ...terms, placements: truth.placementsIn(unit), doubts });
  };
  UNITS.forEach(declare);
  engine.setCourse('parcel', truth.course);
  engine.setCourse('unit', { ...truth.own, stays: [{ unit: 'a', from: -Infinity, to: null }] }, 'a');
  const ears = { parcel: new Ear(engine, 'parcel'), unit: new Ear(engine, 'unit') };
  let asOf = 1;
  let waited = 0;
  for (const step of actions) {
    let touched = step.do !== 'read' && step.do !== 'wait';
    const last = truth.course.stays.at(-1) as Stay;
    switch (step.do) {
      case 'read': {
        const key = `d${step.probe}/1`;
        if (!truth.placements.has(key)) {
          truth.placements.set(key, [{ unit: step.probe === 1 ? 'b' : 'a', from: -Infinity, to: null }]);
          const unit = truth.placements.get(key)?.[0]?.unit ?? 'a';
          engine.addProbe(unit, key, truth.placementsIn(unit).get(key) ?? []);
        }
        const scaled = step.readings.map((r) => ({ ...r, at: r.at * scale }));
        const known = truth.raw.get(key) ?? [];
        const fresh = scaled.filter((r) => !known.some((k) => k.at === r.at && k.milli === r.milli));
        truth.raw.set(key, orderedSet([...known, ...fresh]));
        for (const [unit, readings] of Map.groupBy(fresh, (r) => truth.unitOf(key, r.at))) {
          if (unit === undefined) continue;
          const ordered = readings.toSorted((a, b) => a.at - b.at);
          if (engine.insert(unit, key, ordered) < Infinity) touched = true;
        }
        for (const r of scaled) asOf = Math.max(asOf, r.at + 1);
        break;
      }
      case 'carry': {
        const key = `d${step.probe}/1`;
        const list = truth.placements.get(key);
        const former = list?.at(-1);
        const at = step.at * scale;
        if (list === undefined || former === undefined || former.unit === step.to || at <= former.from)
          continue;
        truth.placements.set(key, [
          ...list.slice(0, -1),
          { ...former, to: at },
          { unit: step.to, from: at, to: null },
        ]);
        UNITS.forEach(declare);
        break;
      }
      case 'move': {
        const at = Math.max(step.at * scale, last.to ?? last.from);
        if (truth.course.end !== null || (last.to === null && last.unit === step.to)) continue;
        const left = truth.course.stays.map((s) => (s.to === null ? { ...s, to: at } : s));
        const stays = step.to === null ? left : [...left, { unit: step.to, from: at, to: null }];
        truth.course = { ...truth.course, stays };
        engine.setCourse('parcel', truth.course);
        asOf = Math.max(asOf, at);
        break;
      }
      case 'end': {
        if (truth.course.end !== null) continue;
        const at = Math.max(step.at * scale, last.to ?? last.from);
        const stays = truth.course.stays.map((s) => (s.to === null ? { ...s, to: at } : s));
        truth.course = { ...truth.course, stays, end: at };
        engine.setCourse('parcel', truth.course);
        asOf = Math.max(asOf, at);
        break;
      }
      case 'relabel': {
        const before = truth.course.versions;
        const effective = Math.max(before.at(-1)?.effective ?? 0, asOf) + step.after * scale + 1;
        const next = [...before, version(before.length + 1, effective, [step.rule], step.max)];
        truth.course = { ...truth.course, versions: next };
        engine.setCourse('parcel', truth.course);
        break;
      }
      case 'import': {
        // A logger tells of what was, never of what is to come.
        const [from, to] = [step.evidence.from * scale, Math.min(step.evidence.to * scale, asOf)];
        if (from >= to) continue;
        const evidence = { ...step.evidence, from, to };
        truth.evidence.set(step.unit, [...(truth.evidence.get(step.unit) ?? []), evidence]);
        engine.addEvidence(step.unit, [evidence]);
        break;
      }
      case 'doubt': {
        const { from, to, milli } = step.doubt;
        const doubt = { from: from * scale, to: to * scale, milli };
        truth.doubts.set(step.unit, [...(truth.doubts.get(step.unit) ?? []), doubt]);
        // One that lies inside every limit, or in time that was already told of, asks for nothing.
        touched = engine.addDoubts(step.unit, [doubt]) < Infinity;
        break;
      }
      case 'settings':
        truth.terms.set(step.unit, {
          maxGap: step.maxGap * scale,
          maxUnmonitored: step.maxUnmonitored * scale,
        });
        declare(step.unit);
        break;
      case 'pause': {
        const known = truth.own.pauses ?? [];
        const from = Math.max(known.at(-1)?.to ?? 0, asOf) + step.after * scale;
        truth.own = { ...truth.own, pauses: [...known, { from, to: from + step.length * scale }] };
        engine.setCourse('unit', { ...truth.own, stays: [{ unit: 'a', from: -Infinity, to: null }] }, 'a');
        break;
      }
      case 'wait':
        asOf += 1 + ((++waited * 7) % 13) * scale;
        break;
    }
    for (const [key, expected] of [
      ['parcel', truth.parcel(asOf)],
      ['unit', truth.unit(asOf)],
    ] as const) {
      const ear = ears[key];
      if (!idle || touched || asOf >= ear.nextAt) expect(ear.listen(asOf)).toEqual(expected);
      else expect(decisive(ear.known())).toEqual(decisive(expected));
    }
  }
}

const plays = fc.record({
  scale: fc.constantFrom(...SCALES),
  most: fc.constantFrom(1, 1000),
  first: rule,
  second: rule,
  max: fc.integer({ min: 1, max: 20 }),
  actions: fc.array(action, { minLength: 1, maxLength: 14 }),
});

describe('while devices, parcels, labels and settings change between batches', () => {
  it('the engine says after each change what the batch function says', () => {
    fc.assert(
      fc.property(plays, (p) => play({ ...p, idle: false })),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('when the engine says that nothing changed and no moment has come, no excursion began, broke or ended', () => {
    fc.assert(
      fc.property(plays, (p) => play({ ...p, idle: true })),
      { numRuns: RUNS },
    );
  }, 120_000);
});

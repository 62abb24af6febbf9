/**
 * A start begins with what was kept of each probe when it was packed, and leads on from there. It must say what an engine says
 * that was led through everything from the beginning, whatever came late and whatever changed in between.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Course } from '../../src/thermal/course.ts';
import { ThermalEngine } from '../../src/thermal/engine.ts';
import { judgeParcel } from '../../src/thermal/judge.ts';
import type { KeptTerms, KeptTrack } from '../../src/thermal/kept-track.ts';
import { orderedSet, placementEnd } from '../../src/thermal/standing.ts';
import type { Excursion, Reading, Rule, Stay } from '../../src/thermal/types.ts';

const RUNS = Number(process.env.GIULANH_PROPERTY_RUNS ?? 400);
const PROBES = ['do-1/1', 'do-2/1'] as const;
/** Minutes, or steps of an hour, so that stretches beyond a limit are cut at six hours too. */
const SCALES = [1, 3_600_000];

const time = fc.integer({ min: 0, max: 60 });
const milli = fc.constantFrom(-1000, 4000, 4000, 5000, 7999, 8001, 9000, 26_000);
const reading = fc.record({
  at: time,
  milli: fc.oneof({ weight: 12, arbitrary: milli }, { weight: 1, arbitrary: fc.constant(null) }),
});
const rule = (id: string): fc.Arbitrary<Rule> =>
  fc.record({
    id: fc.constant(id),
    side: fc.constantFrom('above' as const, 'below' as const),
    limit: fc.constantFrom(-500, 8000, 25_000),
    inclusive: fc.boolean(),
    allowed: fc.constantFrom(0, 1, 5),
    mode: fc.constantFrom('continuous' as const, 'cumulative' as const),
  });
type Action =
  | { do: 'read'; probe: number; readings: Reading[] }
  | { do: 'pack'; probe: number }
  | { do: 'enter'; from: number; length: number | null; rule: Rule }
  | { do: 'settings'; maxGap: number }
  | { do: 'carry'; probe: number; at: number }
  | { do: 'start' }
  | { do: 'rest' };
const probe = fc.integer({ min: 0, max: 1 });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      probe,
      readings: fc.array(reading, { minLength: 1, maxLength: 8 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pack' as const), probe }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('enter' as const),
      from: time,
      length: fc.option(fc.integer({ min: 1, max: 30 })),
      rule: rule('product'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('settings' as const), maxGap: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('carry' as const), probe, at: time }) },
  { weight: 4, arbitrary: fc.constant<Action>({ do: 'start' }) },
  { weight: 3, arbitrary: fc.constant<Action>({ do: 'rest' }) },
);

/** One unit with two probes, as the keeper has it: what is packed is kept, what came since is led on at a start. */
class Place {
  readonly raw = new Map<string, Reading[]>(PROBES.map((key) => [key, []]));
  readonly newer = new Map<string, Reading[]>(PROBES.map((key) => [key, []]));
  readonly kept = new Map<string, { track: KeptTrack; terms: KeptTerms }>();
  readonly leftAt = new Map<string, number>();
  readonly courses = new Map<string, Course>();
  readonly scale: number;
  readonly most: number;
  maxGap: number;
  restored = 0;
  woken = 0;
  /** Of what rests: what was known of it then. */
  readonly told = new Map<string, readonly Excursion[]>();
  engine: ThermalEngine;

  constructor(scale: number, most: number, own: Rule) {
    this.scale = scale;
    this.most = most;
    this.maxGap = 5 * scale;
    this.courses.set('unit', this.course({ unit: 'tu', from: -Infinity, to: null }, own));
    this.engine = this.start();
  }

  course(stay: Stay, of: Rule): Course {
    const rules = [{ ...of, allowed: of.allowed * this.scale }];
    const versions = [{ version: 1, effective: -1, rules, maxUnmonitored: 9 * this.scale }];
    return { stays: [stay], versions, end: stay.to };
  }

  placements(key: string) {
    return [{ from: -1, to: this.leftAt.get(key) ?? null }];
  }

  get terms() {
    const placements = new Map(PROBES.map((key) => [key, this.placements(key)]));
    return { maxGap: this.maxGap, maxUnmonitored: 9 * this.scale, placements };
  }

  /** As the keeper begins: courses first, then the unit with what is kept, then what came since. */
  start(): ThermalEngine {
    const engine = new ThermalEngine(
      (key, from, to) => (this.raw.get(key) ?? []).filter((r) => r.at >= from && r.at < to),
      this.most,
    );
    for (const [key, course] of this.courses) engine.setCourse(key, course, key === 'unit' ? 'tu' : null);
    const begins = new Map<string, KeptTrack>();
    for (const [key, { track, terms }] of this.kept) {
      const now = { maxGap: this.maxGap, placements: this.placements(key), corrected: '' };
      if (engine.holds('tu', track, terms, now)) begins.set(key, track);
    }
    engine.setUnit('tu', this.terms, begins);
    this.restored += begins.size;
    for (const key of begins.keys()) {
      const here = this.newer.get(key)?.filter(({ at }) => placementEnd(this.placements(key), at) !== null);
      if (here !== undefined && here.length > 0) engine.insert('tu', key, here);
    }
    return engine;
  }

  read(key: string, readings: readonly Reading[]): void {
    const known = this.raw.get(key) ?? [];
    const scaled = orderedSet(readings.map((r) => ({ ...r, at: r.at * this.scale })));
    const fresh = scaled.filter((r) => !known.some((k) => k.at === r.at && k.milli === r.milli));
    if (fresh.length === 0) return;
    this.raw.set(key, orderedSet([...known, ...fresh]));
    this.newer.set(key, orderedSet([...(this.newer.get(key) ?? []), ...fresh]));
    const here = fresh.filter(({ at }) => placementEnd(this.placements(key), at) !== null);
    if (here.length > 0) this.engine.insert('tu', key, here);
  }

  pack(key: string): void {
    this.newer.set(key, []);
    const kept = this.engine.keep('tu', key);
    if (kept === null) this.kept.delete(key);
    else {
      const track = { ...kept.track, stretches: kept.track.stretches.map((s) => ({ ...s })) };
      this.kept.set(key, { track, terms: { ...kept.terms, corrected: '' } });
    }
  }

  /** What is over rests; what it was judged to be is remembered. */
  rest(asOf: number): void {
    this.engine = this.start();
    this.told.clear();
    for (const key of this.courses.keys()) {
      if (key === 'unit') continue;
      const known = this.judged(key, asOf);
      if (this.engine.sleep(key)) this.told.set(key, known);
    }
    for (const key of this.courses.keys()) if (!this.told.has(key)) this.engine.evaluate(key, asOf);
  }

  judged(key: string, asOf: number) {
    const { stays, versions, end } = this.courses.get(key) as Course;
    const probes = PROBES.map((name) => ({
      probe: name,
      placements: this.placements(name),
      readings: this.raw.get(name) ?? [],
    }));
    const history = { maxGap: this.maxGap, maxUnmonitored: 9 * this.scale, probes, evidence: [] };
    return judgeParcel(stays, new Map([['tu', history]]), versions, end, asOf).excursions;
  }

  /** What the engine says of every history, and what the batch function says. */
  compare(asOf: number): void {
    for (const [key, known] of this.told) {
      const now = this.judged(key, asOf);
      if (this.engine.sleeps(key)) expect(known).toEqual(now);
      else {
        const { settled, live } = this.engine.evaluate(key, asOf);
        expect([...settled, ...live].toSorted((a, b) => a.start - b.start)).toEqual(now);
        this.told.delete(key);
        this.woken++;
      }
    }
    for (const key of this.courses.keys()) {
      if (key === 'unit') continue;
      const { settled, live } = this.start().evaluate(key, asOf);
      const all = [...settled, ...live].toSorted((a, b) => a.start - b.start);
      expect(all).toEqual(this.judged(key, asOf));
    }
  }
}

it('an engine that begins with what was kept says what one says that was led through everything', () => {
  let restored = 0;
  let woken = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...SCALES),
      fc.constantFrom(1, 1000),
      rule('own'),
      fc.array(action, { minLength: 3, maxLength: 16 }),
      (scale, most, own, actions) => {
        const place = new Place(scale, most, own);
        for (const step of actions) {
          if (step.do === 'read') place.read(PROBES[step.probe] ?? 'do-1/1', step.readings);
          else if (step.do === 'pack') place.pack(PROBES[step.probe] ?? 'do-1/1');
          else if (step.do === 'start') {
            place.engine = place.start();
            place.told.clear();
          } else if (step.do === 'rest') place.rest(70 * scale);
          else if (step.do === 'settings') {
            place.maxGap = step.maxGap * scale;
            place.engine.setUnit('tu', place.terms);
          } else if (step.do === 'carry') {
            place.leftAt.set(PROBES[step.probe] ?? 'do-1/1', step.at * scale);
            place.engine.setUnit('tu', place.terms);
          } else {
            const from = step.from * scale;
            const to = step.length === null ? null : from + step.length * scale;
            const course = place.course({ unit: 'tu', from, to }, step.rule);
            const name = `parcel-${place.courses.size}`;
            place.courses.set(name, course);
            place.engine.setCourse(name, course);
          }
          place.compare(70 * scale);
        }
        restored += place.restored;
        woken += place.woken;
      },
    ),
    { numRuns: RUNS },
  );
  expect(restored).toBeGreaterThan(RUNS);
  expect(woken).toBeGreaterThan(0);
}, 120_000);

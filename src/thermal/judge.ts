/**
 * The batch function: all excursions of a history, from nothing but the set of its readings and stays, the rules
 * and the time asked about. The incremental engine must agree with it for every order of arrival.
 */
import { type Course, Judge, type Period, type Sources } from './course.ts';
import { Doubts } from './doubts.ts';
import { orderedSet, standing } from './standing.ts';
import type { Excursion, Risk, RuleVersion, Stay, UnitHistory, UtcMs } from './types.ts';

export type Judgement = {
  readonly excursions: readonly Excursion[];
  readonly risks: readonly Risk[];
  /** Since when nothing has been known at the end of the history; null while a value stands. */
  readonly unknownSince: UtcMs | null;
};

/**
 * Judges a parcel over [first stay's start, asOf).
 * @param end when the parcel's history ended, or null
 */
export function judgeParcel(
  stays: readonly Stay[],
  units: ReadonlyMap<string, UnitHistory>,
  versions: readonly RuleVersion[],
  end: UtcMs | null,
  asOf: UtcMs,
): Judgement {
  const known = new Map<string, Sources>();
  for (const [id, unit] of units) known.set(id, sourcesOf(unit, asOf));
  const begin = stays[0]?.from ?? asOf;
  return led({ stays, versions, end }, known, begin, asOf);
}

/** Judges a unit's own history over [its first reading, asOf) under its own rules. `pauses`: as in `Course`. */
export function judgeUnit(
  unit: UnitHistory,
  versions: readonly RuleVersion[],
  end: UtcMs | null,
  asOf: UtcMs,
  pauses: readonly Period[] = [],
): Judgement {
  const sources = sourcesOf(unit, asOf);
  const begin = beginningOf(sources);
  const course: Course = { stays: [{ unit: '', from: begin, to: end }], versions, end, pauses };
  return led(course, new Map([['', sources]]), begin, asOf);
}

/** The first moment anything is known of a unit; Infinity when nothing is. */
function beginningOf(sources: Sources): UtcMs {
  const lists = [...sources.probes, sources.doubts ?? []];
  const starts = lists.map((list) => list[0]?.from ?? Number.POSITIVE_INFINITY);
  return Math.min(...starts, ...sources.evidence.map((e) => e.from));
}

function sourcesOf(unit: UnitHistory, asOf: UtcMs): Sources {
  const probes = unit.probes.map((p) => standing(orderedSet(p.readings), p.placements, unit.maxGap, asOf));
  const { evidence, maxUnmonitored, doubts = [] } = unit;
  return { probes, evidence, maxUnmonitored, doubts: new Doubts(doubts).stretches };
}

function led(course: Course, units: ReadonlyMap<string, Sources>, begin: UtcMs, asOf: UtcMs): Judgement {
  const judge = new Judge(course);
  const upTo = Math.min(asOf, course.end ?? asOf);
  judge.advance((id) => units.get(id), begin, upTo);
  return {
    excursions: judge.excursions(upTo),
    risks: judge.risks(upTo),
    unknownSince: judge.openTail()?.since ?? null,
  };
}

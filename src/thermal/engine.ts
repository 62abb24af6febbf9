/**
 * The incremental engine: the same excursions as the batch function, kept up to date while readings arrive in any
 * order. It knows the units (unit-memory.ts) and the histories that run through them (watch.ts), and says which raw
 * readings must be at hand before something changes.
 */
import { type Course, pieces } from './course.ts';
import { type Cut, cutOf, SharedLimits } from './cuts.ts';
import { walk } from './envelope.ts';
import { GapCounter } from './gaps.ts';
import { holdsUnder, type KeptTerms, type KeptTrack } from './kept-track.ts';
import { lookBack } from './track.ts';
import type { Doubt, DurationMs, Evidence, Placement, Reading, RuleVersion, UtcMs } from './types.ts';
import { isThere, type RawReadings, UnitMemory, type UnitTerms } from './unit-memory.ts';
import { type Evaluation, type Standing, Watch } from './watch.ts';

export type { RawReadings, UnitTerms } from './unit-memory.ts';
export type { Evaluation } from './watch.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** Of one probe: some years of a sound fridge's doors and defrosts, or minutes of a sensor gone mad. 100 KB. */
const MOST_STRETCHES = 1_024;

/** The moments at which this course cuts a unit's stretches. */
function edgesOf(course: Course, unit: string): UtcMs[] {
  const stays = course.stays.filter((s) => s.unit === unit).flatMap((s) => [s.from, s.to]);
  const pauses = (course.pauses ?? []).flatMap(({ from, to }) => [from, to]);
  const all = [...stays, ...pauses, ...course.versions.map((v) => v.effective), course.end];
  return all.filter((at) => at !== null).filter(Number.isFinite);
}

/** By versions, which thousands of courses share. */
const cutsUnder = new WeakMap<readonly RuleVersion[], readonly Cut[]>();

function cutsOf({ versions }: Pick<Course, 'versions'>): readonly Cut[] {
  const known = cutsUnder.get(versions);
  if (known !== undefined) return known;
  const made = versions.flatMap((v) => v.rules.map(cutOf));
  cutsUnder.set(versions, made);
  return made;
}

const unitsOf = (course: Course): Set<string> => new Set(course.stays.map((s) => s.unit));

export class ThermalEngine {
  readonly #raw: RawReadings;
  readonly #mostStretches: number;
  readonly #units = new Map<string, UnitMemory>();
  readonly #unitById = (id: string) => this.#units.get(id);
  readonly #limits = new SharedLimits();
  readonly #watches = new Map<string, Watch>();
  readonly #forgetful = new Set<UnitMemory>();

  constructor(raw: RawReadings, mostStretches = MOST_STRETCHES) {
    this.#raw = raw;
    this.#mostStretches = mostStretches;
  }

  /** Declares a unit or its new terms; its tracks are written anew from the raw readings, or from what was kept of them. */
  setUnit(id: string, terms: UnitTerms, kept?: ReadonlyMap<string, KeptTrack>): void {
    this.#unit(id).setTerms(terms, kept);
  }

  /** May a kept track stand in the place of its readings when `setUnit` is called? Every course must be declared by then. */
  holds(unitId: string, kept: KeptTrack, then: KeptTerms, now: Omit<KeptTerms, 'limits'>): boolean {
    const { limits, breaks } = this.#unit(unitId);
    return holdsUnder(kept, then, { ...now, limits: limits.list }, breaks);
  }

  /**
   * What is to be kept of a probe in a unit, under which terms, and how many of its first stretches are as they were the last
   * time; null: there is nothing that could be kept.
   */
  keep(unitId: string, probe: string) {
    const unit = this.#units.get(unitId);
    const kept = unit?.tracks.get(probe)?.keep() ?? null;
    if (unit === undefined || kept === null) return null;
    const { maxGap, placements } = unit.terms;
    const terms = { limits: unit.limits.list, maxGap, placements: placements.get(probe) ?? [] };
    return { ...kept, terms };
  }

  /** Declares a history to be judged. `own`: it is that unit's own, beginning with its first reading. */
  setCourse(key: string, course: Course, own: string | null = null): void {
    this.dropCourse(key);
    const watch = new Watch(course, own, this.#unitById);
    this.#watches.set(key, watch);
    for (const id of unitsOf(course)) {
      const unit = this.#unit(id);
      unit.followers.add(watch);
      unit.widen(cutsOf(course));
      for (const at of edgesOf(course, id)) unit.breakAt(at);
    }
  }

  /**
   * Keeps the unit's stretches so that courses under these versions, cut at these moments, need no raw readings when they are
   * declared. To be called for many at once, before anything is known of the unit.
   */
  makeRoom(unitId: string, versions: readonly RuleVersion[], moments: Iterable<UtcMs>): void {
    const unit = this.#unit(unitId);
    unit.widen(cutsOf({ versions }));
    const all = [...moments, ...versions.map((v) => v.effective)];
    unit.breakAtAll(all.filter(Number.isFinite));
  }

  dropCourse(key: string): void {
    const watch = this.#watches.get(key);
    if (watch === undefined) return;
    this.#watches.delete(key);
    for (const id of unitsOf(watch.course)) this.#units.get(id)?.followers.delete(watch);
  }

  /**
   * Takes readings of one probe, which the raw source must already hold. Returns since when histories must be judged
   * anew; Infinity: no rule could tell the difference, and nothing changed but by time alone.
   */
  insert(unitId: string, probe: string, readings: readonly Reading[]): UtcMs {
    return this.#unit(unitId).insert(probe, readings);
  }

  /** Which raw readings of a probe must be at hand before `reread` is called with these moments. */
  wantsAgain(unitId: string, probe: string, first: UtcMs, last: UtcMs): { from: UtcMs; to: UtcMs } {
    return this.#unit(unitId).wantsAgain(probe, first, last);
  }

  /** What is stored of a probe between the two moments, both included, is another than it was, also less. */
  reread(unitId: string, probe: string, first: UtcMs, last: UtcMs): void {
    this.#unit(unitId).reread(probe, first, last);
  }

  /** Declares one more probe of a unit that has no readings yet. */
  addProbe(unitId: string, probe: string, placements: readonly Placement[]): void {
    this.#unit(unitId).addProbe(probe, placements);
  }

  addEvidence(unitId: string, evidence: readonly Evidence[]): void {
    this.#unit(unitId).addEvidence(evidence);
  }

  /** All that is said of the unit besides, in the place of what was; nothing of the unit may be forgotten then. */
  setEvidence(unitId: string, evidence: readonly Evidence[]): void {
    this.#unit(unitId).setEvidence(evidence);
  }

  /**
   * Takes values whose time is not known, cut to the time their device was in the unit. Returns since when histories must be
   * judged anew, as `insert` does.
   */
  addDoubts(unitId: string, doubts: readonly Doubt[]): UtcMs {
    return this.#unit(unitId).addDoubts(doubts);
  }

  /**
   * Lets a declared course rest that is over and whose excursions are all known elsewhere: it is led again only when something
   * late changes what it went through. False: it can still change without that, and must be evaluated.
   */
  sleep(key: string): boolean {
    return this.#watch(key).sleep();
  }

  /** Does the course rest, unchanged? */
  sleeps(key: string): boolean {
    return this.#watches.get(key)?.sleeps ?? false;
  }

  /** Is there a course of this name? */
  knows(key: string): boolean {
    return this.#watches.has(key);
  }

  /** Can only late evidence still change what is known of the course? */
  isOver(key: string): boolean {
    return this.#watch(key).isOver;
  }

  /** Up to when only late evidence can change what is known of the unit; −Infinity: nothing is. */
  settlesTo(unitId: string): UtcMs {
    return this.#units.get(unitId)?.settlesTo ?? -NEVER;
  }

  /** Judges one course over [begin, asOf). */
  evaluate(key: string, asOf: UtcMs): Evaluation {
    return this.#watch(key).evaluate(asOf);
  }

  /** How a course stands at `now` as far as is known now, without settling anything: risks, what is unknown, and until when. */
  preview(key: string, now: UtcMs): Standing {
    return this.#watch(key).preview(now);
  }

  /** Since when raw readings must be at hand before these, oldest first, are inserted; Infinity: none. */
  wantsFor(unitId: string, probe: string, readings: readonly Reading[]): UtcMs {
    return this.#units.get(unitId)?.tracks.get(probe)?.wants(readings) ?? NEVER;
  }

  /**
   * Whose raw readings, all of them, must be at hand before what is known of this unit since `at` changes: histories
   * will be led anew through units that have let go of what they need.
   */
  wantsSince(unitId: string, at: UtcMs): Set<string> {
    const wanted = new Set<string>();
    if (this.#forgetful.size === 0) return wanted;
    const unit = this.#unit(unitId);
    if (unit.forgot(at)) wanted.add(unitId);
    for (const follower of unit.followers) {
      if (at >= follower.upTo || !isThere(follower.course, unitId, at)) continue;
      for (const stay of follower.course.stays)
        if (this.#units.get(stay.unit)?.forgot(stay.from)) wanted.add(stay.unit);
    }
    return wanted;
  }

  /** Since when nothing that changes now was known of a probe: of its readings from `at` on, and of their absence before. */
  changesFrom(unitId: string, probe: string, at: UtcMs): UtcMs {
    return Math.min(at, this.#units.get(unitId)?.tracks.get(probe)?.standsUntil ?? at);
  }

  /**
   * Whose raw readings, from when on, must be at hand before `setCourse` is called with this course: all of a unit's
   * where a limit is new to it, otherwise those around the new edges.
   */
  wants(course: Course): { unit: string; from: UtcMs }[] {
    return [...unitsOf(course)].map((id) => {
      const unit = this.#units.get(id);
      if (unit === undefined || !unit.limits.covers(cutsOf(course))) return { unit: id, from: -NEVER };
      if (course.stays.some((s) => s.unit === id && unit.forgot(s.from))) return { unit: id, from: -NEVER };
      const edges = edgesOf(course, id).filter((at) => !unit.breaks.includes(at));
      return { unit: id, from: lookBack(Math.min(...edges), unit.terms.maxGap) };
    });
  }

  /** For every probe that ever sat in a unit, when. */
  placements(unitId: string): { probe: string; placements: readonly Placement[] }[] {
    const all = this.#units.get(unitId)?.terms.placements ?? [];
    return [...all].map(([probe, placements]) => ({ probe, placements }));
  }

  /** What loggers said of the unit besides. */
  evidence(unitId: string): readonly Evidence[] {
    return this.#units.get(unitId)?.evidence ?? [];
  }

  /** The newest value of each probe of a unit, with how long it stands. */
  probes(unitId: string): { probe: string; at: UtcMs; milli: number | null; standsUntil: UtcMs }[] {
    return [...(this.#units.get(unitId)?.tracks ?? [])]
      .filter(([, t]) => t.lastAt > -NEVER)
      .map(([probe, t]) => ({ probe, at: t.lastAt, milli: t.lastValue, standsUntil: t.standsUntil }));
  }

  /** Do the probes alone, without other evidence, leave no gap of [from, to) longer than `max`? */
  filled(key: string, from: UtcMs, to: UtcMs, max: DurationMs): boolean {
    const { course } = this.#watch(key);
    // Asked while it is judged anew, when everything is here; later nothing can have filled what was not filled then.
    if (course.stays.some((s) => this.#units.get(s.unit)?.forgot(Math.max(s.from, from)))) return false;
    const gaps = new GapCounter();
    for (const piece of pieces(course.stays, from, to)) {
      const probes = (piece.unit !== null && this.#units.get(piece.unit)?.sources.probes) || [];
      walk(probes, [], null, piece.from, piece.to, (a, b, state) =>
        gaps.visit(a, b, state !== 'unknown', max, 0),
      );
    }
    return gaps.excursions(true).length === 0;
  }

  #unit(id: string): UnitMemory {
    const known = this.#units.get(id);
    if (known !== undefined) return known;
    const made = new UnitMemory(id, this.#raw, this.#mostStretches, this.#forgetful, this.#limits);
    this.#units.set(id, made);
    return made;
  }

  #watch(key: string): Watch {
    const watch = this.#watches.get(key);
    if (watch === undefined) throw new Error(`No course ${key} was declared`);
    return watch;
  }
}

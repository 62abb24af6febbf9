/**
 * The incremental engine: the same excursions as the batch function, kept up to date while readings arrive in any
 * order. A course is led on over what can change no more, and provisionally over the rest; evidence older than
 * that leads it anew from its beginning. A unit whose values cross a limit again and again does not fill the memory:
 * what every history has passed is let go, and written anew from the raw readings when one is led anew.
 */

import { type Course, Judge, pieces, type Sources } from './course.ts';
import { cutOf, Limits } from './cuts.ts';
import { walk } from './envelope.ts';
import { GapCounter } from './gaps.ts';
import { lookBack, type Terms, Track } from './track.ts';
import type { DurationMs, Evidence, Excursion, Placement, Reading, Risk, UtcMs } from './types.ts';

/** All stored readings of a probe with `from <= at < to`, ordered by time, whatever unit it sat in. */
export type RawReadings = (probe: string, from: UtcMs, to: UtcMs) => readonly Reading[];

export type UnitTerms = {
  readonly maxGap: DurationMs;
  readonly maxUnmonitored: DurationMs;
  /** For every probe that ever sat in the unit, when. */
  readonly placements: ReadonlyMap<string, readonly Placement[]>;
};

/** `settled` can change only through late evidence (then `rebuilt` comes true and everything is told again). */
export type Evaluation = {
  readonly rebuilt: boolean;
  readonly settled: readonly Excursion[];
  readonly live: readonly Excursion[];
  readonly risks: readonly Risk[];
  /** The open unknown tail at `asOf`; null while a value stands (or nothing was ever known of a unit). */
  readonly unknownSince: UtcMs | null;
  /** Until when the present knowledge lasts if nothing more arrives; null while nothing is known. */
  readonly standsUntil: UtcMs | null;
  readonly maxUnmonitored: DurationMs;
  /** Time alone can change the judgement from here on; Infinity when it cannot. */
  readonly nextAt: UtcMs;
};

type UnitState = {
  terms: UnitTerms;
  limits: Limits;
  breaks: UtcMs[];
  readonly tracks: Map<string, Track>;
  evidence: Evidence[];
  readonly watches: Set<Watch>;
  /** No history that stays here was led on further than this. */
  settledTo: UtcMs;
  /** No history that stays here was judged further than this: what was unknown before it may already count as a gap. */
  judgedTo: UtcMs;
  /** The nearest breach that values standing on would bring to a history that stays here now. */
  riskAt: UtcMs;
  sources: Sources;
  /** A track with more stretches lets go of what no history will visit by going on. */
  mostStretches: number;
};
type Watch = {
  course: Course;
  own: string | null;
  judge: Judge | null;
  upTo: UtcMs;
  dirtyFrom: UtcMs;
  riskAt: UtcMs;
};

const NEVER = Number.POSITIVE_INFINITY;
/** Of one probe: some years of a sound fridge's doors and defrosts, or minutes of a sensor gone mad. 100 KB. */
const MOST_STRETCHES = 1_024;

/** The moments at which this course cuts a unit's stretches. */
function edgesOf(course: Course, unit: string): UtcMs[] {
  const stays = course.stays.filter((s) => s.unit === unit).flatMap((s) => [s.from, s.to]);
  const all = [...stays, ...course.versions.map((v) => v.effective), course.end];
  return all.filter((at) => at !== null).filter(Number.isFinite);
}

/** Is the course in the unit at `from` or later? */
const isThere = (course: Course, unit: string, from: UtcMs): boolean =>
  course.stays.some((s) => s.unit === unit && (s.to === null || s.to > from));

/** Is something that stood after `from` no longer here? */
const forgot = (unit: UnitState | undefined, from: UtcMs): boolean => {
  if (unit !== undefined) for (const track of unit.tracks.values()) if (track.knownFrom > from) return true;
  return false;
};

/** Since when a history must find the unit's stretches to be led on; Infinity: never again. */
function neededFrom(watch: Watch, unit: string): UtcMs {
  if (watch.judge === null || watch.dirtyFrom < watch.upTo) return -NEVER;
  if (watch.course.end !== null && watch.upTo >= watch.course.end) return NEVER;
  return isThere(watch.course, unit, watch.upTo) ? watch.upTo : NEVER;
}

export class ThermalEngine {
  readonly #raw: RawReadings;
  readonly #units = new Map<string, UnitState>();
  readonly #watches = new Map<string, Watch>();
  readonly #mostStretches: number;
  /** Units that have let go of something. */
  readonly #forgetful = new Set<UnitState>();

  constructor(raw: RawReadings, mostStretches = MOST_STRETCHES) {
    this.#raw = raw;
    this.#mostStretches = mostStretches;
  }

  /** Declares a unit or its new terms; when they differ, its tracks are written anew from the raw readings. */
  setUnit(id: string, terms: UnitTerms): void {
    const unit = this.#unit(id);
    unit.terms = terms;
    for (const probe of terms.placements.keys()) {
      if (!unit.tracks.has(probe)) unit.tracks.set(probe, new Track(this.#termsOf(unit, probe)));
    }
    this.#rewriteAll(id, unit);
  }

  /** Declares a history to be judged. `own`: it is that unit's own, beginning with its first reading. */
  setCourse(key: string, course: Course, own: string | null = null): void {
    this.dropCourse(key);
    const watch: Watch = { course, own, judge: null, upTo: -NEVER, dirtyFrom: -NEVER, riskAt: NEVER };
    this.#watches.set(key, watch);
    const cuts = course.versions.flatMap((v) => v.rules.map(cutOf));
    for (const id of new Set(course.stays.map((s) => s.unit))) {
      const unit = this.#unit(id);
      unit.watches.add(watch);
      if (!unit.limits.covers(cuts)) {
        unit.limits = new Limits([...unit.limits.list, ...cuts]);
        this.#rewriteAll(id, unit);
      }
      for (const at of edgesOf(course, id)) this.#breakAt(unit, at);
    }
  }

  dropCourse(key: string): void {
    const watch = this.#watches.get(key);
    if (watch === undefined) return;
    this.#watches.delete(key);
    for (const stay of watch.course.stays) this.#units.get(stay.unit)?.watches.delete(watch);
  }

  /**
   * Takes readings of one probe, which the raw source must already hold. Returns since when histories must be judged
   * anew; Infinity: no rule could tell the difference, and nothing changed but by time alone.
   */
  insert(unitId: string, probe: string, readings: readonly Reading[]): UtcMs {
    const unit = this.#unit(unitId);
    const track = unit.tracks.get(probe);
    if (track === undefined) return NEVER;
    let since = NEVER;
    let first = NEVER;
    let last = -NEVER;
    for (const { at, milli } of readings) {
      const stoodUntil = track.standsUntil;
      const how = first === NEVER ? track.append(at, milli) : 'late';
      if (how === 'late') {
        first = Math.min(first, at);
        last = Math.max(last, at);
      } else if (how === 'turned' || stoodUntil < unit.settledTo) {
        since = Math.min(since, at, stoodUntil);
        this.#dirty(unitId, unit, since);
      } else if (stoodUntil < unit.judgedTo) since = Math.min(since, stoodUntil);
      else if (track.standsUntil >= unit.riskAt) since = Math.min(since, at);
    }
    if (first === NEVER) {
      if (track.stretches.length > unit.mostStretches) this.#forget(unitId, unit);
      return since;
    }
    if (first < track.knownFrom) this.#remember(unit);
    const { from, to, rawFrom } = track.window(first, last);
    track.rewrite(from, to, this.#raw(probe, rawFrom, to));
    this.#dirty(unitId, unit, first);
    return Math.min(since, first);
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
    if (forgot(unit, at)) wanted.add(unitId);
    for (const watch of unit.watches) {
      if (at >= watch.upTo || !isThere(watch.course, unitId, at)) continue;
      for (const stay of watch.course.stays)
        if (forgot(this.#units.get(stay.unit), stay.from)) wanted.add(stay.unit);
    }
    return wanted;
  }

  /** Since when nothing that changes now was known of a probe: of its readings from `at` on, and of their absence before. */
  changesFrom(unitId: string, probe: string, at: UtcMs): UtcMs {
    return Math.min(at, this.#units.get(unitId)?.tracks.get(probe)?.standsUntil ?? at);
  }

  /** Declares one more probe of a unit that has no readings yet. */
  addProbe(unitId: string, probe: string, placements: readonly Placement[]): void {
    const unit = this.#unit(unitId);
    unit.terms = { ...unit.terms, placements: new Map([...unit.terms.placements, [probe, placements]]) };
    unit.tracks.set(probe, new Track(this.#termsOf(unit, probe)));
    unit.sources = { ...unit.sources, probes: [...unit.tracks.values()].map((t) => t.stretches) };
  }

  addEvidence(unitId: string, evidence: readonly Evidence[]): void {
    const unit = this.#unit(unitId);
    unit.evidence = [...unit.evidence, ...evidence];
    unit.sources = { ...unit.sources, evidence: unit.evidence };
    for (const e of evidence) this.#dirty(unitId, unit, e.from);
  }

  /** For every probe that ever sat in a unit, when. */
  placements(unitId: string): { probe: string; placements: readonly Placement[] }[] {
    return [...(this.#units.get(unitId)?.terms.placements ?? [])].map(([probe, placements]) => ({
      probe,
      placements,
    }));
  }

  /** The newest value of each probe of a unit, with how long it stands. */
  probes(unitId: string): { probe: string; at: UtcMs; milli: number | null; standsUntil: UtcMs }[] {
    const tracks = this.#units.get(unitId)?.tracks ?? new Map<string, Track>();
    return [...tracks]
      .filter(([, t]) => t.lastAt > -NEVER)
      .map(([probe, t]) => ({ probe, at: t.lastAt, milli: t.lastValue, standsUntil: t.standsUntil }));
  }

  /**
   * Whose raw readings, from when on, must be at hand before `setCourse` is called with this course: all of a unit's
   * where a limit is new to it, otherwise those around the new edges.
   */
  wants(course: Course): { unit: string; from: UtcMs }[] {
    const cuts = course.versions.flatMap((v) => v.rules.map(cutOf));
    return [...new Set(course.stays.map((s) => s.unit))].map((id) => {
      const unit = this.#units.get(id);
      if (unit === undefined || !unit.limits.covers(cuts)) return { unit: id, from: -NEVER };
      if (course.stays.some((s) => s.unit === id && forgot(unit, s.from))) return { unit: id, from: -NEVER };
      const edges = edgesOf(course, id).filter((at) => !unit.breaks.includes(at));
      return { unit: id, from: lookBack(Math.min(...edges), unit.terms.maxGap) };
    });
  }

  /** Do the probes alone, without other evidence, leave no gap of [from, to) longer than `max`? */
  filled(key: string, from: UtcMs, to: UtcMs, max: DurationMs): boolean {
    const watch = this.#watches.get(key);
    if (watch === undefined) return false;
    // Asked while it is judged anew, when everything is here; later nothing can have filled what was not filled then.
    if (watch.course.stays.some((s) => forgot(this.#units.get(s.unit), Math.max(s.from, from)))) return false;
    const gaps = new GapCounter();
    for (const piece of pieces(watch.course.stays, from, to)) {
      const probes = (piece.unit !== null && this.#units.get(piece.unit)?.sources.probes) || [];
      walk(probes, [], null, piece.from, piece.to, (a, b, state) =>
        gaps.visit(a, b, state !== 'unknown', max, 0),
      );
    }
    return gaps.excursions(true).length === 0;
  }

  /** Judges one course over [begin, asOf). */
  evaluate(key: string, asOf: UtcMs): Evaluation {
    const watch = this.#watches.get(key);
    if (watch === undefined) throw new Error(`No course ${key} to evaluate`);
    const upTo = Math.min(asOf, watch.course.end ?? asOf);
    const rebuilt = watch.judge === null || watch.dirtyFrom < watch.upTo;
    if (watch.judge === null || rebuilt) {
      this.#recall(watch.course);
      watch.judge = new Judge(watch.course);
      watch.upTo = this.#beginOf(watch);
    }
    watch.dirtyFrom = NEVER;
    const sourcesOf = (id: string) => this.#units.get(id)?.sources;
    const settledTo = Math.min(upTo, this.#settledTo(watch));
    if (settledTo > watch.upTo) {
      watch.judge.advance(sourcesOf, watch.upTo, settledTo);
      watch.upTo = settledTo;
    }
    for (const stay of watch.course.stays) {
      const unit = this.#unit(stay.unit);
      // A history of which nothing is known yet begins never, and was led nowhere.
      if (watch.upTo < NEVER) unit.settledTo = Math.max(unit.settledTo, watch.upTo);
      unit.judgedTo = Math.max(unit.judgedTo, Math.min(upTo, stay.to ?? upTo));
    }
    const settled = watch.judge.takeClosed();
    const ahead = watch.judge.fork();
    ahead.advance(sourcesOf, watch.upTo, upTo);
    const risks = ahead.risks(upTo);
    this.#noteRisk(watch, risks[0]?.breachAt ?? NEVER);
    const tail = ahead.openTail();
    const standsUntil = tail === null ? this.#standsUntil(watch, asOf) : null;
    return {
      rebuilt,
      settled,
      live: ahead.excursions(upTo),
      risks,
      unknownSince: tail?.since ?? null,
      standsUntil,
      maxUnmonitored: this.#maxUnmonitored(watch, asOf),
      nextAt: upTo < asOf ? NEVER : this.#nextAt(watch, ahead.nextBreach(upTo), tail, standsUntil, asOf),
    };
  }

  /** How a course stands as of a moment, without settling anything: risks, what is unknown, and until when. */
  preview(
    key: string,
    asOf: UtcMs,
  ): Pick<Evaluation, 'risks' | 'unknownSince' | 'standsUntil' | 'maxUnmonitored'> {
    const watch = this.#watches.get(key);
    if (watch === undefined) throw new Error(`No course ${key} to look at`);
    const stale = watch.judge === null || watch.dirtyFrom < watch.upTo;
    if (stale) this.#recall(watch.course);
    const ahead = watch.judge === null || stale ? new Judge(watch.course) : watch.judge.fork();
    const upTo = Math.min(asOf, watch.course.end ?? asOf);
    ahead.advance((id) => this.#units.get(id)?.sources, stale ? this.#beginOf(watch) : watch.upTo, upTo);
    const tail = ahead.openTail();
    return {
      risks: ahead.risks(upTo),
      unknownSince: tail?.since ?? null,
      standsUntil: tail === null ? this.#standsUntil(watch, asOf) : null,
      maxUnmonitored: this.#maxUnmonitored(watch, asOf),
    };
  }

  #unit(id: string): UnitState {
    let unit = this.#units.get(id);
    if (unit === undefined) {
      const terms: UnitTerms = { maxGap: 0, maxUnmonitored: NEVER, placements: new Map() };
      const sources: Sources = { probes: [], evidence: [], maxUnmonitored: NEVER };
      unit = {
        terms,
        limits: new Limits([]),
        breaks: [],
        tracks: new Map(),
        evidence: [],
        watches: new Set(),
        settledTo: -NEVER,
        judgedTo: -NEVER,
        riskAt: NEVER,
        sources,
        mostStretches: this.#mostStretches,
      };
      this.#units.set(id, unit);
    }
    return unit;
  }

  #termsOf(unit: UnitState, probe: string): Terms {
    const placements = unit.terms.placements.get(probe) ?? [];
    return { limits: unit.limits, maxGap: unit.terms.maxGap, placements, breaks: unit.breaks };
  }

  #rewriteAll(id: string, unit: UnitState): void {
    this.#rewriteTracks(unit);
    const probes = [...unit.tracks.values()].map((t) => t.stretches);
    unit.sources = { probes, evidence: unit.evidence, maxUnmonitored: unit.terms.maxUnmonitored };
    this.#dirty(id, unit, -NEVER);
  }

  #rewriteTracks(unit: UnitState): void {
    this.#forgetful.delete(unit);
    for (const [probe, track] of unit.tracks) {
      track.reset(this.#termsOf(unit, probe));
      if (unit.terms.placements.get(probe)?.length)
        track.rewrite(-NEVER, NEVER, this.#raw(probe, -NEVER, NEVER));
    }
  }

  /** Lets go of what no history visits by going on. */
  #forget(id: string, unit: UnitState): void {
    let before = NEVER;
    for (const watch of unit.watches) before = Math.min(before, neededFrom(watch, id));
    // Evidence that goes on past it is weighed against all the time it speaks of.
    for (const e of unit.evidence) if (e.to > before) before = Math.min(before, e.from);
    for (const track of unit.tracks.values()) track.forget(before);
    if (forgot(unit, -NEVER)) this.#forgetful.add(unit);
    this.#allowMore(unit);
  }

  /** Writes what was let go anew. Its raw readings must be at hand. */
  #remember(unit: UnitState): void {
    this.#rewriteTracks(unit);
    this.#allowMore(unit);
  }

  /** Whoever just let go, or was just written anew, is looked at again only after as much has come: late readings stay cheap. */
  #allowMore(unit: UnitState): void {
    const longest = Math.max(0, ...[...unit.tracks.values()].map((t) => t.stretches.length));
    unit.mostStretches = longest + this.#mostStretches;
  }

  /** Brings back what leading this course from its beginning will visit. */
  #recall(course: Course): void {
    for (const stay of course.stays) {
      const unit = this.#units.get(stay.unit);
      if (unit !== undefined && forgot(unit, stay.from)) this.#remember(unit);
    }
  }

  #breakAt(unit: UnitState, at: UtcMs): void {
    if (unit.breaks.includes(at)) return;
    unit.breaks = [...unit.breaks, at].sort((a, b) => a - b);
    for (const [probe, track] of unit.tracks) {
      if (!track.breakAt(this.#termsOf(unit, probe), at)) continue;
      const { from, to, rawFrom } = track.window(at, at);
      track.rewrite(from, to, this.#raw(probe, rawFrom, to));
    }
  }

  #dirty(id: string, unit: UnitState, from: UtcMs): void {
    for (const watch of unit.watches)
      if (from < watch.dirtyFrom && isThere(watch.course, id, from)) watch.dirtyFrom = from;
  }

  #beginOf(watch: Watch): UtcMs {
    if (watch.own === null) return watch.course.stays[0]?.from ?? NEVER;
    const unit = this.#units.get(watch.own);
    if (unit === undefined) return NEVER;
    const starts = [...unit.tracks.values()].map((t) => t.beginsAt);
    return Math.min(NEVER, ...starts, ...unit.evidence.map((e) => e.from));
  }

  /** Up to here only late evidence can change anything: every probe that still stands has measured since. */
  #settledTo(watch: Watch): UtcMs {
    let settled = NEVER;
    for (const stay of watch.course.stays) {
      const tracks = [...(this.#units.get(stay.unit)?.tracks.values() ?? [])];
      const newest = Math.max(-NEVER, ...tracks.map((t) => t.lastAt));
      const standing = tracks.filter((t) => t.standsUntil > newest).map((t) => t.lastAt);
      const unitTo = Math.min(newest, ...standing);
      if (stay.to === null || unitTo < stay.to) settled = Math.min(settled, unitTo);
    }
    return settled;
  }

  #maxUnmonitored(watch: Watch, asOf: UtcMs): DurationMs {
    const product = watch.course.versions.findLast((v) => v.effective <= asOf) ?? watch.course.versions[0];
    const stay = watch.course.stays.at(-1);
    const unit = stay?.to === null ? this.#units.get(stay.unit)?.terms.maxUnmonitored : undefined;
    return Math.min(product?.maxUnmonitored ?? NEVER, unit ?? NEVER);
  }

  #noteRisk(watch: Watch, riskAt: UtcMs): void {
    const stay = watch.course.stays.at(-1);
    if (watch.riskAt === riskAt || stay === undefined) return;
    watch.riskAt = riskAt;
    const unit = this.#unit(stay.unit);
    unit.riskAt = NEVER;
    for (const w of unit.watches) unit.riskAt = Math.min(unit.riskAt, w.riskAt);
  }

  #standsUntil(watch: Watch, asOf: UtcMs): UtcMs | null {
    const stay = watch.course.stays.at(-1);
    if (stay === undefined || stay.to !== null) return null;
    const unit = this.#unit(stay.unit);
    const told = unit.evidence.filter((e) => e.from < asOf).map((e) => e.to);
    const until = Math.max(-NEVER, ...told, ...[...unit.tracks.values()].map((t) => t.knownUntil(asOf)));
    return until >= asOf ? until : null;
  }

  /** When the next of several probes falls silent: if it is the one that is beyond, the others end its run. */
  #nextSilence(watch: Watch, asOf: UtcMs): UtcMs {
    const stay = watch.course.stays.at(-1);
    const tracks = stay?.to === null ? [...this.#unit(stay.unit).tracks.values()] : [];
    const ends = tracks.map((t) => t.knownUntil(asOf)).filter((until) => until >= asOf);
    return ends.length > 1 ? Math.min(...ends) : NEVER;
  }

  #nextAt(
    watch: Watch,
    nextBreach: UtcMs | null,
    tail: { since: UtcMs; max: DurationMs } | null,
    standsUntil: UtcMs | null,
    asOf: UtcMs,
  ): UtcMs {
    let next = nextBreach ?? NEVER;
    if (nextBreach !== null) next = Math.min(next, this.#nextSilence(watch, asOf) + 1);
    // A version that takes over ends the runs of the one before, and begins with its first moment.
    for (const { effective } of watch.course.versions)
      if (effective >= asOf) next = Math.min(next, Math.max(effective, asOf + 1));
    // What stands where a stay begins counts from its first moment on, which has not been judged yet.
    for (const { from } of watch.course.stays) if (from >= asOf) next = Math.min(next, from + 1);
    const max = this.#maxUnmonitored(watch, asOf);
    if (tail !== null) {
      const breach = tail.since + Math.min(tail.max, max) + 1;
      return breach > asOf ? Math.min(next, breach) : next;
    }
    // Nothing stands at `asOf` itself and no tail has begun: the first unknown moment is this one.
    if (standsUntil === null && this.#beginOf(watch) === NEVER) return next;
    return Math.min(next, (standsUntil ?? asOf) + max + 1);
  }
}

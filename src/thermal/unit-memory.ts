/**
 * What is known of one unit while readings arrive: a track per probe, the limits and breaks they are kept under, the
 * evidence given besides, and the histories that stay there. A unit whose values cross a limit again and again does
 * not fill the memory: what every history has passed is let go, and written anew from the raw readings when needed.
 */
import type { Course, Sources } from './course.ts';
import { type Cut, isBeyond, type Limits, type SharedLimits } from './cuts.ts';
import { Doubts } from './doubts.ts';
import type { KeptTrack } from './kept-track.ts';
import { type Terms, Track } from './track.ts';
import type { Doubt, DurationMs, Evidence, Placement, Reading, UtcMs } from './types.ts';

/** All stored readings of a probe with `from <= at < to`, ordered by time, whatever unit it sat in. */
export type RawReadings = (probe: string, from: UtcMs, to: UtcMs) => readonly Reading[];

export type UnitTerms = {
  readonly maxGap: DurationMs;
  readonly maxUnmonitored: DurationMs;
  /** For every probe that ever sat in the unit, when. */
  readonly placements: ReadonlyMap<string, readonly Placement[]>;
  /** All there are, cut to the placements of their devices; left out: none. */
  readonly doubts?: readonly Doubt[];
};

/** A history that stays in units, as they see it. */
export interface Follower {
  readonly course: Course;
  /** How far it was led for good. */
  readonly upTo: UtcMs;
  /** Since when what it was led over has changed. */
  dirtyFrom: UtcMs;
  /** The nearest breach that values standing on would bring to it. */
  readonly riskAt: UtcMs;
  /** Since when it must find the unit's stretches to be led on; Infinity: never again. */
  neededFrom(unit: string): UtcMs;
}

const NEVER = Number.POSITIVE_INFINITY;
const NOTHING_KEPT: ReadonlyMap<string, KeptTrack> = new Map();

/** Is the course in the unit at `from` or later? */
export const isThere = (course: Course, unit: string, from: UtcMs): boolean =>
  course.stays.some((s) => s.unit === unit && (s.to === null || s.to > from));

/** Where in an ascending list a moment is, or would be. */
function placeOf(moments: readonly UtcMs[], at: UtcMs): number {
  let lo = 0;
  let hi = moments.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if ((moments[mid] as UtcMs) < at) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

export class UnitMemory {
  readonly id: string;
  terms: UnitTerms = { maxGap: 0, maxUnmonitored: NEVER, placements: new Map() };
  limits: Limits;
  breaks: readonly UtcMs[] = [];
  readonly tracks = new Map<string, Track>();
  evidence: readonly Evidence[] = [];
  doubts = new Doubts();
  readonly followers = new Set<Follower>();
  sources: Sources = { probes: [], evidence: [], maxUnmonitored: NEVER };
  /** No history that stays here was led on further than this. */
  settledTo: UtcMs = -NEVER;
  /** No history that stays here was judged further than this: what was unknown before it may already count as a gap. */
  judgedTo: UtcMs = -NEVER;
  #riskAt: UtcMs = NEVER;
  readonly #limits: SharedLimits;
  readonly #raw: RawReadings;
  /** A track with more stretches lets go; grows by as much each time, so that late readings stay cheap. */
  readonly #allowance: number;
  #mostStretches: number;
  /** All units that have let go of something. */
  readonly #forgetful: Set<UnitMemory>;

  constructor(
    id: string,
    raw: RawReadings,
    allowance: number,
    forgetful: Set<UnitMemory>,
    limits: SharedLimits,
  ) {
    this.id = id;
    this.#limits = limits;
    this.limits = limits.of([]);
    this.#raw = raw;
    this.#allowance = allowance;
    this.#mostStretches = allowance;
    this.#forgetful = forgetful;
  }

  /** New terms: every track is written anew from the raw readings, or begins with what was kept and holds under them. */
  setTerms({ doubts, ...terms }: UnitTerms, kept = NOTHING_KEPT): void {
    this.terms = terms;
    this.doubts = new Doubts(doubts);
    for (const probe of terms.placements.keys())
      if (!this.tracks.has(probe)) this.tracks.set(probe, new Track(this.#termsOf(probe)));
    this.#rewriteAll(kept);
  }

  /** Sees to it that stretches can be told apart by these limits. */
  widen(cuts: readonly Cut[]): void {
    if (this.limits.covers(cuts)) return;
    this.limits = this.#limits.of([...this.limits.list, ...cuts]);
    this.#rewriteAll();
  }

  /** Declares one more probe that has no readings yet. */
  addProbe(probe: string, placements: readonly Placement[]): void {
    this.terms = { ...this.terms, placements: new Map([...this.terms.placements, [probe, placements]]) };
    this.tracks.set(probe, new Track(this.#termsOf(probe)));
    this.#gatherSources();
  }

  addEvidence(evidence: readonly Evidence[]): void {
    this.evidence = [...this.evidence, ...evidence];
    this.#gatherSources();
    for (const e of evidence) this.#dirty(e.from);
  }

  /** The same in the place of all that was given before. */
  setEvidence(evidence: readonly Evidence[]): void {
    this.evidence = evidence;
    this.#gatherSources();
    this.#dirty(-NEVER);
  }

  /** See ThermalEngine.addDoubts. */
  addDoubts(doubts: readonly Doubt[]): UtcMs {
    let since = NEVER;
    for (const doubt of doubts) {
      const { from, milli } = doubt;
      const matters = from < this.beginsAt || this.limits.list.some((cut) => isBeyond(cut, milli, milli));
      this.doubts.add(doubt);
      if (matters) since = Math.min(since, from);
    }
    if (this.sources.doubts === undefined) this.#gatherSources();
    this.#dirty(since);
    return since;
  }

  /** Notes a moment at which histories are cut. */
  breakAt(at: UtcMs): void {
    const place = placeOf(this.breaks, at);
    if (this.breaks[place] === at) return;
    this.breaks = this.breaks.toSpliced(place, 0, at);
    for (const [probe, track] of this.tracks) {
      if (!track.breakAt(this.#termsOf(probe), at)) continue;
      const { from, to, rawFrom } = track.window(at, at);
      track.rewrite(from, to, this.#raw(probe, rawFrom, to));
    }
  }

  /** The same for many at once. */
  breakAtAll(moments: readonly UtcMs[]): void {
    if (this.tracks.size > 0) for (const at of moments) this.breakAt(at);
    else this.breaks = [...new Set([...this.breaks, ...moments])].sort((a, b) => a - b);
  }

  /** See ThermalEngine.insert. */
  insert(probe: string, readings: readonly Reading[]): UtcMs {
    const track = this.tracks.get(probe);
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
      } else if (how === 'turned' || stoodUntil < this.settledTo) {
        since = Math.min(since, at, stoodUntil);
        this.#dirty(since);
      } else if (stoodUntil < this.judgedTo) since = Math.min(since, stoodUntil);
      else if (track.standsUntil >= this.#riskAt) since = Math.min(since, at);
    }
    if (first === NEVER) {
      if (track.stretches.length > this.#mostStretches) this.#forget();
      return since;
    }
    if (first < track.knownFrom) this.remember();
    const { from, to, rawFrom } = track.window(first, last);
    track.rewrite(from, to, this.#raw(probe, rawFrom, to));
    this.#dirty(first);
    return Math.min(since, first);
  }

  /** See ThermalEngine.wantsAgain. */
  wantsAgain(probe: string, first: UtcMs, last: UtcMs): { from: UtcMs; to: UtcMs } {
    const track = this.tracks.get(probe);
    if (track === undefined) return { from: NEVER, to: NEVER };
    if (this.#isLost(track, first, last)) return { from: -NEVER, to: NEVER };
    const { rawFrom, to } = track.window(first, last);
    return { from: rawFrom, to };
  }

  /** See ThermalEngine.reread. */
  reread(probe: string, first: UtcMs, last: UtcMs): void {
    const track = this.tracks.get(probe);
    if (track === undefined) return;
    if (this.#isLost(track, first, last)) {
      track.reset(this.#termsOf(probe));
      track.rewrite(-NEVER, NEVER, this.#raw(probe, -NEVER, NEVER));
    } else {
      const { from, to, rawFrom } = track.window(first, last);
      track.rewrite(from, to, this.#raw(probe, rawFrom, to));
    }
    this.#dirty(first);
  }

  /** Does what stands for the newest reading, or for what was let go, have to be found anew? */
  #isLost(track: Track, first: UtcMs, last: UtcMs): boolean {
    return track.lastAt <= last || first < track.knownFrom;
  }

  /** Is something that stood after `from` no longer here? */
  forgot(from: UtcMs): boolean {
    for (const track of this.tracks.values()) if (track.knownFrom > from) return true;
    return false;
  }

  /** Writes what was let go anew. Its raw readings must be at hand. */
  remember(): void {
    this.#rewriteTracks();
    this.#allowMore();
  }

  /** The first moment anything is known of; Infinity when nothing is. */
  get beginsAt(): UtcMs {
    const starts = [...this.tracks.values()].map((t) => t.beginsAt);
    return Math.min(this.doubts.beginsAt, ...starts, ...this.evidence.map((e) => e.from));
  }

  /** When its newest reading was measured, a fault included; −Infinity before the first. */
  get newestAt(): UtcMs {
    return Math.max(-NEVER, ...[...this.tracks.values()].map((t) => t.lastAt));
  }

  /** Up to here only late evidence can change anything: every probe that still stands has measured since. */
  get settlesTo(): UtcMs {
    const tracks = [...this.tracks.values()];
    const newest = this.newestAt;
    return Math.min(newest, ...tracks.filter((t) => t.standsUntil > newest).map((t) => t.lastAt));
  }

  /** Until when what is known at `asOf` lasts, by probe and by evidence; null when nothing is known then. */
  knownUntil(asOf: UtcMs): UtcMs | null {
    const told = this.evidence.filter((e) => e.from < asOf).map((e) => e.to);
    const until = Math.max(-NEVER, ...told, ...this.standing(asOf));
    return until >= asOf ? until : null;
  }

  /** When each probe that stands at `asOf` falls silent. */
  standing(asOf: UtcMs): UtcMs[] {
    return [...this.tracks.values()].map((t) => t.knownUntil(asOf)).filter((until) => until >= asOf);
  }

  /** Looks again at how near its histories are to a breach. */
  noteRisk(): void {
    this.#riskAt = NEVER;
    for (const follower of this.followers) this.#riskAt = Math.min(this.#riskAt, follower.riskAt);
  }

  #termsOf(probe: string): Terms {
    const placements = this.terms.placements.get(probe) ?? [];
    return { limits: this.limits, maxGap: this.terms.maxGap, placements, breaks: this.breaks };
  }

  #rewriteAll(kept = NOTHING_KEPT): void {
    this.#rewriteTracks(kept);
    this.#gatherSources();
    this.#dirty(-NEVER);
  }

  #rewriteTracks(kept = NOTHING_KEPT): void {
    this.#forgetful.delete(this);
    for (const [probe, track] of this.tracks) {
      const known = kept.get(probe);
      if (known !== undefined) {
        track.restore(this.#termsOf(probe), known);
        continue;
      }
      track.reset(this.#termsOf(probe));
      if (this.terms.placements.get(probe)?.length)
        track.rewrite(-NEVER, NEVER, this.#raw(probe, -NEVER, NEVER));
    }
  }

  #gatherSources(): void {
    const probes = [...this.tracks.values()].map((t) => t.stretches);
    const { evidence, terms } = this;
    const { stretches } = this.doubts;
    this.sources = {
      probes,
      evidence,
      maxUnmonitored: terms.maxUnmonitored,
      ...(stretches.length > 0 && { doubts: stretches }),
    };
  }

  /** Lets go of what no history visits by going on. */
  #forget(): void {
    let before = NEVER;
    for (const follower of this.followers) before = Math.min(before, follower.neededFrom(this.id));
    // Evidence that goes on past it is weighed against all the time it speaks of.
    for (const e of this.evidence) if (e.to > before) before = Math.min(before, e.from);
    for (const track of this.tracks.values()) track.forget(before);
    if (this.forgot(-NEVER)) this.#forgetful.add(this);
    this.#allowMore();
  }

  #allowMore(): void {
    const longest = Math.max(0, ...[...this.tracks.values()].map((t) => t.stretches.length));
    this.#mostStretches = longest + this.#allowance;
  }

  #dirty(from: UtcMs): void {
    for (const follower of this.followers)
      if (from < follower.dirtyFrom && isThere(follower.course, this.id, from)) follower.dirtyFrom = from;
  }
}

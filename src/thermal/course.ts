/**
 * Judges one thermal history along its stays. A *course* is what a parcel (or a unit) went through: where it was
 * when, and the rule versions that apply. `Judge` is led along it in order and counts every rule and every gap.
 */
import { cutOf } from './cuts.ts';
import { withDoubts } from './doubts.ts';
import { type Visit, walk } from './envelope.ts';
import { GapCounter } from './gaps.ts';
import { type Line, RunCounter } from './runs.ts';
import type { DurationMs, Evidence, Excursion, Risk, RuleVersion, Stay, Stretch, UtcMs } from './types.ts';

/** `stays` ordered and not overlapping; `end`: when the history is over (doses gone, unit retired), else null. */
export type Course = {
  readonly stays: readonly Stay[];
  /** Ordered by `effective`; the first one judges everything before it too. */
  readonly versions: readonly RuleVersion[];
  readonly end: UtcMs | null;
  /**
   * Time that counts for nothing, ordered and not overlapping: a unit that is empty and defrosted is neither too warm nor
   * unmonitored. Left out: none.
   */
  readonly pauses?: readonly Period[];
};

/** What is known about a unit: one list of stretches per probe. `doubts`: as `Doubts` keeps them; left out: none. */
export type Sources = {
  readonly probes: readonly (readonly Stretch[])[];
  readonly evidence: readonly Evidence[];
  readonly doubts?: readonly Stretch[];
  readonly maxUnmonitored: DurationMs;
};
export type SourcesOf = (unit: string) => Sources | undefined;

/** From `from` on and before `to`. */
export type Period = { readonly from: UtcMs; readonly to: UtcMs };

const NOTHING: Sources = { probes: [], evidence: [], maxUnmonitored: Number.POSITIVE_INFINITY };

export class Judge {
  readonly course: Course;
  /** One for each rule of each version. */
  readonly #counters: readonly RunCounter[];
  readonly #gaps: GapCounter;

  constructor(course: Course, counters?: readonly RunCounter[], gaps?: GapCounter) {
    this.course = course;
    this.#counters = counters ?? linesOf(course.versions).map((line) => new RunCounter(line));
    this.#gaps = gaps ?? new GapCounter();
  }

  /** Leads the judge on over [from, to), which adjoins what it has seen. */
  advance(sourcesOf: SourcesOf, from: UtcMs, to: UtcMs): void {
    if (to <= from) return;
    for (const piece of cutAt(this.course.pauses, pieces(this.course.stays, from, to))) {
      const sources = (piece.unit !== null && sourcesOf(piece.unit)) || NOTHING;
      const isPaused = this.#pauseAt(piece.from);
      for (const counter of this.#counters) {
        const { line } = counter;
        const a = Math.max(piece.from, line.from);
        const b = Math.min(piece.to, line.to);
        if (a >= b) continue;
        if (isPaused) {
          counter.visit(a, b, 'inside', null);
          continue;
        }
        const count: Visit = (f, t, state, peak) => counter.visit(f, t, state, peak);
        const visit = sources.doubts === undefined ? count : withDoubts(sources.doubts, line, a, count);
        walk(sources.probes, sources.evidence, line, a, b, visit);
      }
      if (isPaused) this.#gaps.visit(piece.from, piece.to, true, Number.POSITIVE_INFINITY, 0);
      else this.#advanceGaps(sources, piece.from, piece.to);
    }
  }

  /** Every excursion of [begin, upTo), where `upTo` is how far the judge was led, ordered by start. */
  excursions(upTo: UtcMs): Excursion[] {
    const ended = this.course.end !== null && upTo >= this.course.end;
    const inForce = this.#counters.filter(({ line }) => line.effective < upTo);
    const found = inForce.flatMap((counter) => counter.excursions(ended || counter.line.to <= upTo));
    return inOrder([...found, ...this.#gaps.excursions(ended)]);
  }

  /** Hands over what can change no more by going on. */
  takeClosed(): Excursion[] {
    return inOrder([
      ...this.#counters.flatMap((counter) => counter.takeClosed()),
      ...this.#gaps.takeClosed(),
    ]);
  }

  /** Rules that are beyond their limit now and not yet in breach, the nearest first. */
  risks(upTo: UtcMs): Risk[] {
    if (this.course.end !== null && upTo >= this.course.end) return [];
    return this.#inForce(upTo)
      .flatMap((counter) => counter.risk() ?? [])
      .sort((a, b) => a.breachAt - b.breachAt);
  }

  /**
   * The runs whose value stands beyond now, which time alone may bring to a breach or an end: when the nearest breach
   * would be (Infinity when none would); null when there is no such run.
   */
  nextBreach(upTo: UtcMs): UtcMs | null {
    const open = this.#inForce(upTo).filter((counter) => counter.openUntil() === upTo);
    if (open.length === 0) return null;
    return Math.min(...open.map((counter) => counter.risk()?.breachAt ?? Number.POSITIVE_INFINITY));
  }

  openTail(): { since: UtcMs; max: DurationMs } | null {
    return this.#gaps.openTail();
  }

  fork(): Judge {
    const counters = this.#counters.map((counter) => counter.fork());
    return new Judge(this.course, counters, this.#gaps.fork());
  }

  /** Of the rules that hold at `upTo`. */
  #inForce(upTo: UtcMs): RunCounter[] {
    return this.#counters.filter(({ line }) => line.effective < upTo && line.to > upTo);
  }

  #pauseAt(at: UtcMs): boolean {
    return this.course.pauses?.some((pause) => pause.from <= at && at < pause.to) ?? false;
  }

  /**
   * Gaps are not cut where a version begins: a new label must not make three silent hours and three more look
   * short. The shortest allowance in force in any part of the gap counts.
   */
  #advanceGaps(sources: Sources, from: UtcMs, to: UtcMs): void {
    const versions = this.course.versions;
    let i = versions.findLastIndex((v) => v.effective <= from);
    walk(sources.probes, sources.evidence, null, from, to, (f, t, state) => {
      for (let at = f; at < t; ) {
        while ((versions[i + 1]?.effective ?? Number.POSITIVE_INFINITY) <= at) i++;
        const version = versions[Math.max(i, 0)];
        const until = Math.min(t, versions[i + 1]?.effective ?? t);
        const max = Math.min(version?.maxUnmonitored ?? Number.POSITIVE_INFINITY, sources.maxUnmonitored);
        this.#gaps.visit(at, until, state !== 'unknown', max, version?.version ?? 0);
        at = until;
      }
    });
  }
}

/** By versions, which all parcels of a product share. */
const linesUnder = new WeakMap<readonly RuleVersion[], readonly Line[]>();

/** A version judges its own period; a cumulative sum runs over the whole life until the version ends. */
function linesOf(versions: readonly RuleVersion[]): readonly Line[] {
  const known = linesUnder.get(versions);
  if (known !== undefined) return known;
  const made = versions.flatMap((v, i) =>
    v.rules.map((rule): Line => {
      const from = i === 0 || rule.mode === 'cumulative' ? Number.NEGATIVE_INFINITY : v.effective;
      const to = versions[i + 1]?.effective ?? Number.POSITIVE_INFINITY;
      const effective = i === 0 ? Number.NEGATIVE_INFINITY : v.effective;
      return { rule, version: v.version, effective, from, to, cut: cutOf(rule) };
    }),
  );
  linesUnder.set(versions, made);
  return made;
}

type Piece = { readonly unit: string | null; readonly from: UtcMs; readonly to: UtcMs };

/** The same pieces, none of which lies across the beginning or the end of a pause. */
function* cutAt(pauses: readonly Period[] = [], all: Iterable<Piece>): Iterable<Piece> {
  const edges = pauses.flatMap(({ from, to }) => [from, to]);
  for (const piece of all) {
    let at = piece.from;
    for (const edge of edges) {
      if (edge <= at || edge >= piece.to) continue;
      yield { ...piece, from: at, to: edge };
      at = edge;
    }
    yield { ...piece, from: at };
  }
}

/** The stays and the times between them, as adjoining pieces of [from, to). */
export function* pieces(stays: readonly Stay[], from: UtcMs, to: UtcMs): Iterable<Piece> {
  let at = from;
  for (const stay of stays) {
    const end = Math.min(stay.to ?? to, to);
    if (end <= at) continue;
    if (stay.from >= to) break;
    if (stay.from > at) yield { unit: null, from: at, to: stay.from };
    at = Math.max(at, stay.from);
    yield { unit: stay.unit, from: at, to: end };
    at = end;
  }
  if (at < to) yield { unit: null, from: at, to };
}

const inOrder = (list: Excursion[]): Excursion[] =>
  list.sort(
    (a, b) => a.start - b.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.version - b.version),
  );

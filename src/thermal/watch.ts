/**
 * One history that is followed while readings arrive: led for good over what can change no more, provisionally over the
 * rest, and led anew from its beginning when late evidence changes what it has passed.
 */
import { type Course, Judge, type SourcesOf } from './course.ts';
import type { DurationMs, Excursion, Risk, UtcMs } from './types.ts';
import { type Follower, isThere, type UnitMemory } from './unit-memory.ts';

/** `settled` can change only through late evidence (then `rebuilt` comes true and everything is told again). */
export type Evaluation = Standing & {
  readonly rebuilt: boolean;
  readonly settled: readonly Excursion[];
  readonly live: readonly Excursion[];
  /** Time alone can change the judgement from here on; Infinity when it cannot. */
  readonly nextAt: UtcMs;
};

/** How a history stands at a moment. */
export type Standing = {
  readonly risks: readonly Risk[];
  /** The open unknown tail at `asOf`; null while a value stands (or nothing was ever known of a unit). */
  readonly unknownSince: UtcMs | null;
  /** Until when the present knowledge lasts if nothing more arrives; null while nothing is known. */
  readonly standsUntil: UtcMs | null;
  readonly maxUnmonitored: DurationMs;
};

/** Finds a unit; undefined for one that was never spoken of. */
export type UnitsById = (id: string) => UnitMemory | undefined;

const NEVER = Number.POSITIVE_INFINITY;
const NONE: readonly never[] = [];
/** What is kept of every history is nearly always nothing: one list for all. */
const orNone = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? NONE : list);

export class Watch implements Follower {
  readonly course: Course;
  upTo: UtcMs = -NEVER;
  dirtyFrom: UtcMs = -NEVER;
  riskAt: UtcMs = NEVER;
  readonly #own: string | null;
  readonly #units: UnitsById;
  #judge: Judge | null = null;
  /** It is over, and all that it brought is known elsewhere: nobody leads it before something late changes it. */
  #asleep = false;

  /** @param own the unit whose own history this is, which begins with its first reading; null: a parcel's */
  constructor(course: Course, own: string | null, units: UnitsById) {
    this.course = course;
    this.#own = own;
    this.#units = units;
  }

  /** Rests as if it had been led to its end, where it has one that only late evidence can reach. False: it stays awake. */
  sleep(): boolean {
    const { end } = this.course;
    if (this.#judge !== null || end === null || this.#settlesTo() < end) return false;
    this.#asleep = true;
    this.upTo = end;
    this.dirtyFrom = NEVER;
    return true;
  }

  /** Does it rest, and nothing has come since that could change it? */
  get sleeps(): boolean {
    return this.#asleep && this.dirtyFrom >= this.upTo;
  }

  /** Was it led to its end, which only late evidence can reach by now? */
  get isOver(): boolean {
    const { end } = this.course;
    return this.sleeps || (!this.#stale && end !== null && this.upTo >= end);
  }

  neededFrom(unit: string): UtcMs {
    if (this.sleeps) return NEVER;
    if (this.#stale) return -NEVER;
    if (this.course.end !== null && this.upTo >= this.course.end) return NEVER;
    return isThere(this.course, unit, this.upTo) ? this.upTo : NEVER;
  }

  /** Judges [begin, asOf). */
  evaluate(asOf: UtcMs): Evaluation {
    const upTo = Math.min(asOf, this.course.end ?? asOf);
    const rebuilt = this.#stale;
    if (rebuilt || this.#judge === null) {
      this.#recall();
      this.#judge = new Judge(this.course);
      this.upTo = this.#begin;
    }
    this.#asleep = false;
    this.dirtyFrom = NEVER;
    const settledTo = Math.min(upTo, this.#settlesTo());
    if (settledTo > this.upTo) {
      this.#judge.advance(this.#sourcesOf, this.upTo, settledTo);
      this.upTo = settledTo;
    }
    this.#tellUnits(upTo);
    const settled = this.#judge.takeClosed();
    const ahead = this.#judge.fork();
    ahead.advance(this.#sourcesOf, this.upTo, upTo);
    const standing = this.#standing(ahead, upTo, asOf);
    this.#noteRisk(standing.risks[0]?.breachAt ?? NEVER);
    const nextAt =
      upTo < asOf ? NEVER : this.#nextAt(ahead.nextBreach(upTo), ahead.openTail(), standing, asOf);
    const { risks, unknownSince, standsUntil, maxUnmonitored } = standing;
    return {
      risks: orNone(risks),
      settled: orNone(settled),
      live: orNone(ahead.excursions(upTo)),
      unknownSince,
      standsUntil,
      maxUnmonitored,
      rebuilt,
      nextAt,
    };
  }

  /**
   * How it stands at `now`, without settling anything: what begins with this very moment counts. A reading whose clock is ahead makes
   * nothing known for longer, but what it puts at risk is at risk: a permission that is given now must end with that.
   */
  preview(now: UtcMs): Standing {
    const standing = this.#lookAt(now + 1);
    const newest = this.#present?.newestAt ?? now;
    if (newest <= now || this.sleeps) return standing;
    const { risks } = standing;
    const coming = this.#lookAt(newest + 1).risks.filter(
      (risk) => !risks.some(({ rule, breachAt }) => rule === risk.rule && breachAt === risk.breachAt),
    );
    return { ...standing, risks: [...risks, ...coming].sort((a, b) => a.breachAt - b.breachAt) };
  }

  #lookAt(asOf: UtcMs): Standing {
    if (this.sleeps)
      return { risks: [], unknownSince: null, standsUntil: null, maxUnmonitored: this.#maxUnmonitored(asOf) };
    const stale = this.#stale;
    if (stale) this.#recall();
    const ahead = stale || this.#judge === null ? new Judge(this.course) : this.#judge.fork();
    const upTo = Math.min(asOf, this.course.end ?? asOf);
    ahead.advance(this.#sourcesOf, stale ? this.#begin : this.upTo, upTo);
    return this.#standing(ahead, upTo, asOf);
  }

  get #stale(): boolean {
    return this.#judge === null || this.dirtyFrom < this.upTo;
  }

  get #begin(): UtcMs {
    if (this.#own === null) return this.course.stays[0]?.from ?? NEVER;
    return this.#units(this.#own)?.beginsAt ?? NEVER;
  }

  get #sourcesOf(): SourcesOf {
    return (id) => this.#units(id)?.sources;
  }

  /** Brings back what leading this course from its beginning will visit. */
  #recall(): void {
    for (const stay of this.course.stays) {
      const unit = this.#units(stay.unit);
      if (unit?.forgot(stay.from)) unit.remember();
    }
  }

  #settlesTo(): UtcMs {
    let settled = NEVER;
    for (const stay of this.course.stays) {
      const unitTo = this.#units(stay.unit)?.settlesTo ?? -NEVER;
      if (stay.to === null || unitTo < stay.to) settled = Math.min(settled, unitTo);
    }
    return settled;
  }

  #tellUnits(upTo: UtcMs): void {
    for (const stay of this.course.stays) {
      const unit = this.#units(stay.unit);
      if (unit === undefined) continue;
      // A history of which nothing is known yet begins never, and was led nowhere.
      if (this.upTo < NEVER) unit.settledTo = Math.max(unit.settledTo, this.upTo);
      unit.judgedTo = Math.max(unit.judgedTo, Math.min(upTo, stay.to ?? upTo));
    }
  }

  #noteRisk(riskAt: UtcMs): void {
    const stay = this.course.stays.at(-1);
    if (this.riskAt === riskAt || stay === undefined) return;
    this.riskAt = riskAt;
    this.#units(stay.unit)?.noteRisk();
  }

  /** The unit it is in now. */
  get #present(): UnitMemory | undefined {
    const stay = this.course.stays.at(-1);
    return stay?.to === null ? this.#units(stay.unit) : undefined;
  }

  #standing(ahead: Judge, upTo: UtcMs, asOf: UtcMs): Standing {
    const tail = ahead.openTail();
    return {
      risks: ahead.risks(upTo),
      unknownSince: tail?.since ?? null,
      standsUntil: tail === null ? (this.#present?.knownUntil(asOf) ?? null) : null,
      maxUnmonitored: this.#maxUnmonitored(asOf),
    };
  }

  #maxUnmonitored(asOf: UtcMs): DurationMs {
    const { versions } = this.course;
    const product = versions.findLast((v) => v.effective <= asOf) ?? versions[0];
    return Math.min(product?.maxUnmonitored ?? NEVER, this.#present?.terms.maxUnmonitored ?? NEVER);
  }

  /** When the next of several probes falls silent: if it is the one that is beyond, the others end its run. */
  #nextSilence(asOf: UtcMs): UtcMs {
    const ends = this.#present?.standing(asOf) ?? [];
    return ends.length > 1 ? Math.min(...ends) : NEVER;
  }

  #nextAt(
    nextBreach: UtcMs | null,
    tail: { since: UtcMs; max: DurationMs } | null,
    { standsUntil, maxUnmonitored }: Standing,
    asOf: UtcMs,
  ): UtcMs {
    let next = nextBreach ?? NEVER;
    if (nextBreach !== null) next = Math.min(next, this.#nextSilence(asOf) + 1);
    const { doubts, limits } = this.#present ?? {};
    if (doubts !== undefined && limits !== undefined && doubts.stretches.length > 0)
      next = Math.min(next, doubts.nextEdge(asOf, limits.list) + 1);
    // A version that takes over ends the runs of the one before, and begins with its first moment.
    for (const { effective } of this.course.versions)
      if (effective >= asOf) next = Math.min(next, Math.max(effective, asOf + 1));
    // So does a pause that begins, or ends.
    for (const edge of (this.course.pauses ?? []).flatMap(({ from, to }) => [from, to]))
      if (edge >= asOf) next = Math.min(next, Math.max(edge, asOf + 1));
    // What stands where a stay begins counts from its first moment on, which has not been judged yet.
    for (const { from } of this.course.stays) if (from >= asOf) next = Math.min(next, from + 1);
    if (tail !== null) {
      const breach = tail.since + Math.min(tail.max, maxUnmonitored) + 1;
      return breach > asOf ? Math.min(next, breach) : next;
    }
    // Nothing stands at `asOf` itself and no tail has begun: the first unknown moment is this one.
    if (standsUntil === null && this.#begin === NEVER) return next;
    return Math.min(next, (standsUntil ?? asOf) + maxUnmonitored + 1);
  }
}

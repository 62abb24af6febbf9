/**
 * One probe's standing values in one unit, kept while readings arrive. In order, a reading that no rule can tell
 * from the last one costs a comparison, any other one a push; late ones are written anew from the raw readings
 * around them. Stretches inside every limit are joined without bound, those beyond one are joined within six-hour
 * cells and never across a break (a stay's edge), so that peaks stay exact wherever a history is cut.
 */
import { isBeyond, type Limits } from './cuts.ts';
import { firstEndingAfter } from './envelope.ts';
import { isCut, type KeptTrack } from './kept-track.ts';
import { placementEnd, standing } from './standing.ts';
import type { DurationMs, MilliCelsius, Placement, Reading, Stretch, UtcMs } from './types.ts';

/** No joined stretch beyond a limit is longer. */
const LONGEST_STRETCH: DurationMs = 6 * 3_600_000;
const NEVER = Number.POSITIVE_INFINITY;

/** No reading older than this is needed to write anew what stands around `at`: a longest stretch, and what stood at its beginning. */
export const lookBack = (at: UtcMs, maxGap: DurationMs): UtcMs => at - LONGEST_STRETCH - 2 * maxGap;

type Open = { from: UtcMs; to: UtcMs; low: MilliCelsius; high: MilliCelsius };

/** What a track is kept under; a change of any of it means `reset`. */
export type Terms = {
  readonly limits: Limits;
  readonly maxGap: DurationMs;
  readonly placements: readonly Placement[];
  /** Moments at which histories are cut, ascending. */
  readonly breaks: readonly UtcMs[];
};

export class Track {
  readonly stretches: Open[] = [];
  /** The `at` of the newest reading, a fault included; −Infinity before the first. */
  lastAt: UtcMs = -NEVER;
  /** Of what stood before this only the raw readings are left; −Infinity: all of it is here. */
  knownFrom: UtcMs = -NEVER;
  /** The newest value, kept when it no longer stands; null before the first and after a fault. */
  lastValue: MilliCelsius | null = null;
  /** So many of the first stretches are as they were at the last `keep` or `restore`. */
  #same = 0;
  #terms: Terms;
  /** When the first of the stretches that were let go began. */
  #beganAt: UtcMs = NEVER;
  /** A value in [alikeLow, alikeHigh] measured before joinUntil may join the last stretch. */
  #alikeLow = NEVER;
  #alikeHigh = -NEVER;
  #joinUntil = -NEVER;
  /** A reading whose standing would pass this (a break, the device's leaving) is not for `append`. */
  #standUntil = -NEVER;

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  /** Until when the newest value stands; −Infinity before the first. */
  get standsUntil(): UtcMs {
    return this.stretches.at(-1)?.to ?? -NEVER;
  }

  /** Until when what stands at `asOf` lasts. A reading dated ahead counts only from its own time on. */
  knownUntil(asOf: UtcMs): UtcMs {
    if (this.lastAt < asOf) return this.standsUntil;
    const now = this.stretches[firstEndingAfter(this.stretches, asOf)];
    return now === undefined || now.from > asOf ? -NEVER : Math.min(now.to, this.lastAt);
  }

  /** Since when anything is known; Infinity: nothing is. */
  get beginsAt(): UtcMs {
    return Math.min(this.#beganAt, this.stretches[0]?.from ?? NEVER);
  }

  /** Lets go of the stretches that ended by `before`; whoever needs them again resets and rewrites from the beginning. */
  forget(before: UtcMs): void {
    const going = Math.min(firstEndingAfter(this.stretches, before), this.stretches.length - 1);
    if (going <= 0) return;
    this.#beganAt = this.beginsAt;
    this.stretches.splice(0, going);
    this.knownFrom = before;
  }

  /**
   * What is to be kept of it, and how many of its first stretches are as the call before found them; null: some were let go,
   * and it cannot be kept.
   */
  keep(): { readonly track: KeptTrack; readonly same: number } | null {
    if (this.knownFrom > -NEVER) return null;
    const same = this.#same;
    // The last one may still grow.
    this.#same = Math.max(0, this.stretches.length - 1);
    const { stretches, lastAt, lastValue } = this;
    return { track: { stretches, lastAt, lastValue }, same };
  }

  /** Begins with what was kept under these terms, or under terms that hold for them. */
  restore(terms: Terms, kept: KeptTrack): void {
    this.reset(terms);
    for (const s of kept.stretches) this.stretches.push({ ...s });
    this.lastAt = kept.lastAt;
    this.lastValue = kept.lastValue;
    this.#same = Math.max(0, this.stretches.length - 1);
    this.#prepare();
  }

  /** Takes a reading newer than all before it: 'joined' when no rule can tell it from the last, 'late' when it is not for this. */
  append(at: UtcMs, milli: MilliCelsius | null): 'joined' | 'turned' | 'late' {
    const last = this.stretches.at(-1);
    if (last === undefined || milli === null || !this.#isNext(at, milli, this.lastAt)) return 'late';
    this.lastAt = at;
    this.lastValue = milli;
    if (milli >= this.#alikeLow && milli <= this.#alikeHigh && at <= last.to && at < this.#joinUntil) {
      last.to = at + this.#terms.maxGap;
      if (milli < last.low) last.low = milli;
      if (milli > last.high) last.high = milli;
      return 'joined';
    }
    if (last.to > at) last.to = at;
    this.stretches.push({ from: at, to: at + this.#terms.maxGap, low: milli, high: milli });
    this.#prepare();
    return 'turned';
  }

  /** Since when raw readings must be at hand to take these in, oldest first; Infinity: `append` takes them all. */
  wants(readings: readonly Reading[]): UtcMs {
    let newest = this.lastAt;
    for (const { at, milli } of readings) {
      if (!this.#isNext(at, milli, newest)) return lookBack(at, this.#terms.maxGap);
      newest = at;
    }
    return NEVER;
  }

  /**
   * The time that must be written anew to take in readings between `first` and `last`: pass all raw readings of
   * [rawFrom, to), the new ones included, to `rewrite`.
   */
  window(first: UtcMs, last: UtcMs): { from: UtcMs; to: UtcMs; rawFrom: UtcMs } {
    let from = first;
    let to = last + this.#terms.maxGap;
    const left = this.stretches[firstEndingAfter(this.stretches, from)];
    if (left !== undefined && left.from < from && this.#beyondAny(left)) from = left.from;
    const right = this.stretches[firstEndingAfter(this.stretches, to)];
    if (right !== undefined && right.from < to && this.#beyondAny(right)) to = right.to;
    if (to >= this.lastAt) to = NEVER;
    return { from, to, rawFrom: from - this.#terms.maxGap };
  }

  /** Replaces what the track says of [from, to) by what the ordered raw readings of [from − maxGap, to) say. */
  rewrite(from: UtcMs, to: UtcMs, raw: readonly Reading[]): void {
    const { placements, maxGap } = this.#terms;
    const fresh = this.#cut(standing(raw, placements, maxGap, NEVER), from, to);
    const i = firstEndingAfter(this.stretches, from);
    // The one before may be joined by the first that is written.
    this.#same = Math.min(this.#same, Math.max(0, i - 1));
    let j = i;
    const before: Open[] = [];
    const after: Open[] = [];
    for (; j < this.stretches.length && (this.stretches[j] as Open).from < to; j++) {
      const s = this.stretches[j] as Open;
      if (s.from < from) before.push({ ...s, to: from });
      if (s.to > to) after.push({ ...s, from: to });
    }
    const tail = this.stretches.slice(j);
    this.stretches.length = i;
    for (const s of [...before, ...fresh, ...after, ...tail]) this.#push(s);
    const newest = raw.findLast((r) => placementEnd(placements, r.at) !== null);
    if (newest !== undefined && newest.at >= this.lastAt) {
      this.lastAt = newest.at;
      this.lastValue = newest.milli;
    }
    this.#prepare();
  }

  /** Forgets everything; the caller rewrites from the beginning. */
  reset(terms: Terms): void {
    this.#terms = terms;
    this.#same = 0;
    this.stretches.length = 0;
    this.knownFrom = -NEVER;
    this.#beganAt = NEVER;
    this.lastAt = -NEVER;
    this.lastValue = null;
    this.#prepare();
  }

  /** Takes a new break into its terms. True: a stretch beyond a limit crosses it and must be rewritten. */
  breakAt(terms: Terms, at: UtcMs): boolean {
    this.#terms = terms;
    this.#prepare();
    return isCut(this.stretches, terms.limits.list, at);
  }

  /** Clips to [from, to) and cuts at breaks what is beyond a limit. */
  #cut(stretches: readonly Stretch[], from: UtcMs, to: UtcMs): Open[] {
    const out: Open[] = [];
    for (const s of stretches) {
      const clipped = { ...s, from: Math.max(s.from, from), to: Math.min(s.to, to) };
      if (clipped.from >= clipped.to) continue;
      if (this.#beyondAny(clipped)) {
        let at = this.#breakAfter(clipped.from);
        for (; at < clipped.to; at = this.#breakAfter(at)) {
          out.push({ ...clipped, to: at });
          clipped.from = at;
        }
      }
      out.push(clipped);
    }
    return out;
  }

  /** A value after all others, that will stand its full time and is cut by nothing. */
  #isNext(at: UtcMs, milli: MilliCelsius | null, newest: UtcMs): boolean {
    const stands = milli !== null && at + this.#terms.maxGap <= this.#standUntil;
    return stands && at > newest && this.stretches.length > 0;
  }

  #push(s: Open): void {
    const last = this.stretches.at(-1);
    if (
      last !== undefined &&
      last.to === s.from &&
      this.#terms.limits.same(last, s) &&
      this.#mayJoin(last, s)
    ) {
      last.to = s.to;
      last.low = Math.min(last.low, s.low);
      last.high = Math.max(last.high, s.high);
    } else this.stretches.push({ ...s });
  }

  #mayJoin(last: Open, next: Open): boolean {
    if (!this.#beyondAny(last)) return true;
    return cellEnd(last.from) > next.from && this.#breakAfter(last.from) > next.from;
  }

  #prepare(): void {
    const last = this.stretches.at(-1);
    this.#standUntil = -NEVER;
    if (last === undefined) return;
    this.#standUntil = placementEnd(this.#terms.placements, this.lastAt) ?? -NEVER;
    const beyond = this.#beyondAny(last);
    const alike = this.#terms.limits.alike(last.low, last.high);
    this.#alikeLow = this.lastValue === null ? NEVER : alike.low;
    this.#alikeHigh = alike.high;
    this.#joinUntil = beyond ? cellEnd(last.from) : NEVER;
    this.#standUntil = Math.min(this.#standUntil, this.#breakAfter(this.lastAt));
  }

  #breakAfter(at: UtcMs): UtcMs {
    const { breaks } = this.#terms;
    let lo = 0;
    let hi = breaks.length;
    while (lo < hi) {
      const mid = (lo + hi) >>> 1;
      if ((breaks[mid] as UtcMs) <= at) lo = mid + 1;
      else hi = mid;
    }
    return breaks[lo] ?? NEVER;
  }

  #beyondAny(s: Stretch): boolean {
    for (const cut of this.#terms.limits.list) if (isBeyond(cut, s.low, s.high)) return true;
    return false;
  }
}

const cellEnd = (at: UtcMs): UtcMs => (Math.floor(at / LONGEST_STRETCH) + 1) * LONGEST_STRETCH;

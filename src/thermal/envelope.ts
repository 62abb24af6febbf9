/**
 * What is known about a unit, moment by moment, for one limit: beyond, inside, or unknown. Several probes make an
 * envelope: the warmest standing value counts above, the coldest below. Where no probe stands, interval evidence
 * (a logger's daily min and max) is judged; where nothing is left, time is unknown.
 */
import { type Cut, extreme, isBeyond, worse } from './cuts.ts';
import type { Evidence, MilliCelsius, Rule, Side, Stretch, UtcMs } from './types.ts';

/** `peak` is the warmest (above) or coldest (below) value of a beyond segment, otherwise null. */
export type Visit = (
  from: UtcMs,
  to: UtcMs,
  state: 'beyond' | 'inside' | 'unknown',
  peak: MilliCelsius | null,
) => void;

/** The limit a walk is about; null walks for knowledge alone (beyond never occurs). */
export type Limit = { readonly cut: Cut; readonly rule: Rule } | null;

/**
 * Walks [from, to) in order, calling `visit` for adjoining segments without a hole between them.
 * @param probes each probe's stretches, oldest first and not overlapping
 */
export function walk(
  probes: readonly (readonly Stretch[])[],
  evidence: readonly Evidence[],
  limit: Limit,
  from: UtcMs,
  to: UtcMs,
  visit: Visit,
): void {
  if (evidence.length === 0) {
    sweep(probes, limit, from, to, visit);
    return;
  }
  const spoken = evidence.filter((e) => e.from < to && e.to > from).map((e) => testimony(probes, e, limit));
  sweep(probes, limit, from, to, (a, b, state, peak) => {
    if (state !== 'unknown' || spoken.length === 0) visit(a, b, state, peak);
    else hear(spoken, limit?.cut.side ?? 'above', a, b, visit);
  });
}

/** The probes alone: a moment is beyond when any standing value is, inside when some stand and none is beyond. */
function sweep(
  probes: readonly (readonly Stretch[])[],
  limit: Limit,
  from: UtcMs,
  to: UtcMs,
  visit: Visit,
): void {
  const next = probes.map((stretches) => firstEndingAfter(stretches, from));
  let at = from;
  while (at < to) {
    let until = to;
    let known = false;
    let peak: MilliCelsius | null = null;
    for (let p = 0; p < probes.length; p++) {
      const stretches = probes[p] as readonly Stretch[];
      let i = next[p] as number;
      while (i < stretches.length && (stretches[i] as Stretch).to <= at) i++;
      next[p] = i;
      const s = stretches[i];
      if (s === undefined) continue;
      if (s.from > at) {
        until = Math.min(until, s.from);
        continue;
      }
      until = Math.min(until, s.to);
      known = true;
      if (limit !== null && isBeyond(limit.cut, s.low, s.high)) {
        const value = extreme(limit.cut.side, s);
        peak = peak === null ? value : worse(limit.cut.side, peak, value);
      }
    }
    visit(at, until, peak !== null ? 'beyond' : known ? 'inside' : 'unknown', peak);
    at = until;
  }
}

/** Index of the first stretch whose end lies after `at`. */
export function firstEndingAfter(stretches: readonly Stretch[], at: UtcMs): number {
  let lo = 0;
  let hi = stretches.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if ((stretches[mid] as Stretch).to <= at) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** What one piece of evidence says about the limit: beyond up to `beyondUntil`, then inside, until `to`. */
type Testimony = { from: UtcMs; to: UtcMs; beyondUntil: UtcMs; peak: MilliCelsius };

/**
 * Evidence past the limit makes all of its otherwise unknown time beyond, unless the logger states how long it was
 * past that very limit: then the first that much of the unknown time counts, which is the earliest it can have been.
 */
function testimony(probes: readonly (readonly Stretch[])[], e: Evidence, limit: Limit): Testimony {
  const side: Side = limit?.cut.side ?? 'above';
  const peak = side === 'above' ? e.max : e.min;
  if (limit === null || !isBeyond(limit.cut, e.min, e.max)) return { ...e, beyondUntil: e.from, peak };
  const stated = e.beyond.find((b) => b.side === side && b.limit === limit.rule.limit);
  if (stated === undefined) return { ...e, beyondUntil: e.to, peak };
  let left = stated.duration;
  let beyondUntil = e.from;
  sweep(probes, null, e.from, e.to, (a, b, state) => {
    if (state !== 'unknown' || left <= 0) return;
    beyondUntil = Math.min(b, a + left);
    left -= beyondUntil - a;
  });
  return { ...e, beyondUntil, peak };
}

/** Overlapping evidence: the worst counts. */
function hear(spoken: readonly Testimony[], side: Side, from: UtcMs, to: UtcMs, visit: Visit): void {
  let at = from;
  while (at < to) {
    let until = to;
    let known = false;
    let peak: MilliCelsius | null = null;
    for (const t of spoken) {
      for (const edge of [t.from, t.beyondUntil, t.to]) if (edge > at) until = Math.min(until, edge);
      if (at < t.from || at >= t.to) continue;
      known = true;
      if (at < t.beyondUntil) peak = peak === null ? t.peak : worse(side, peak, t.peak);
    }
    visit(at, until, peak !== null ? 'beyond' : known ? 'inside' : 'unknown', peak);
    at = until;
  }
}

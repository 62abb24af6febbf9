/**
 * What do values say whose time is not known? Each was measured somewhere in a stretch of time. It can show that a limit was
 * passed and never that it was not: wherever it may have stood past a limit, time is beyond; otherwise it says nothing, and
 * time that is unknown stays unknown.
 */
import { extreme, isBeyond, worse } from './cuts.ts';
import { firstEndingAfter, type Limit, type Visit } from './envelope.ts';
import type { Doubt, Stretch, UtcMs } from './types.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** No call takes more arguments than this safely. */
const AT_ONCE = 1_000;

/**
 * All doubts of a unit as one list without overlaps: at any moment the coldest and the warmest that any of them allows.
 * The same for every order in which they come; one that lies newest costs no walk over the others.
 */
export class Doubts {
  /** Oldest first. Changed in place: whoever holds it sees what comes later. */
  readonly stretches: Stretch[] = [];

  constructor(doubts: Iterable<Doubt> = []) {
    for (const doubt of doubts) this.add(doubt);
  }

  get beginsAt(): UtcMs {
    return this.stretches[0]?.from ?? NEVER;
  }

  add({ from, to, milli }: Doubt): void {
    if (from >= to) return;
    const all = this.stretches;
    const first = firstEndingAfter(all, from);
    const anew: Stretch[] = [];
    let at = from;
    let next = first;
    for (; next < all.length && (all[next] as Stretch).from < to; next++) {
      const s = all[next] as Stretch;
      if (s.from < from) anew.push({ ...s, to: from });
      if (s.from > at) anew.push({ from: at, to: s.from, low: milli, high: milli });
      const [a, b] = [Math.max(s.from, from), Math.min(s.to, to)];
      anew.push({ from: a, to: b, low: Math.min(s.low, milli), high: Math.max(s.high, milli) });
      if (s.to > to) anew.push({ ...s, from: to });
      at = b;
    }
    if (at < to) anew.push({ from: at, to, low: milli, high: milli });
    const joined = joinEqual(anew);
    all.splice(first, next - first);
    for (let i = 0; i < joined.length; i += AT_ONCE)
      all.splice(first + i, 0, ...joined.slice(i, i + AT_ONCE));
  }

  /** The first moment at `asOf` or later at which what they say of these limits may change; Infinity: never. */
  nextEdge(asOf: UtcMs, limits: readonly NonNullable<Limit>['cut'][]): UtcMs {
    for (let i = firstEndingAfter(this.stretches, asOf - 1); i < this.stretches.length; i++) {
      const s = this.stretches[i] as Stretch;
      if (limits.some((cut) => isBeyond(cut, s.low, s.high))) return s.from >= asOf ? s.from : s.to;
    }
    return NEVER;
  }
}

/** Passes on what is visited, with the time that a doubt shows to be beyond the limit made so. */
export function withDoubts(doubts: readonly Stretch[], limit: Limit, from: UtcMs, visit: Visit): Visit {
  if (limit === null || doubts.length === 0) return visit;
  const { cut } = limit;
  let next = firstEndingAfter(doubts, from);
  return (start, to, state, peak) => {
    for (let at = start; at < to; ) {
      while ((doubts[next]?.to ?? NEVER) <= at) next++;
      const s = doubts[next];
      if (s === undefined || s.from >= to) {
        visit(at, to, state, peak);
        return;
      }
      const until = Math.min(to, s.from > at ? s.from : s.to);
      if (s.from > at || !isBeyond(cut, s.low, s.high)) visit(at, until, state, peak);
      else {
        const value = extreme(cut.side, s);
        visit(at, until, 'beyond', peak === null ? value : worse(cut.side, peak, value));
      }
      at = until;
    }
  };
}

function joinEqual(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const s of stretches) {
    const last = out.at(-1);
    if (last !== undefined && last.to === s.from && last.low === s.low && last.high === s.high)
      out[out.length - 1] = { ...last, to: s.to };
    else out.push(s);
  }
  return out;
}

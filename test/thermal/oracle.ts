/**
 * An independent judge for the tests: asks at every single millisecond what is known, straight from the words of
 * the specification, with no stretches, no sweep and no state shared with the engine. Only for tiny times.
 */
import {
  type Evidence,
  type Excursion,
  type Rule,
  type RuleVersion,
  type Stay,
  UNMONITORED,
  type UnitHistory,
} from '../../src/thermal/types.ts';

type Moment = { state: 'beyond' | 'inside' | 'unknown'; peak: number | null };

const past = (rule: Pick<Rule, 'side' | 'limit' | 'inclusive'>, v: number): boolean =>
  (rule.side === 'above' ? v > rule.limit : v < rule.limit) || (rule.inclusive && v === rule.limit);
const worst = (rule: Rule, values: number[]): number =>
  rule.side === 'above' ? Math.max(...values) : Math.min(...values);

/** Every value that stands in the unit at millisecond t. */
function standingAt(unit: UnitHistory, t: number): number[] {
  return unit.probes.flatMap((probe) => {
    const mine = probe.readings.filter((r) => r.at <= t);
    const newest = Math.max(...mine.map((r) => r.at));
    const placement = probe.placements.find((p) => p.from <= newest && (p.to === null || newest < p.to));
    if (mine.length === 0 || placement === undefined) return [];
    if (t >= newest + unit.maxGap || (placement.to !== null && t >= placement.to)) return [];
    return mine.filter((r) => r.at === newest).flatMap((r) => (r.milli === null ? [] : [r.milli]));
  });
}

function evidenceAt(unit: UnitHistory, rule: Rule | null, t: number): Moment {
  const covering = unit.evidence.filter((e) => e.from <= t && t < e.to);
  if (covering.length === 0) return { state: 'unknown', peak: null };
  const guilty = covering.filter((e) => rule !== null && says(unit, e, rule, t));
  if (rule === null || guilty.length === 0) return { state: 'inside', peak: null };
  const peaks = guilty.map((e) => (rule.side === 'above' ? e.max : e.min));
  return { state: 'beyond', peak: worst(rule, peaks) };
}

function says(unit: UnitHistory, e: Evidence, rule: Rule, t: number): boolean {
  if (!past(rule, rule.side === 'above' ? e.max : e.min)) return false;
  const stated = e.beyond.find((b) => b.side === rule.side && b.limit === rule.limit);
  if (stated === undefined) return true;
  let unknownBefore = 0;
  for (let u = e.from; u < t; u++) if (standingAt(unit, u).length === 0) unknownBefore++;
  return unknownBefore < stated.duration;
}

/** What is known, and over it what a value of unknown time may have been then: never anything but beyond. */
export function momentAt(unit: UnitHistory | undefined, rule: Rule | null, t: number): Moment {
  if (unit === undefined) return { state: 'unknown', peak: null };
  const known = knownAt(unit, rule, t);
  if (rule === null) return known;
  const possible = (unit.doubts ?? []).filter((d) => d.from <= t && t < d.to && past(rule, d.milli));
  if (possible.length === 0) return known;
  const values = possible.map((d) => d.milli);
  return { state: 'beyond', peak: worst(rule, known.peak === null ? values : [...values, known.peak]) };
}

function knownAt(unit: UnitHistory, rule: Rule | null, t: number): Moment {
  const values = standingAt(unit, t);
  if (values.length === 0) return evidenceAt(unit, rule, t);
  const guilty = rule === null ? [] : values.filter((v) => past(rule, v));
  if (rule === null || guilty.length === 0) return { state: 'inside', peak: null };
  return { state: 'beyond', peak: worst(rule, guilty) };
}

type Run = { start: number; last: number; peak: number; unknown: number; closed: boolean };

function runsOf(rule: Rule, moments: Moment[], begin: number): Run[] {
  const runs: Run[] = [];
  moments.forEach((m, i) => {
    const t = begin + i;
    const run = runs.at(-1);
    if (m.state === 'inside' && run) run.closed = true;
    if (m.state !== 'beyond' || m.peak === null) return;
    if (run && !run.closed) {
      run.unknown += t - run.last - 1;
      run.peak = worst(rule, [run.peak, m.peak]);
      run.last = t;
    } else runs.push({ start: t, last: t, peak: m.peak, unknown: 0, closed: false });
  });
  return runs;
}

/** Judges [begin, asOf) of a parcel's stays the slow way. */
export function oracle(
  stays: readonly Stay[],
  units: ReadonlyMap<string, UnitHistory>,
  versions: readonly RuleVersion[],
  end: number | null,
  asOf: number,
): Excursion[] {
  const begin = stays[0]?.from ?? asOf;
  const upTo = Math.min(asOf, end ?? asOf);
  const found: Excursion[] = [];
  const stayAt = (t: number) => stays.find((s) => s.from <= t && (s.to === null || t < s.to));
  const unitAt = (t: number) => units.get(stayAt(t)?.unit ?? '');
  versions.forEach((version, i) => {
    const over = versions[i + 1]?.effective ?? Infinity;
    const effective = i === 0 ? -Infinity : version.effective;
    if (effective >= upTo) return;
    for (const rule of version.rules) {
      const from = rule.mode === 'cumulative' ? begin : Math.max(begin, effective);
      const to = Math.min(upTo, over);
      const moments: Moment[] = [];
      for (let t = from; t < to; t++) moments.push(momentAt(unitAt(t), rule, t));
      const runs = runsOf(rule, moments, from);
      const ended = over <= upTo || (end !== null && upTo >= end);
      const endOf = (run: Run) => (run.closed || ended ? run.last + 1 : null);
      if (rule.mode === 'continuous') {
        for (const run of runs) {
          const beyond = run.last + 1 - run.start;
          if (beyond < rule.allowed) continue;
          found.push({
            rule: rule.id,
            version: version.version,
            start: run.start,
            breachedAt: Math.max(effective, run.start + rule.allowed),
            end: endOf(run),
            peak: run.peak,
            beyond,
            unknownInside: run.unknown,
          });
        }
        continue;
      }
      let sum = 0;
      let breachedAt: number | null = null;
      for (const run of runs) {
        const length = run.last + 1 - run.start;
        if (breachedAt === null && sum + length >= rule.allowed) breachedAt = run.start + rule.allowed - sum;
        sum += length;
      }
      const first = runs[0];
      const last = runs.at(-1);
      if (breachedAt === null || first === undefined || last === undefined) continue;
      found.push({
        rule: rule.id,
        version: version.version,
        start: first.start,
        breachedAt: Math.max(effective, breachedAt),
        end: endOf(last),
        peak: worst(
          rule,
          runs.map((r) => r.peak),
        ),
        beyond: sum,
        unknownInside: runs.reduce((n, r) => n + r.unknown, 0),
      });
    }
  });
  let gapFrom: number | null = null;
  let max = Infinity;
  const close = (t: number, isEnd: boolean) => {
    if (gapFrom !== null && t - gapFrom > max) {
      const from = gapFrom;
      const v = versions.findLast((x) => x.effective <= from) ?? versions[0];
      found.push({
        rule: UNMONITORED,
        version: v?.version ?? 0,
        start: from,
        breachedAt: from + max,
        end: isEnd && !(end !== null && upTo >= end) ? null : t,
        peak: null,
        beyond: 0,
        unknownInside: 0,
      });
    }
    gapFrom = null;
    max = Infinity;
  };
  for (let t = begin; t < upTo; t++) {
    if (momentAt(unitAt(t), null, t).state !== 'unknown') close(t, false);
    else {
      gapFrom ??= t;
      const version = versions.findLast((v) => v.effective <= t) ?? versions[0];
      max = Math.min(max, version?.maxUnmonitored ?? Infinity, unitAt(t)?.maxUnmonitored ?? Infinity);
    }
  }
  close(upTo, true);
  return found.sort(
    (a, b) => a.start - b.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.version - b.version),
  );
}

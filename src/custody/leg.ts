/** How warm was it on this leg, and when was it past a limit? What the taker sees before signing. */
import { type Course, pieces, type SourcesOf } from '../thermal/course.ts';
import { cutOf, worse } from '../thermal/cuts.ts';
import { walk } from '../thermal/envelope.ts';
import { summarise } from '../thermal/kinetic.ts';
import type { DurationMs, MilliCelsius, Rule, RuleVersion, Stay, UtcMs } from '../thermal/types.ts';

/** `beyond`: time past any limit of the rules in force; `unknown`: time of which nothing is known. */
export type LegSummary = {
  readonly min: MilliCelsius | null;
  readonly max: MilliCelsius | null;
  readonly meanKineticCelsius: number | null;
  readonly beyond: DurationMs;
  readonly unknown: DurationMs;
};
export type Span = { readonly from: UtcMs; readonly to: UtcMs };

/**
 * Of a parcel (its course) between two instants. A logger's day records count where nothing else is known: what they show
 * past a limit, also as extremes; they have no mean.
 * @param sourcesOf stretches of single readings: see kinetic.summarise
 */
export function legSummary(course: Course, sourcesOf: SourcesOf, from: UtcMs, to: UtcMs): LegSummary {
  const { min, max, meanKineticCelsius } = summarise(course, sourcesOf, from, to);
  let [coldest, warmest] = [min, max];
  const beyond = lengthOf(
    beyondIn(course, sourcesOf, from, to, ({ side }, peak) => {
      if (side === 'above') warmest = warmest === null ? peak : worse(side, warmest, peak);
      else coldest = coldest === null ? peak : worse(side, coldest, peak);
    }),
  );
  const unknown = unknownIn(course.stays, sourcesOf, from, to);
  return { min: coldest, max: warmest, meanKineticCelsius, beyond, unknown };
}

/** The stretches of [from, to) past any limit in force, joined, oldest first. `peak` is told of each with its rule. */
export function beyondIn(
  course: Course,
  sourcesOf: SourcesOf,
  from: UtcMs,
  to: UtcMs,
  tell: (rule: Rule, peak: MilliCelsius) => void = () => {},
): Span[] {
  const found: Span[] = [];
  for (const piece of pieces(course.stays, from, to)) {
    const sources = piece.unit === null ? undefined : sourcesOf(piece.unit);
    if (sources === undefined) continue;
    for (const { rules, from: begins, to: ends } of periodsOf(course.versions)) {
      const [a, b] = [Math.max(piece.from, begins), Math.min(piece.to, ends)];
      if (a >= b) continue;
      for (const rule of rules) {
        walk(sources.probes, sources.evidence, { cut: cutOf(rule), rule }, a, b, (f, t, state, peak) => {
          if (state !== 'beyond' || peak === null) return;
          found.push({ from: f, to: t });
          tell(rule, peak);
        });
      }
    }
  }
  return joined(found);
}

/**
 * The runs past one rule's limit in [from, to) as they count for it (thermal/runs.ts), oldest first: unknown time that later
 * time beyond encloses is part of a run, and only a value inside ends it.
 */
export function runsOf(
  rule: Rule,
  stays: readonly Stay[],
  sourcesOf: SourcesOf,
  from: UtcMs,
  to: UtcMs,
): Span[] {
  const runs: Span[] = [];
  let run: Span | null = null;
  const limit = { cut: cutOf(rule), rule };
  for (const piece of pieces(stays, from, to)) {
    const sources = piece.unit === null ? undefined : sourcesOf(piece.unit);
    if (sources === undefined) continue;
    walk(sources.probes, sources.evidence, limit, piece.from, piece.to, (f, t, state) => {
      if (state === 'beyond') run = { from: run?.from ?? f, to: t };
      if (state !== 'inside' || run === null) return;
      runs.push(run);
      run = null;
    });
  }
  return run === null ? runs : [...runs, run];
}

/** The time in no unit, and the time in one of which nothing is known of it. */
function unknownIn(stays: readonly Stay[], sourcesOf: SourcesOf, from: UtcMs, to: UtcMs): DurationMs {
  let unknown = 0;
  for (const piece of pieces(stays, from, to)) {
    const { probes = [], evidence = [] } = (piece.unit !== null && sourcesOf(piece.unit)) || {};
    walk(probes, evidence, null, piece.from, piece.to, (f, t, state) => {
      if (state === 'unknown') unknown += t - f;
    });
  }
  return unknown;
}

const periodsOf = (versions: readonly RuleVersion[]) =>
  versions.map(({ rules, effective }, i) => ({
    rules,
    from: i === 0 ? Number.NEGATIVE_INFINITY : effective,
    to: versions[i + 1]?.effective ?? Number.POSITIVE_INFINITY,
  }));

function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && span.from <= last.to)
      out[out.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else out.push(span);
  }
  return out;
}

const lengthOf = (spans: readonly Span[]): DurationMs =>
  spans.reduce((sum, { from, to }) => sum + to - from, 0);

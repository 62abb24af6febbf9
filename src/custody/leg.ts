/** How warm was it on this leg? What the taker sees before signing. */
import { type Course, Judge, pieces, type SourcesOf } from '../thermal/course.ts';
import { cutOf } from '../thermal/cuts.ts';
import { walk } from '../thermal/envelope.ts';
import { summarise } from '../thermal/kinetic.ts';
import type { DurationMs, MilliCelsius, RuleVersion, UtcMs } from '../thermal/types.ts';

/**
 * `beyond`: time past any limit of the rules in force; `unknown`: time of which nothing is known. `breachAt`: when the first
 * rule would be broken if the present values lasted (null: nothing is beyond its limit at the end of the leg). `breached`: a
 * rule is broken already.
 */
export type LegSummary = {
  readonly min: MilliCelsius | null;
  readonly max: MilliCelsius | null;
  readonly meanKineticCelsius: number | null;
  readonly beyond: DurationMs;
  readonly unknown: DurationMs;
  readonly breached: boolean;
  readonly breachAt: UtcMs | null;
  readonly leftMs: DurationMs | null;
};

/**
 * Of a parcel (its course) or a box (a course of one stay) between two instants. Allowances that were used up before the leg
 * count for the breach, as they do for the parcel's life.
 * @param sourcesOf stretches of single readings: see kinetic.summarise
 */
export function legSummary(course: Course, sourcesOf: SourcesOf, from: UtcMs, to: UtcMs): LegSummary {
  const { min, max, meanKineticCelsius, unknown } = summarise(course, sourcesOf, from, to);
  const judge = new Judge(course);
  const begin = course.stays[0]?.from ?? from;
  judge.advance(sourcesOf, begin, to);
  const breachAt = judge.risks(to)[0]?.breachAt ?? null;
  return {
    min,
    max,
    meanKineticCelsius,
    beyond: lengthOf(beyondIn(course, sourcesOf, from, to)),
    unknown,
    breached: judge.excursions(to).some((excursion) => (excursion.end ?? to) > from),
    breachAt,
    leftMs: breachAt === null ? null : Math.max(0, breachAt - to),
  };
}

type Span = { readonly from: UtcMs; readonly to: UtcMs };

/** The stretches of [from, to) past any limit in force, joined, oldest first. */
export function beyondIn(course: Course, sourcesOf: SourcesOf, from: UtcMs, to: UtcMs): Span[] {
  const found: Span[] = [];
  for (const piece of pieces(course.stays, from, to)) {
    const sources = piece.unit === null ? undefined : sourcesOf(piece.unit);
    if (sources === undefined) continue;
    for (const { rules, from: begins, to: ends } of periodsOf(course.versions)) {
      const [a, b] = [Math.max(piece.from, begins), Math.min(piece.to, ends)];
      if (a >= b) continue;
      for (const rule of rules) {
        walk(sources.probes, sources.evidence, { cut: cutOf(rule), rule }, a, b, (f, t, state) => {
          if (state === 'beyond') found.push({ from: f, to: t });
        });
      }
    }
  }
  return joined(found);
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

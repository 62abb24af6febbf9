/**
 * Mean kinetic temperature (USP <1079.2>): the one constant temperature that would have aged a product as much as its
 * history did. Weighted by time over standing values; unknown time is left out and reported beside it. It informs and
 * never releases: one hour at 25 °C in a day at 7 °C still "passes" 8 °C, and it is blind to freezing.
 */

import type { Course, SourcesOf } from './course.ts';
import { firstEndingAfter } from './envelope.ts';
import type { DurationMs, MilliCelsius, Stretch, UtcMs } from './types.ts';

/** ΔH = 83.144 kJ/mol over R = 8.3144 J/(mol·K), in kelvin. */
const ACTIVATION_OVER_GAS = 83_144 / 8.3144;
const ZERO_CELSIUS = 273.15;

/** °C from weighted values; null when no time weighs. */
export function meanKinetic(values: Iterable<{ celsius: number; weight: number }>): number | null {
  let weight = 0;
  let sum = 0;
  for (const v of values) {
    weight += v.weight;
    sum += v.weight * Math.exp(-ACTIVATION_OVER_GAS / (v.celsius + ZERO_CELSIUS));
  }
  if (weight <= 0) return null;
  return ACTIVATION_OVER_GAS / -Math.log(sum / weight) - ZERO_CELSIUS;
}

export type HistorySummary = {
  readonly min: MilliCelsius | null;
  readonly max: MilliCelsius | null;
  readonly meanKineticCelsius: number | null;
  readonly known: DurationMs;
  readonly unknown: DurationMs;
};

/**
 * Extremes, mean kinetic temperature (several probes: midpoint of warmest and coldest) and coverage of a course over
 * [begin, upTo). Pass stretches of single readings: joined ones would blur the mean.
 */
export function summarise(course: Course, sourcesOf: SourcesOf, begin: UtcMs, upTo: UtcMs): HistorySummary {
  let min: MilliCelsius | null = null;
  let max: MilliCelsius | null = null;
  let known = 0;
  const values: { celsius: number; weight: number }[] = [];
  for (const stay of course.stays) {
    const from = Math.max(begin, stay.from);
    const to = Math.min(upTo, stay.to ?? upTo);
    for (const s of midpoints(sourcesOf(stay.unit)?.probes ?? [], from, to)) {
      min = min === null ? s.low : Math.min(min, s.low);
      max = max === null ? s.high : Math.max(max, s.high);
      known += s.to - s.from;
      values.push({ celsius: (s.low + s.high) / 2000, weight: s.to - s.from });
    }
  }
  return {
    min,
    max,
    meanKineticCelsius: meanKinetic(values),
    known,
    unknown: Math.max(0, upTo - begin - known),
  };
}

/** The envelope of all probes as known stretches of [from, to). */
export function* midpoints(
  probes: readonly (readonly Stretch[])[],
  from: UtcMs,
  to: UtcMs,
): Generator<Stretch> {
  const next = probes.map((p) => firstEndingAfter(p, from));
  for (let at = from; at < to; ) {
    let until = to;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    probes.forEach((stretches, p) => {
      while ((stretches[next[p] as number]?.to ?? to) <= at) next[p] = (next[p] as number) + 1;
      const s = stretches[next[p] as number];
      if (s === undefined) return;
      if (s.from > at) until = Math.min(until, s.from);
      else {
        until = Math.min(until, s.to);
        low = Math.min(low, s.low);
        high = Math.max(high, s.high);
      }
    });
    if (low <= high) yield { from: at, to: until, low, high };
    at = until;
  }
}

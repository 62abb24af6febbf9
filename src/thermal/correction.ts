/**
 * What the certificates of a probe say, taken into account: a judged value is the measured one less what the probe shows too
 * much, and where the doubt that is left counts too, the coldest and the warmest that it can have been. What is stored stays
 * as it was measured.
 */
import type { Evidence, MilliCelsius, Reading, UtcMs } from './types.ts';

/**
 * Holds from `from` on until the next one of its list. `offset`: what the probe shows too much, negative: too little.
 * `margin`: how far off the corrected value may still be, to both sides; 0 where that is not to count.
 */
export type Correction = {
  readonly from: UtcMs;
  readonly offset: MilliCelsius;
  readonly margin: MilliCelsius;
};

/** The correction in force at an instant, of a list ordered by `from`; null before the first. */
export const correctionAt = (corrections: readonly Correction[], at: UtcMs): Correction | null =>
  corrections.findLast(({ from }) => from <= at) ?? null;

/** What a value may mean that was measured at some moment of [from, to]: by every correction in force then, the worst of each. */
export function possible(
  milli: MilliCelsius,
  corrections: readonly Correction[],
  from: UtcMs,
  to: UtcMs,
): readonly MilliCelsius[] {
  const first = correctionAt(corrections, from);
  const inForce = corrections.filter((one) => one === first || (one.from > from && one.from <= to));
  const values = inForce.flatMap(({ offset, margin }) => [milli - offset - margin, milli - offset + margin]);
  return [...new Set(first === null ? [milli, ...values] : values)];
}

/**
 * Readings as they are judged, in the same order. Of one with a margin both ends come out at its instant, and last the value
 * itself, which changes no judgement and is what is shown. A fault stays a fault. Without corrections the list itself comes back.
 */
export function corrected(
  readings: readonly Reading[],
  corrections: readonly Correction[],
): readonly Reading[] {
  const first = corrections[0];
  if (first === undefined || !readings.some(({ at }) => at >= first.from)) return readings;
  return readings.flatMap((reading): Reading | Reading[] => {
    const { at, milli } = reading;
    const correction = milli === null ? null : correctionAt(corrections, at);
    if (milli === null || correction === null) return reading;
    const { offset, margin } = correction;
    const value = milli - offset;
    if (margin === 0) return { at, milli: value };
    return [
      { at, milli: value - margin },
      { at, milli: value + margin },
      { at, milli: value },
    ];
  });
}

/**
 * What a thermometer says of an interval, as it is judged. Its own counters of the time past a limit count what it showed, and
 * say nothing of a corrected value: without them all of the interval counts where an extreme is past the limit.
 */
export function correctedEvidence(evidence: Evidence, corrections: readonly Correction[]): Evidence {
  const { from, to, min, max } = evidence;
  const lows = possible(min, corrections, from, to);
  const highs = possible(max, corrections, from, to);
  const isAsShown = lows.every((low) => low === min) && highs.every((high) => high === max);
  if (corrections.length === 0 || isAsShown) return evidence;
  return { ...evidence, min: Math.min(...lows), max: Math.max(...highs), beyond: [] };
}

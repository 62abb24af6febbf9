/**
 * The words of the thermal engine. Everything here is plain readonly data.
 *
 * Times are integer milliseconds UTC, durations integer milliseconds, temperatures integer milli-degrees
 * Celsius: 8.0 °C is 8000, so that no limit is ever missed by a rounding of binary fractions.
 */

/** An instant, in whole milliseconds since 1970-01-01T00:00:00Z. */
export type UtcMs = number;
/** A length of time in whole milliseconds, never negative. */
export type DurationMs = number;
/** A temperature in thousandths of a degree Celsius. */
export type MilliCelsius = number;

export type Side = 'above' | 'below';

/**
 * What a maker (or WHO PQS, for equipment) allows. Time is *beyond* when the value is strictly past `limit`,
 * or also exactly at it when `inclusive`. `continuous`: one run of `allowed` length breaches;
 * `cumulative`: all runs of a life are summed. `allowed: 0` breaches at the first reading beyond.
 */
export type Rule = {
  readonly id: string;
  readonly side: Side;
  readonly limit: MilliCelsius;
  readonly inclusive: boolean;
  readonly allowed: DurationMs;
  readonly mode: 'continuous' | 'cumulative';
};

/**
 * The rules that hold from `effective` until the next version's `effective`. The first version of a list
 * judges all that came before it too. `maxUnmonitored`: unknown time strictly longer than this is an excursion.
 */
export type RuleVersion = {
  readonly version: number;
  readonly effective: UtcMs;
  readonly rules: readonly Rule[];
  readonly maxUnmonitored: DurationMs;
};

/** One measured value of a probe; `milli: null` is a rejected fault reading, which ends what stood before it. */
export type Reading = { readonly at: UtcMs; readonly milli: MilliCelsius | null };

/**
 * Time in which a value stood: every value in [from, to) lay in [low, high]. From one reading low equals high;
 * stretches that lie on the same side of every limit in use may be joined.
 */
export type Stretch = {
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly low: MilliCelsius;
  readonly high: MilliCelsius;
};

/**
 * What a thermometer or logger says of a whole interval: its extremes, and where it counts them, the seconds
 * accumulated past a limit. Judged only where nothing else is known.
 */
export type Evidence = {
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly min: MilliCelsius;
  readonly max: MilliCelsius;
  readonly beyond: readonly {
    readonly side: Side;
    readonly limit: MilliCelsius;
    readonly duration: DurationMs;
  }[];
  readonly source: string;
};

/**
 * A value whose time is not known: it was measured, and stood, somewhere in [from, to). It can show that a limit was passed
 * and never that it was not.
 */
export type Doubt = { readonly from: UtcMs; readonly to: UtcMs; readonly milli: MilliCelsius };

/** A device's time in a unit: its readings with `at` in [from, to) are the unit's; `to: null` while it is there. */
export type Placement = { readonly from: UtcMs; readonly to: UtcMs | null };

/** All that one probe measured in one unit. Readings in any order, repeated or not: they are a set. */
export type ProbeHistory = {
  readonly probe: string;
  readonly readings: readonly Reading[];
  readonly placements: readonly Placement[];
};

/** What is known about one unit. `maxGap`: how long a reading stands when nothing follows it. */
export type UnitHistory = {
  readonly maxGap: DurationMs;
  readonly maxUnmonitored: DurationMs;
  readonly probes: readonly ProbeHistory[];
  readonly evidence: readonly Evidence[];
  /** Cut to the time in which their devices were in the unit; left out: none. */
  readonly doubts?: readonly Doubt[];
};

/** A parcel was in `unit` in [from, to); `to: null` while it is there. */
export type Stay = { readonly unit: string; readonly from: UtcMs; readonly to: UtcMs | null };

/** The rule id under which unknown time that lasted too long is reported. */
export const UNMONITORED = 'unmonitored';

/**
 * A stretch of a history that breaks a rule, as the present evidence shows it.
 * `end: null`: still open (no in-range value has stood since). `beyond` includes `unknownInside`.
 */
export type Excursion = {
  readonly rule: string;
  readonly version: number;
  readonly start: UtcMs;
  readonly breachedAt: UtcMs;
  readonly end: UtcMs | null;
  readonly peak: MilliCelsius | null;
  readonly beyond: DurationMs;
  readonly unknownInside: DurationMs;
};

/** A history that is beyond a limit now and not yet in breach: `breachAt` if the present values last. */
export type Risk = {
  readonly rule: string;
  readonly version: number;
  readonly since: UtcMs;
  readonly breachAt: UtcMs;
};

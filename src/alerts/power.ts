/** Which of the units without mains will be in breach first? Pure. */
import type { DurationMs, UtcMs } from '../thermal/types.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** A generator has taken over by then, and a plug that was pulled for cleaning is in again. */
export const POWER_PATIENCE: DurationMs = 2 * MINUTE;
/** What was said of the mains so long ago says nothing any more: the device has been silent since. */
export const POWER_KNOWN: DurationMs = 24 * HOUR;
/** Slower than this a unit does not warm, its sensor wavers: °C an hour. */
const SLOWEST = 0.1;

/** `limitCelsius`: the nearest limit above, of a rule that allows `allowedMs` beyond it; null: it has none. */
export type Warming = {
  readonly unit: string;
  readonly name: string;
  /** Known where it is past a limit already. */
  readonly breachAt: UtcMs | null;
  readonly celsius: number | null;
  readonly limitCelsius: number | null;
  readonly allowedMs: DurationMs;
  /** °C per hour over the last half hour; null: too little is known. */
  readonly perHour: number | null;
};

/** When it would be in breach if it goes on to warm as it does; Infinity: not to be told. */
export function breachGuess(unit: Warming, now: UtcMs): UtcMs {
  const { breachAt, celsius, limitCelsius, allowedMs, perHour } = unit;
  if (breachAt !== null) return breachAt;
  if (celsius === null || limitCelsius === null || perHour === null || perHour < SLOWEST)
    return Number.POSITIVE_INFINITY;
  return now + (Math.max(0, limitCelsius - celsius) / perHour) * HOUR + allowedMs;
}

/** What is in breach first comes first; of those of which that cannot be told, what is nearer to its limit; then by id. */
export function inOrderOfBreach(units: readonly Warming[], now: UtcMs): Warming[] {
  const ranked = units.map((unit) => ({ unit, guess: breachGuess(unit, now), margin: marginOf(unit) }));
  ranked.sort((a, b) => {
    if (a.guess !== b.guess) return a.guess - b.guess;
    if (a.margin !== b.margin) return a.margin - b.margin;
    return a.unit.unit < b.unit.unit ? -1 : 1;
  });
  return ranked.map(({ unit }) => unit);
}

const marginOf = ({ celsius, limitCelsius }: Warming): number =>
  celsius === null || limitCelsius === null ? Number.MAX_VALUE : limitCelsius - celsius;

/** °C per hour between the first and the last of values five minutes apart, the newest last; null: fewer than three are known. */
export function warmingOf(steps: readonly (number | null)[], stepMs: DurationMs): number | null {
  const known = steps.flatMap((celsius, step) => (celsius === null ? [] : [{ celsius, step }]));
  const [first, last] = [known[0], known.at(-1)];
  if (known.length < 3 || first === undefined || last === undefined) return null;
  return (last.celsius - first.celsius) / (((last.step - first.step) * stepMs) / HOUR);
}

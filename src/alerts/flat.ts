/**
 * Is a sensor stuck? Its value stands still for longer than this very probe ever let it stand. Pure.
 *
 * Six hours is the least (RELIABILITY.md, T6: no variance for six hours): compressors, doors and defrosting move a sound
 * fridge's probe within the hour. That alone would blame a coarse sensor (1 °C in an ultra-low freezer) that rightly says
 * −80 all night. So the probe is measured by itself: the week before must have shown it change 24 times, and the stretch
 * must be four times as long as the longest of that week. Where changes come by chance at a steady rate, the longest of n
 * stretches is about ln n of their mean; four times that is passed by chance in n⁻³ of the weeks, once in 14,000 for n = 24.
 */
import type { DurationMs, MilliCelsius, UtcMs } from '../thermal/types.ts';

const HOUR = 3_600_000;
export const FLAT_LEAST: DurationMs = 6 * HOUR;
export const FLAT_FACTOR = 4;
export const CHANGES_LEAST = 24;
/** How long before a stretch its probe is looked at. */
export const FLAT_LOOKS_BACK: DurationMs = 7 * 24 * HOUR;

type Sample = { readonly at: UtcMs; readonly milli: MilliCelsius | null };

/** The stretch that goes on: [since, until] with nothing but `milli`. Of the week before: how often it changed, and the longest stretch. */
export type Flat = {
  readonly milli: MilliCelsius;
  readonly since: UtcMs;
  readonly until: UtcMs;
  readonly changes: number;
  readonly longest: DurationMs;
};

/**
 * `samples`: one probe's, in order of time. A fault ends a stretch, and so does a silence of more than `maxGap`: what was not
 * measured did not stand still. Null when there is no value at its end.
 */
export function flatOf(samples: readonly Sample[], maxGap: DurationMs): Flat | null {
  const runs: { milli: MilliCelsius; since: UtcMs; until: UtcMs; changed: boolean }[] = [];
  let last: Sample | null = null;
  for (const sample of samples) {
    const run = runs.at(-1);
    const goesOn = last !== null && last.milli !== null && sample.at - last.at <= maxGap;
    if (sample.milli !== null) {
      if (goesOn && run !== undefined && run.milli === sample.milli) run.until = sample.at;
      else runs.push({ milli: sample.milli, since: sample.at, until: sample.at, changed: goesOn });
    }
    last = sample;
  }
  const now = runs.pop();
  if (now === undefined || last?.milli !== now.milli) return null;
  const week = runs.filter(({ until }) => until > now.since - FLAT_LOOKS_BACK);
  const { milli, since, until } = now;
  const changes = week.filter(({ changed }) => changed).length + (now.changed ? 1 : 0);
  return { milli, since, until, changes, longest: longestOf(week) };
}

const longestOf = (runs: readonly { readonly since: UtcMs; readonly until: UtcMs }[]): DurationMs =>
  runs.reduce((most, { since, until }) => Math.max(most, until - since), 0);

/** How long a stretch must last to be suspect; Infinity: this probe never showed enough to tell. */
export const suspectAfter = ({ changes, longest }: Flat): DurationMs =>
  changes < CHANGES_LEAST ? Number.POSITIVE_INFINITY : Math.max(FLAT_LEAST, FLAT_FACTOR * longest);

export const isStuck = (flat: Flat): boolean => flat.until - flat.since >= suspectAfter(flat);

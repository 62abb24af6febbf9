/**
 * What is kept of a probe's track in one unit, so that a start goes on with it in the place of reading all readings again:
 * its stretches and its newest reading. It says the same as the readings only under the terms it was written under.
 */
import { type Cut, isBeyond, Limits } from './cuts.ts';
import { firstEndingAfter } from './envelope.ts';
import type { DurationMs, MilliCelsius, Placement, Stretch, UtcMs } from './types.ts';

export type KeptTrack = {
  readonly stretches: readonly Stretch[];
  /** `at` of the newest reading, a fault included; −Infinity: there is none. */
  readonly lastAt: UtcMs;
  readonly lastValue: MilliCelsius | null;
};

/** Under what a track was written. `corrected`: what its probe's certificates say, as text. */
export type KeptTerms = {
  readonly limits: readonly Cut[];
  readonly maxGap: DurationMs;
  readonly placements: readonly Placement[];
  readonly corrected: string;
};

/**
 * Does a track that was written under `then` say what one under `now` must? Limits that nobody asks for any more only tell
 * apart what may be joined; everything else must be the same, and nothing beyond a limit may lie across a moment at which
 * histories are cut by now.
 */
export function holdsUnder(
  { stretches }: KeptTrack,
  then: KeptTerms,
  now: KeptTerms,
  breaks: readonly UtcMs[],
): boolean {
  return (
    then.maxGap === now.maxGap &&
    then.corrected === now.corrected &&
    areSame(then.placements, now.placements) &&
    new Limits(then.limits).covers(now.limits) &&
    !breaks.some((at) => isCut(stretches, now.limits, at))
  );
}

/** Does something beyond a limit lie across `at`? */
export function isCut(stretches: readonly Stretch[], limits: readonly Cut[], at: UtcMs): boolean {
  const s = stretches[firstEndingAfter(stretches, at)];
  return s !== undefined && s.from < at && limits.some((cut) => isBeyond(cut, s.low, s.high));
}

const areSame = (a: readonly Placement[], b: readonly Placement[]): boolean =>
  a.length === b.length && a.every(({ from, to }, i) => b[i]?.from === from && b[i]?.to === to);

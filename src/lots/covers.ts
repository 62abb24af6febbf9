/**
 * Decides whether an approved release still covers an excursion.
 *
 * A release covers the excursion as it stood at approval. It no longer does when the present evidence shows that the
 * excursion began earlier, went further past its limit, lasted longer than it was known to (it had ended, and late
 * readings put the end later), or has a reading beyond the limit taken after the approval. Unmonitored time that was
 * open at the approval is covered for one more `maxUnmonitored` after it (= `breachedAt - start`): silence that goes
 * on longer than that is time nobody decided about. Less evidence than at approval is always covered.
 */
import { UNMONITORED, type UtcMs } from '../thermal/types.ts';
import type { Disposition, ExcursionRecord, Hold, ReleaseCover } from './types.ts';

/** A stretch of a history with the rule it broke: what makes two records speak of the same thing. */
export type Span = Pick<ExcursionRecord, 'rule' | 'version' | 'start' | 'end'>;

/** An approved release with the excursion it was about. `excursion` is null where the record itself is gone. */
export type Release = {
  readonly disposition: string;
  readonly excursionId: string;
  readonly excursion: Span | null;
  readonly covers: ReleaseCover | null;
  readonly approvedAt: UtcMs;
};

/** The approved releases of a parcel's excursion holds, oldest approval first. */
export function releasesOf(
  holds: readonly Hold[],
  dispositions: readonly Disposition[],
  lastKnown: (excursionId: string) => ExcursionRecord | undefined,
): Release[] {
  const excursionOf = new Map(holds.map((hold) => [hold.id, hold.excursion]));
  const releases: Release[] = [];
  for (const { id, hold, decision, covers, approvedAt } of dispositions) {
    const excursionId = excursionOf.get(hold);
    if (decision !== 'release' || approvedAt === null || excursionId === undefined || excursionId === null)
      continue;
    const excursion = lastKnown(excursionId) ?? null;
    releases.push({ disposition: id, excursionId, excursion, covers, approvedAt });
  }
  return releases.sort((a, b) => a.approvedAt - b.approvedAt);
}

/**
 * A release speaks of an excursion when it was made for its id, or for one of the same rule and version whose released
 * stretch it overlaps: a piece that a filled gap cut off, or the same stretch found again under a new id.
 */
export function speaksOf(release: Release, excursion: ExcursionRecord): boolean {
  if (release.excursionId === excursion.id) return true;
  const { covers, excursion: former } = release;
  if (covers === null || former === null) return false;
  const released = { ...former, start: covers.start, end: covers.end ?? covers.approvedAt };
  return overlap(released, excursion, covers.approvedAt);
}

/**
 * `latestBeyondAt`: the latest `at` of a reading beyond the limit inside this excursion; null when there is none
 * (unmonitored time has none). `asOf` stands for the end of what is open.
 */
export function stillCovers(
  release: Release,
  excursion: ExcursionRecord,
  latestBeyondAt: UtcMs | null,
  asOf: UtcMs,
): boolean {
  const { covers } = release;
  if (covers === null || excursion.start < covers.start) return false;
  if (covers.end !== null && (excursion.end === null || excursion.end > covers.end)) return false;
  if (latestBeyondAt !== null && latestBeyondAt > covers.approvedAt) return false;
  if (excursion.rule === UNMONITORED) {
    const maxUnmonitored = excursion.breachedAt - excursion.start;
    return (excursion.end ?? asOf) - covers.approvedAt <= maxUnmonitored;
  }
  return !wentFurther(excursion, covers);
}

/** Same rule and version, and a common moment of their half-open stretches. */
export function overlap(a: Span, b: Span, asOf: UtcMs): boolean {
  return a.rule === b.rule && a.version === b.version && overlapInTime(a, b, asOf);
}

type Stretch = Pick<Span, 'start' | 'end'>;

/** A common moment of [start, end); what is open lasts until `asOf`, and every stretch lasts at least 1 ms. */
export function overlapInTime(a: Stretch, b: Stretch, asOf: UtcMs): boolean {
  const until = ({ start, end }: Stretch): UtcMs => Math.max(end ?? asOf, start + 1);
  return a.start < until(b) && b.start < until(a);
}

function wentFurther(excursion: ExcursionRecord, covers: ReleaseCover): boolean {
  if (excursion.peak === null) return false;
  if (covers.peak === null || excursion.ruleSnapshot === null) return true;
  return excursion.ruleSnapshot.side === 'above'
    ? excursion.peak > covers.peak
    : excursion.peak < covers.peak;
}

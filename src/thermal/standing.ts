/**
 * How long does each reading of one probe stand? A reading stands until the probe's next reading (a rejected
 * fault reading included), at most `maxGap`, and never past the moment its device leaves the unit.
 */
import type { DurationMs, Placement, Reading, Stretch, UtcMs } from './types.ts';

/** Orders readings by time and drops repeats of the same (at, milli): a probe's readings are a set. */
export function orderedSet(readings: readonly Reading[]): Reading[] {
  const sorted = [...readings].sort((a, b) => a.at - b.at || rank(a) - rank(b));
  return sorted.filter((r, i) => {
    const before = sorted[i - 1];
    return before === undefined || before.at !== r.at || before.milli !== r.milli;
  });
}

const rank = (r: Reading): number => r.milli ?? Number.NEGATIVE_INFINITY;

/**
 * Turns a probe's ordered readings into stretches, oldest first, none overlapping, each from one instant's
 * readings: two values at one instant give one stretch from the colder to the warmer. Readings outside every
 * placement belong to another unit and are left out. No stretch reaches past `asOf`.
 */
export function standing(
  ordered: readonly Reading[],
  placements: readonly Placement[],
  maxGap: DurationMs,
  asOf: UtcMs,
): Stretch[] {
  const out: Stretch[] = [];
  for (let i = 0; i < ordered.length; ) {
    const at = (ordered[i] as Reading).at;
    if (at >= asOf) break;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (; i < ordered.length; i++) {
      const reading = ordered[i] as Reading;
      if (reading.at !== at) break;
      if (reading.milli === null) continue;
      low = Math.min(low, reading.milli);
      high = Math.max(high, reading.milli);
    }
    const leaves = placementEnd(placements, at);
    if (low > high || leaves === null) continue;
    const next = ordered[i]?.at ?? Number.POSITIVE_INFINITY;
    const to = Math.min(next, at + maxGap, leaves, asOf);
    if (to > at) out.push({ from: at, to, low, high });
  }
  return out;
}

/** When the placement that covers `at` ends (Infinity: it lasts); null when the device was not in the unit. */
export function placementEnd(placements: readonly Placement[], at: UtcMs): UtcMs | null {
  for (const p of placements) {
    if (p.from <= at && (p.to === null || at < p.to)) return p.to ?? Number.POSITIVE_INFINITY;
  }
  return null;
}

/** Who held the parcel while it was too warm or too cold? An excursion is split where the parcel changed hands. */
import type { Excursion, UtcMs } from '../thermal/types.ts';
import { spansOf } from './possession.ts';
import type { Holder, Possession } from './types.ts';

/** `beyondMs`: how much of [from, to) was beyond the limit. */
export type Segment = {
  readonly holder: Holder;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly beyondMs: number;
};

/**
 * The parts of an excursion, oldest first, each with who held the parcel then. Together they are the excursion from its start
 * to its end, or to `asOf` while it is open.
 * @param beyond the runs beyond the limit, not overlapping; null: the whole excursion is one run (a continuous rule's is)
 */
export function attribute(
  excursion: Pick<Excursion, 'start' | 'end'>,
  possessions: readonly Possession[],
  beyond: readonly { readonly from: UtcMs; readonly to: UtcMs }[] | null,
  asOf: UtcMs,
): Segment[] {
  const end = excursion.end ?? asOf;
  const runs = beyond ?? [{ from: excursion.start, to: end }];
  return spansOf(possessions, end).flatMap(({ holder, from, to }) => {
    const begin = Math.max(from, excursion.start);
    if (begin >= to) return [];
    const beyondMs = runs.reduce(
      (sum, run) => sum + Math.max(0, Math.min(to, run.to) - Math.max(begin, run.from)),
      0,
    );
    return [{ holder, from: begin, to, beyondMs }];
  });
}

/** What was counted, as an event says it. Pure. */
import type { Counted, CountedBox } from '../../../../../src/custody/types.ts';
import { type Counting, countedBoxOf, countedOf } from '../draft.ts';

/** Null while something is missing. */
export function countOf({ counts, found }: Counting): { parcels: Counted[]; boxes: CountedBox[] } | null {
  const parcels = counts.map(countedOf);
  if (parcels.some((each) => each === null)) return null;
  return { parcels: parcels.filter((each) => each !== null), boxes: found.map(countedBoxOf) };
}

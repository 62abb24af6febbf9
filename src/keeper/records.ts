/** Does a record of an excursion say what another says of the same one? Only what differs is written. */
import type { ExcursionRecord } from '../lots/types.ts';

export const sameRecord = (a: ExcursionRecord, b: ExcursionRecord): boolean =>
  a.start === b.start &&
  a.breachedAt === b.breachedAt &&
  a.end === b.end &&
  a.peak === b.peak &&
  a.beyond === b.beyond &&
  a.unknownInside === b.unknownInside &&
  a.present === b.present;

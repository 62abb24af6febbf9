/** What the province's reports say: shapes only. Days are `YYYY-MM-DD` of the province's zone, times ISO 8601 UTC. */
import type { UtcMs } from '../thermal/types.ts';

/**
 * What should add up and does not: doses that entered a site = held there + given + discarded + sent on, by lot; a parcel that
 * nobody confirmed; a site whose session was open and that recorded nothing; an entry that came a day late. It stays listed until
 * somebody says what it was, or until it adds up again. `id` is stable for its kind, site, lot and day.
 */
export type Difference = {
  readonly id: string;
  readonly kind: 'doses' | 'unconfirmed' | 'silent-session' | 'late-entry';
  readonly site: string | null;
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly parcel: string | null;
  readonly day: string;
  /** How many doses are too few (negative) or too many. */
  readonly doses: number;
  /** Whom to ask. */
  readonly person: string | null;
  readonly foundAt: UtcMs;
  readonly explained: { readonly by: string; readonly at: UtcMs; readonly text: string } | null;
};

/**
 * Which parcels were in a unit, and until when? Asked for each reading past a limit and each one that came late: of thousands that
 * were there, those are found that it can still concern, and none is looked at.
 */
import type { Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';

const NEVER = Number.POSITIVE_INFINITY;
const NOBODY: readonly string[] = [];

/** Of one unit: ids with the moment at which the parcel left it for the last time, in that order; Infinity while it is there. */
type Visits = { readonly ids: string[]; readonly until: number[] };

export class Visitors {
  readonly #byUnit = new Map<string, Visits>();

  /** In the place of what was known of the parcel; null: nothing was, or it is gone. */
  replace(id: string, before: Parcel | null, after: Parcel | null): void {
    if (before?.stays === after?.stays) return;
    for (const [unit] of visitsOf(before)) this.#remove(unit, id);
    for (const [unit, until] of visitsOf(after)) this.#add(unit, id, until);
  }

  /** All that ever were in it. */
  of(unit: string): readonly string[] {
    return this.#byUnit.get(unit)?.ids ?? NOBODY;
  }

  /** Those that are in it or left it after `at`. */
  since(unit: string, at: UtcMs): readonly string[] {
    const visits = this.#byUnit.get(unit);
    return visits === undefined ? NOBODY : visits.ids.slice(placeAfter(visits.until, at));
  }

  /** Those that are in it no more and left it after `at`; nearly always nobody, which costs a glance. */
  leftSince(unit: string, at: UtcMs): readonly string[] {
    const visits = this.#byUnit.get(unit);
    if (visits === undefined) return NOBODY;
    const first = placeAfter(visits.until, at);
    if ((visits.until[first] ?? NEVER) === NEVER) return NOBODY;
    return visits.ids.slice(first, placeAfter(visits.until, Number.MAX_VALUE));
  }

  /** Every unit that ever held a parcel. */
  units(): Iterable<string> {
    return this.#byUnit.keys();
  }

  #add(unit: string, id: string, until: UtcMs): void {
    const visits = this.#byUnit.get(unit);
    if (visits === undefined) {
      this.#byUnit.set(unit, { ids: [id], until: [until] });
      return;
    }
    const place = placeAfter(visits.until, until);
    visits.ids.splice(place, 0, id);
    visits.until.splice(place, 0, until);
  }

  #remove(unit: string, id: string): void {
    const visits = this.#byUnit.get(unit);
    const place = visits?.ids.lastIndexOf(id) ?? -1;
    if (visits === undefined || place < 0) return;
    visits.ids.splice(place, 1);
    visits.until.splice(place, 1);
  }
}

/** When a parcel left each unit it was in for the last time. */
function visitsOf(parcel: Parcel | null): Map<string, UtcMs> {
  const visits = new Map<string, UtcMs>();
  for (const { unit, to } of parcel?.stays ?? [])
    visits.set(unit, Math.max(to ?? parcel?.ended?.at ?? NEVER, visits.get(unit) ?? -NEVER));
  return visits;
}

/** Where in an ascending list what is later than `at` begins. */
function placeAfter(moments: readonly UtcMs[], at: UtcMs): number {
  let lo = 0;
  let hi = moments.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if ((moments[mid] as UtcMs) <= at) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

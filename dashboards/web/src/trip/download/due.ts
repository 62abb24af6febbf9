/** Which trips come onto this phone by themselves, and in which order? Pure. */
import type { ShipmentView } from '../../../../../src/keeper/custody-views.ts';

type Person = { readonly username: string; readonly site: string | null; readonly roles: readonly string[] };

/** What is still to be carried; everything else is history that only a person asks for. */
const CARRIED = ['planned', 'packed', 'under-way'];
/** They act for their site and for those below it, which the service's list is already cut to. */
const STAFF = ['depot', 'vaccinator'];
/** A trip takes some tens of kilobytes; whoever is in charge of a province gets the next dozen, the rest by pressing. */
const TRIPS_MOST = 12;
const PAUSE_MS = 10 * 60_000;

/**
 * `loadedAt`: when this phone last loaded a trip, ms; undefined: never. First what one escorts, then what
 * starts, stops or ends at one's own site, then the rest of one's place; within each what is due first.
 */
export function dueTrips(
  listed: readonly ShipmentView[],
  who: Person,
  loadedAt: (trip: string) => number | undefined,
  now: number,
): string[] {
  const rank = ({ escort, from, to, stops }: ShipmentView): number | null => {
    if (escort === who.username) return 0;
    if (!who.roles.some((role) => STAFF.includes(role))) return null;
    return [from, to, ...stops.map(({ site }) => site)].some((site) => site === who.site) ? 1 : 2;
  };
  return listed
    .filter(({ state }) => CARRIED.includes(state))
    .map((trip) => ({ trip, rank: rank(trip) }))
    .filter(({ rank: one }) => one !== null)
    .toSorted((a, b) => Number(a.rank) - Number(b.rank) || a.trip.arriveBy.localeCompare(b.trip.arriveBy))
    .slice(0, TRIPS_MOST)
    .map(({ trip }) => trip.id)
    .filter((id) => now - (loadedAt(id) ?? Number.NEGATIVE_INFINITY) >= PAUSE_MS);
}

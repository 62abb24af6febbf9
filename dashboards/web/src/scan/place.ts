/** For which place a vial is judged before anybody has chosen one. Pure. */
import type { SiteView } from '../api/views.ts';

/** `parent` is not known of a place whose list is kept here. */
export type GatePlace = Pick<SiteView, 'id' | 'name'> & Partial<Pick<SiteView, 'parent'>>;

/**
 * Where somebody stands: the place in the address, the one used here last, or their own. A place above others is nobody's table, and
 * a vial judged there would be unknown: who answers for a district says at which of its tables they are.
 */
export function placeOf(
  places: readonly GatePlace[],
  { address, last, own }: Readonly<Record<'address' | 'last' | 'own', string | null>>,
): string | null {
  const isTable = (id: string | null) => !places.some(({ parent }) => parent !== undefined && parent === id);
  const wanted = [address, last, isTable(own) ? own : null];
  const found = wanted.find((id) => places.some((place) => place.id === id));
  return found ?? (places.length === 1 ? (places[0]?.id ?? null) : null);
}

/** Small questions of planning: what does a stated thing do to the former one, and which units are not empty? */
import type { Parcel } from '../lots/types.ts';
import type { Effect } from './registry.ts';

/** Created, updated (some field differs), or nothing. */
export function effectsOf<T extends object>(former: T | undefined, next: T): Effect[] {
  if (!former) return ['created'];
  const keys = Object.keys(next) as (keyof T)[];
  return keys.some((key) => JSON.stringify(former[key]) !== JSON.stringify(next[key])) ? ['updated'] : [];
}

/** Units in which a parcel is at present. */
export function occupiedUnits(parcels: Iterable<Parcel>): Set<string> {
  const occupied = new Set<string>();
  for (const { ended, stays } of parcels) {
    const last = stays.at(-1);
    if (ended === null && last?.to === null) occupied.add(last.unit);
  }
  return occupied;
}

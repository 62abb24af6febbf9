/** Which story at the service cannot be true together with one that was recorded here? Pure. */
import type { CustodyEvent } from '../../../../src/custody/types.ts';
import type { HandoffView } from '../../../../src/keeper/custody-views.ts';

/**
 * The others that somebody claims of the same parcels from the same giver; where there is none, the handoff itself as both of
 * its sides told it (taken, and taken back). The giver, not the holder: of a story that contradicts another one, the service
 * names as the holder whom the other one made it.
 */
export function storiesAgainst(body: CustodyEvent, known: readonly HandoffView[]): HandoffView[] {
  if (!('handoff' in body)) return [];
  const own = known.find(({ id }) => id === body.handoff);
  if (own === undefined) return [];
  const parcels = new Set(own.parcels.map(({ parcel }) => parcel));
  const others = known.filter(
    ({ id, given, taken, receiver, parcels: theirs }) =>
      id !== own.id &&
      (taken !== null || receiver !== null) &&
      given?.by === own.given?.by &&
      theirs.some(({ parcel }) => parcels.has(parcel)),
  );
  return others.length > 0 ? others : [own];
}

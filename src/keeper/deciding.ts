/** Who may decide about a parcel now: officials for where it is who neither keep nor escort it. */
import { inPlace } from '../fleet/rights.ts';
import type { Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { holderNow, possessionsOf } from './custody-show.ts';
import type { Actor } from './protocol.ts';
import type { Province } from './province.ts';
import { siteOfParcel } from './show.ts';

/** Is this person an official for a place that contains the parcel's present site? The asker is known by the session. */
export function isOfficialFor(
  province: Province,
  asker: Actor,
  username: string,
  parcel: string,
  now: UtcMs,
): boolean {
  const person = asker.username === username ? asker : province.people.get(username);
  if (person === undefined || !person.roles.includes('official')) return false;
  const site = siteOfParcel(province, province.parcels.living(parcel), now);
  return inPlace({ ...person, username }, site, province.tree);
}

/** Who keeps the parcel in person now, and who escorts a shipment that it is part of and that is not over. */
export function custodiansOf(province: Province, id: string, now: UtcMs): string[] {
  const parcel = province.parcels.get(id);
  const holder = parcel === undefined ? null : holderNow(possessionsOf(province, parcel), now);
  const shipments = province.custody.eventsOfParcel(id).flatMap(({ body }) => body.shipment ?? []);
  const escorts = [...new Set(shipments)].flatMap((one) => {
    const shipment = province.custody.shipments.get(one);
    return shipment !== undefined && OVER.every((state) => state !== shipment.state) ? shipment.escort : [];
  });
  return [...(holder?.kind === 'person' ? [holder.id] : []), ...escorts];
}
const OVER = ['closed', 'cancelled'] as const;

/** Everybody who may approve what `proposer` says about all these parcels, by name. */
export function approversOf(
  province: Province,
  asker: Actor,
  proposer: string,
  parcels: readonly Parcel[],
  now: UtcMs,
): { id: string; name: string }[] {
  const officials = [...province.people.values()].filter(
    ({ username, roles }) => username !== proposer && roles.includes('official'),
  );
  // Parcels of one place are decided about by the same people: each place is asked for once.
  const places = new Map(parcels.map((parcel) => [siteOfParcel(province, parcel, now), parcel]));
  const custodians = new Set(parcels.flatMap(({ id }) => custodiansOf(province, id, now)));
  return officials
    .filter(
      ({ username }) =>
        !custodians.has(username) &&
        [...places.values()].every(({ id }) => isOfficialFor(province, asker, username, id, now)),
    )
    .map(({ username, name }) => ({ id: username, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

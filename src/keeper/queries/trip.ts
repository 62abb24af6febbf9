/** All that a phone needs on a trip without a signal, in one small signed answer. */
import type { Shipment } from '../../custody/types.ts';
import { siteOfUnit } from '../../fleet/places.ts';
import { inPlace } from '../../fleet/rights.ts';
import type { Person, Role } from '../../fleet/types.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { holderNow, possessionsOf, showHandoff, showHolder, showShipment } from '../custody-show.ts';
import type { SignedTripView, TripView } from '../custody-views.ts';
import { iso, showParcel } from '../show.ts';
import { legsOf, showLeg } from './legs.ts';
import { placesOf } from './trip-places.ts';
import type { InTurns } from './turns.ts';
import type { View } from './view.ts';

/** Whom one may meet on the way. */
const MET: readonly Role[] = ['depot', 'escort', 'vaccinator'];
const PEOPLE_MOST = 200;

/** All of it as it is in the first turn, but for the legs, and signed in the last one. */
export async function* trip(view: View, shipment: Shipment): InTurns<Decision<SignedTripView>> {
  const { province, now } = view;
  const handoffs = shipment.handoffs.flatMap((id) => province.custody.handoffs.get(id) ?? []);
  const parcels = new Set([
    ...shipment.planned.map(({ parcel }) => parcel),
    ...shipment.boxes.flatMap((box) => box.parcels.map(({ parcel }) => parcel)),
    ...handoffs.flatMap((handoff) => handoff.parcels.map(({ parcel }) => parcel)),
  ]);
  const boxes = new Set([
    ...shipment.boxes.map(({ unit }) => unit),
    ...handoffs.flatMap((handoff) => handoff.boxes.map(({ unit }) => unit)),
  ]);
  const sites = new Set([shipment.from, shipment.to, ...shipment.stops]);
  const without: Omit<TripView, 'service'> = {
    v: 1,
    asOf: iso(now),
    shipment: showShipment(province, shipment, now),
    handoffs: handoffs.map((handoff) => showHandoff(province, handoff)),
    sites: [...sites].map((id) => ({ id, name: province.sites.get(id)?.name ?? id })),
    people: peopleOf(view, shipment, sites),
    boxes: [...boxes].flatMap((id) => boxOf(view, id)),
    parcels: [...parcels].flatMap((id) => parcelOf(view, id)),
    places: placesOf(view, sites),
  };
  yield;
  const legs = yield* legsOf(view, parcels, now, 'upTo');
  const withLegs = without.parcels.map((parcel) => {
    const leg = legs.get(parcel.id);
    return leg === undefined ? parcel : { ...parcel, leg: showLeg(view, parcel.id, leg) };
  });
  yield;
  const { receipts } = view;
  // The key that is named is the key that signs: it may be another one by the next turn.
  receipts.renew();
  return accept(receipts.trip({ ...without, parcels: withLegs, service: receipts.service() }));
}

/** The escort, and who acts for one of the sites: those who belong to it before those who are set above it. */
function peopleOf({ province }: View, shipment: Shipment, sites: ReadonlySet<string>): TripView['people'] {
  const distance = (person: Person): number => {
    if (person.username === shipment.escort) return 0;
    if (!person.roles.some((role) => MET.includes(role))) return Number.POSITIVE_INFINITY;
    if (person.site !== null && sites.has(person.site)) return 1;
    return [...sites].some((site) => inPlace(person, site, province.tree)) ? 2 : Number.POSITIVE_INFINITY;
  };
  return [...province.people.values()]
    .map((person) => ({ ...person, distance: distance(person) }))
    .filter((person) => Number.isFinite(person.distance))
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, PEOPLE_MOST)
    .map(({ username, name, site }) => ({
      username,
      name,
      site,
      keys: province.custody.keysOf(username).map(({ id, jwk, revokedAt }) => ({
        id,
        jwk: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y },
        revokedAt: revokedAt === null ? null : iso(revokedAt),
      })),
    }));
}

function boxOf({ province, tiles, now }: View, id: string): TripView['boxes'] {
  const unit = province.units.get(id);
  if (unit === undefined) return [];
  const tile = tiles.show(unit, now);
  const { celsius, at, state, breachAt } = tile;
  const { lowCelsius, highCelsius } = tile.range;
  const site = siteOfUnit(unit, now);
  return [{ unit: id, name: unit.name, site, celsius, at, state, lowCelsius, highCelsius, breachAt }];
}

function parcelOf({ province, now }: View, id: string): TripView['parcels'] {
  const parcel = province.parcels.get(id);
  if (parcel === undefined) return [];
  const { label, gtin, product, lot, expiry, doses, unit, openHolds } = showParcel(province, parcel, now);
  const holder = holderNow(possessionsOf(province, parcel), now);
  const held = holder === null ? null : showHolder(province, holder);
  return [{ id, label, gtin, product, lot, expiry, doses, unit, holder: held, openHolds, leg: null }];
}

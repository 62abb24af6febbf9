/** How custody's documents look to the outside: names beside ids, ISO 8601 times. */
import { attribute } from '../custody/attribute.ts';
import type { Span } from '../custody/leg.ts';
import { spansOf } from '../custody/possession.ts';
import type { Chain, Handoff, Holder, PhoneKey, Possession, Shipment, Side } from '../custody/types.ts';
import { siteOfUnit } from '../fleet/places.ts';
import type { ExcursionRecord, Parcel } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import { nameOf } from './custody-alerts.ts';
import type {
  AttributionView,
  HandoffView,
  HolderView,
  KeyView,
  PossessionView,
  ShipmentView,
  SideView,
} from './custody-views.ts';
import type { Province } from './province.ts';
import { iso, isoOrNull } from './show.ts';

export const showHolder = (province: Province, holder: Holder): HolderView => ({
  kind: holder.kind,
  id: holder.id,
  name: nameOf(province, holder),
});

export function showShipment(province: Province, s: Shipment, now: UtcMs): ShipmentView {
  const site = (id: string) => province.sites.get(id)?.name ?? id;
  const waited = s.state === 'planned' || s.state === 'packed' || s.state === 'under-way';
  return {
    id: s.id,
    state: s.state,
    from: s.from,
    fromName: site(s.from),
    to: s.to,
    toName: site(s.to),
    stops: s.stops.map((id) => ({ site: id, name: site(id) })),
    escort: s.escort,
    escortName: province.people.get(s.escort)?.name ?? s.escort,
    departAt: iso(s.departAt),
    arriveBy: iso(s.arriveBy),
    departedAt: isoOrNull(s.departedAt),
    arrivedAt: isoOrNull(s.arrivedAt),
    closedAt: isoOrNull(s.closedAt),
    overdue: waited && now > s.arriveBy,
    note: s.note,
    planned: s.planned.map(({ parcel, doses }) => ({ parcel, doses })),
    boxes: s.boxes.map(({ unit, parcels, coolant, seal, celsius, packedAt }) => ({
      unit,
      name: province.units.get(unit)?.name ?? unit,
      parcels: parcels.map(({ parcel, doses }) => ({ parcel, doses })),
      coolant: { kind: coolant.kind, conditionedAt: coolant.conditionedAt },
      seal,
      celsius,
      packedAt: iso(packedAt),
    })),
    handoffs: [...s.handoffs],
    events: [...s.events],
  };
}

export const showHandoff = (province: Province, h: Handoff): HandoffView => ({
  id: h.id,
  shipment: h.shipment,
  state: h.state,
  from: showHolder(province, h.from),
  to: showHolder(province, h.to),
  place: h.place,
  parcels: h.parcels.map(({ parcel, doses }) => {
    const { gtin = '', lot = '' } = province.parcels.get(parcel) ?? {};
    const product = province.products.get(gtin)?.name ?? '';
    return { parcel, gtin, product, lot, expiry: province.lot(gtin, lot)?.expiry ?? '', doses };
  }),
  boxes: h.boxes.map(({ unit, seal, celsius }) => ({ unit, seal, celsius })),
  counted: h.counted?.map((one) => ({ ...one })) ?? null,
  countedBoxes: h.countedBoxes?.map((one) => ({ ...one })) ?? null,
  given: showSide(province, h.given),
  taken: showSide(province, h.taken),
  receiver: h.receiver === null ? null : { ...h.receiver },
  validUntil: iso(h.validUntil),
  completedAt: isoOrNull(h.completedAt),
  discrepancies: h.discrepancies.map((one) => ({ ...one })),
});

const showSide = (province: Province, side: Side | null): SideView | null =>
  side === null
    ? null
    : {
        event: side.event,
        by: side.by,
        name: province.people.get(side.by)?.name ?? side.by,
        at: iso(side.at),
        signed: side.signed,
      };

export const showKey = (key: PhoneKey): KeyView => ({
  id: key.id,
  username: key.username,
  label: key.label,
  jwk: { ...key.jwk },
  enrolledAt: iso(key.enrolledAt),
  revokedAt: isoOrNull(key.revokedAt),
});

/** Who held the parcel from when on. One that never went anywhere is held by the site that received it. */
export function possessionsOf(province: Province, parcel: Parcel): readonly Possession[] {
  const chain: Chain | undefined = province.custody.chains.get(parcel.id);
  if (chain !== undefined) return chain.possessions;
  const first = parcel.stays[0];
  const from = first?.from ?? parcel.createdAt;
  const site = siteOfUnit(province.units.get(first?.unit ?? ''), from);
  return site === null ? [] : [{ holder: { kind: 'site', id: site }, from, event: null }];
}

export const showPossessions = (province: Province, possessions: readonly Possession[]): PossessionView[] =>
  possessions.map(({ holder, from, event }, i) => ({
    holder: showHolder(province, holder),
    from: iso(from),
    to: isoOrNull(possessions[i + 1]?.from ?? null),
    event,
  }));

/** @param runs what of the excursion was past its limit: see attribute */
export function showAttribution(
  province: Province,
  excursion: ExcursionRecord,
  possessions: readonly Possession[],
  runs: readonly Span[] | null,
  now: UtcMs,
): AttributionView {
  const segments = attribute(excursion, possessions, runs, now);
  return {
    excursion: excursion.id,
    segments: segments.map(({ holder, from, to, beyondMs }) => ({
      holder: showHolder(province, holder),
      from: iso(from),
      to: iso(to),
      beyondSeconds: beyondMs / 1000,
    })),
  };
}

/** The holder now; null when nobody is known. */
export const holderNow = (possessions: readonly Possession[], now: UtcMs): Holder | null =>
  spansOf(possessions, now + 1).at(-1)?.holder ?? null;

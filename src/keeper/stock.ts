/** What is at a place and may be given from there: the same judge as the scan gate's, parcel by parcel. */
import { siteOfUnit } from '../fleet/places.ts';
import { lotKey } from '../fleet/registry.ts';
import { endOfExpiry, localDay } from '../lots/expiry.ts';
import type { Parcel, VerdictCode } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Province, UnitDocument } from './province.ts';
import type { ExpiryBadge, IssueObstacle } from './stock-views.ts';
import type { Verdicts } from './verdicts.ts';

const DAY = 86_400_000;
/** Doses that a shipment in one of these states takes are spoken for. */
const TAKEN: ReadonlySet<string> = new Set(['planned', 'packed', 'under-way']);

export function unitsAt(province: Province, site: string, now: UtcMs): UnitDocument[] {
  return [...(province.unitsEverAt.get(site) ?? [])]
    .flatMap((id) => province.units.get(id) ?? [])
    .filter((unit) => siteOfUnit(unit, now) === site);
}

/** The living parcels in these units, with doses left. */
export function* parcelsWithin(province: Province, units: readonly UnitDocument[]): Iterable<Parcel> {
  for (const { id } of units)
    for (const parcelId of province.parcelsIn.get(id) ?? []) {
      const parcel = province.parcels.get(parcelId);
      if (parcel !== undefined && parcel.ended === null && parcel.doses > 0) yield parcel;
    }
}

/** Why a parcel may not be given now; none: it may. */
export function codesOf(
  { province, verdicts }: { readonly province: Province; readonly verdicts: Verdicts },
  parcel: Parcel,
  now: UtcMs,
): VerdictCode[] {
  const codes = new Set(verdicts.codesOf(parcel, now));
  if (province.recalls.has(lotKey(parcel.gtin, parcel.lot))) codes.add('LOT_RECALLED');
  if (isOver(province, parcel, now)) codes.add('LOT_EXPIRED');
  return [...codes];
}

/** A lot whose expiry nobody knows is not known to be good. */
export function isOver(
  province: Province,
  { gtin, lot }: { readonly gtin: string; readonly lot: string },
  at: UtcMs,
): boolean {
  const known = province.lot(gtin, lot);
  return known === undefined || endOfExpiry(known.expiry, province.zone) <= at;
}

/** Parcels that another shipment takes. */
export function spokenFor(province: Province, except: string | null = null): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const { id, state, planned } of province.custody.shipments.values())
    if (id !== except && TAKEN.has(state)) for (const { parcel } of planned) taken.add(parcel);
  return taken;
}

/** Why a parcel may not be issued so that it arrives by `arriveBy`; null: it may. */
export function obstacleOf(
  around: { readonly province: Province; readonly verdicts: Verdicts },
  parcel: Parcel,
  times: { readonly now: UtcMs; readonly arriveBy: UtcMs },
  taken: ReadonlySet<string>,
): IssueObstacle | null {
  if (taken.has(parcel.id)) return 'busy';
  const codes = codesOf(around, parcel, times.now);
  if (codes.includes('LOT_RECALLED')) return 'recalled';
  if (isOver(around.province, parcel, Math.max(times.now, times.arriveBy))) return 'expired';
  if (codes.includes('PARCEL_ON_HOLD') || codes.includes('CUSTODY_BROKEN')) return 'hold';
  return codes.length > 0 ? 'unmonitored' : null;
}

export function badgeOf(expiry: string, zone: string, now: UtcMs): ExpiryBadge {
  if (endOfExpiry(expiry, zone) <= now) return 'over';
  if (expiry <= localDay(now + 7 * DAY, zone)) return 'week';
  return expiry <= localDay(now + 30 * DAY, zone) ? 'month' : null;
}

/** The receipt that a parcel, or what it was split from, came in with. */
export function receiptOf(province: Province, parcel: Parcel): { receipt: string; parcel: string } | null {
  for (let one: Parcel | undefined = parcel; one !== undefined; ) {
    const receipt = province.receiptOf.get(one.id);
    if (receipt !== undefined) return { receipt, parcel: one.id };
    one = one.parent === null ? undefined : province.parcels.get(one.parent);
  }
  return null;
}

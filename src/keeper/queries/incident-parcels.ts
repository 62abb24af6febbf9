/** Which parcels does an incident concern, where are they now, and who has them? */
import type { Alert } from '../../alerts/types.ts';
import { lotKey } from '../../fleet/registry.ts';
import type { GivenDose } from '../../lots/administration.ts';
import { presentUnit, unitAt } from '../../lots/parcels.ts';
import type { ExcursionRecord, Hold, Parcel } from '../../lots/types.ts';
import { holderNow, possessionsOf, showHolder } from '../custody-show.ts';
import type { IncidentLotView, IncidentParcelView, Named } from '../official-views.ts';
import { type Province, subjectKey } from '../province.ts';
import * as show from '../show.ts';
import { type InTurns, Pace } from './turns.ts';
import { sees, type View } from './view.ts';

export type Affected = {
  readonly parcel: Parcel;
  /** Its own excursions that belong to this incident. */
  readonly broken: readonly ExcursionRecord[];
  /** Holds, of any state, that came of them. */
  readonly holds: readonly Hold[];
};

/** Those on hold first, then those that broke a rule, then those that were only there. */
export async function* affectedBy(
  view: View,
  alert: Alert,
  span: { from: number; to: number },
): InTurns<Affected[]> {
  const { province } = view;
  const pace = new Pace();
  const found: Affected[] = [];
  for (const id of candidates(province, alert)) {
    if (pace.isOver) yield* pace.rest();
    const parcel = province.parcels.get(id);
    if (parcel === undefined || !wasThere(parcel, alert, span)) continue;
    if (!sees(view, show.siteOfParcel(province, parcel, view.now))) continue;
    const records = province.excursionsOf(subjectKey({ kind: 'parcel', id: parcel.id }));
    const broken = records.filter((one) => one.present && belongs(parcel, one, alert, span));
    const ids = new Set(broken.map(({ id }) => id));
    const holds = province
      .holdsOf(parcel.id)
      .filter((hold) => (hold.excursion === null ? isOfKind(hold, alert) : ids.has(hold.excursion)));
    found.push({ parcel, broken, holds });
  }
  const rank = ({ holds, broken }: Affected) =>
    holds.some(({ state }) => state === 'open') ? 0 : holds.length > 0 ? 1 : broken.length > 0 ? 2 : 3;
  return found.sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (a.parcel.lot !== b.parcel.lot) return a.parcel.lot < b.parcel.lot ? -1 : 1;
    return a.parcel.id < b.parcel.id ? -1 : 1;
  });
}

/** Of a unit all that ever were in it: a depot's cold room has seen tens of thousands. */
function candidates(province: Province, { unit, parcel, data }: Alert): string[] {
  if (unit !== null) return [...province.visitors.of(unit)];
  if (parcel !== null) return [parcel];
  const { gtin, lot } = data;
  if (typeof gtin !== 'string' || typeof lot !== 'string') return [];
  return [...(province.parcelsOfLot.get(lotKey(gtin, lot)) ?? [])];
}

function wasThere({ stays, ended }: Parcel, { unit }: Alert, span: { from: number; to: number }): boolean {
  if (unit === null) return true;
  if (ended !== null && ended.at <= span.from) return false;
  return stays.some(
    (stay) => stay.unit === unit && stay.from < span.to && (stay.to === null || stay.to > span.from),
  );
}

/** Began in the alert's unit, in the alert's time. */
function belongs(
  parcel: Parcel,
  one: ExcursionRecord,
  alert: Alert,
  span: { from: number; to: number },
): boolean {
  const inTime = one.start < span.to && (one.end === null || one.end > span.from);
  return inTime && (alert.unit === null || unitAt(parcel, one.start) === alert.unit);
}

const isOfKind = (hold: Hold, { kind, data }: Alert): boolean =>
  kind === 'parcel-hold' && data.cause === hold.kind;

export async function* showAffected(
  view: View,
  affected: readonly Affected[],
  given: readonly GivenDose[],
): InTurns<IncidentParcelView[]> {
  const pace = new Pace();
  const shown: IncidentParcelView[] = [];
  const givenOf = Map.groupBy(given, ({ administration }) => administration.parcel);
  for (const one of affected) {
    shown.push(showOne(view, one, givenOf.get(one.parcel.id) ?? []));
    yield* pace.rest();
  }
  return shown;
}

function showOne(
  { province, now }: View,
  { parcel, broken, holds }: Affected,
  given: readonly GivenDose[],
): IncidentParcelView {
  const unit = presentUnit(parcel);
  const site = show.siteOfParcel(province, parcel, now);
  const holder = parcel.ended === null ? holderNow(possessionsOf(province, parcel), now) : null;
  const doses = (list: readonly GivenDose[]) =>
    list.reduce((sum, { administration }) => sum + administration.doses, 0);
  return {
    id: parcel.id,
    label: parcel.label,
    gtin: parcel.gtin,
    product: province.products.get(parcel.gtin)?.name ?? '',
    lot: parcel.lot,
    expiry: province.lot(parcel.gtin, parcel.lot)?.expiry ?? '',
    doses: parcel.doses,
    unit: unit === null ? null : named(unit, province.units),
    site: site === null ? null : named(site, province.sites),
    holder: holder === null ? null : showHolder(province, holder),
    shipment: tripOf(province, parcel.id),
    ended: parcel.ended === null ? null : { at: show.iso(parcel.ended.at), kind: parcel.ended.kind },
    broken: broken.length > 0,
    holds: holds.map((hold) => show.showHold(province, hold, now)),
    dosesGiven: doses(given),
    dosesGivenAfterBreach: doses(given.filter(({ afterBreach }) => afterBreach)),
  };
}

/** The trip that it is on now. */
function tripOf(province: Province, parcel: string): string | null {
  const trips = new Set(province.custody.eventsOfParcel(parcel).flatMap(({ body }) => body.shipment ?? []));
  return [...trips].find((id) => province.custody.shipments.get(id)?.state === 'under-way') ?? null;
}

export async function* lotsOf(
  view: View,
  affected: readonly Affected[],
  given: readonly GivenDose[],
): InTurns<IncidentLotView[]> {
  const { province, now } = view;
  const pace = new Pace();
  const lots: IncidentLotView[] = [];
  for (const group of Map.groupBy(affected, ({ parcel }) => lotKey(parcel.gtin, parcel.lot)).values()) {
    yield* pace.rest();
    const [first] = group;
    if (first === undefined) continue;
    const { gtin, lot } = first.parcel;
    const ofLot = given.filter(({ administration: one }) => one.gtin === gtin && one.lot === lot);
    const doses = (list: readonly GivenDose[]) =>
      list.reduce((sum, { administration }) => sum + administration.doses, 0);
    const places = group
      .filter(({ parcel }) => parcel.ended === null)
      .map(({ parcel }) => show.siteOfParcel(province, parcel, now));
    lots.push({
      gtin,
      product: province.products.get(gtin)?.name ?? '',
      lot,
      expiry: province.lot(gtin, lot)?.expiry ?? '',
      parcels: group.length,
      held: group.filter(({ holds }) => holds.some(({ state }) => state === 'open')).length,
      doses: group.reduce((sum, { parcel }) => sum + (parcel.ended === null ? parcel.doses : 0), 0),
      dosesGiven: doses(ofLot),
      dosesGivenAfterBreach: doses(ofLot.filter(({ afterBreach }) => afterBreach)),
      places: [...new Set(places)].map((site) =>
        site === null ? '' : (province.sites.get(site)?.name ?? site),
      ),
    });
  }
  return lots;
}

export const named = (id: string, from: ReadonlyMap<string, { readonly name: string }>): Named => ({
  id,
  name: from.get(id)?.name ?? id,
});

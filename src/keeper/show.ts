/** How the province's documents look to the outside: ISO 8601 times, °C, seconds. Decides nothing about safety. */
import type { Alert } from '../alerts/types.ts';
import { siteOfUnit } from '../fleet/places.ts';
import { presentUnit } from '../lots/parcels.ts';
import type { Disposition, ExcursionRecord, Hold, Parcel } from '../lots/types.ts';
import type { Rule, UtcMs } from '../thermal/types.ts';
import type { Province } from './province.ts';
import type { AlertView, DispositionView, ExcursionView, HoldView, ParcelView, RuleView } from './views.ts';

export const iso = (at: UtcMs): string => new Date(at).toISOString();
export const isoOrNull = (at: UtcMs | null): string | null =>
  at === null || !Number.isFinite(at) ? null : iso(at);
/** Some times were never checked, and may be any number at all. */
export const instantText = (at: UtcMs): string =>
  Math.abs(at) <= 8.64e15 && at !== null ? iso(at) : String(at);
export const celsiusOrNull = (milli: number | null): number | null => (milli === null ? null : milli / 1000);

export const showRule = (rule: Rule): RuleView => ({
  id: rule.id,
  side: rule.side,
  limitCelsius: rule.limit / 1000,
  inclusive: rule.inclusive,
  allowedSeconds: rule.allowed / 1000,
  mode: rule.mode,
});

export const showExcursion = (e: ExcursionRecord): ExcursionView => ({
  id: e.id,
  ...(e.subject.kind === 'unit' ? { unit: e.subject.id } : { parcel: e.subject.id }),
  rule: e.rule,
  ruleSnapshot: e.ruleSnapshot === null ? null : showRule(e.ruleSnapshot),
  start: iso(e.start),
  breachedAt: iso(e.breachedAt),
  end: isoOrNull(e.end),
  peakCelsius: celsiusOrNull(e.peak),
  beyondSeconds: e.beyond / 1000,
  unknownInsideSeconds: e.unknownInside / 1000,
  discoveredAt: iso(e.discoveredAt),
});

export function siteOfParcel(province: Province, parcel: Parcel | undefined, at: UtcMs): string | null {
  return parcel === undefined ? null : siteOfUnit(province.units.get(presentUnit(parcel) ?? ''), at);
}

export function showHold(province: Province, h: Hold, now: UtcMs): HoldView {
  const parcel = province.parcels.living(h.parcel);
  return {
    id: h.id,
    parcel: h.parcel,
    gtin: h.gtin,
    lot: h.lot,
    kind: h.kind,
    excursion: h.excursion,
    reason: h.reason,
    placedAt: iso(h.placedAt),
    placedBy: h.placedBy,
    supported: h.supported,
    state: h.state,
    endedAt: isoOrNull(h.endedAt),
    site: siteOfParcel(province, parcel, now),
    unit: parcel === undefined ? null : presentUnit(parcel),
  };
}

export function showParcel(province: Province, p: Parcel, now: UtcMs): ParcelView {
  return {
    id: p.id,
    gtin: p.gtin,
    product: province.products.get(p.gtin)?.name ?? '',
    lot: p.lot,
    expiry: province.lot(p.gtin, p.lot)?.expiry ?? '',
    label: p.label,
    parent: p.parent,
    doses: p.doses,
    dosesInitial: p.dosesInitial,
    unit: presentUnit(p),
    site: siteOfParcel(province, p, now),
    ended: p.ended === null ? null : { at: iso(p.ended.at), kind: p.ended.kind },
    openHolds: province.holdsOf(p.id).filter((h) => h.state === 'open').length,
  };
}

export const showDisposition = (d: Disposition): DispositionView => ({
  id: d.id,
  hold: d.hold,
  parcel: d.parcel,
  decision: d.decision,
  reason: d.reason,
  evidence: d.evidence,
  proposedBy: d.proposedBy,
  proposedAt: iso(d.proposedAt),
  state: d.state,
  approvedBy: d.approvedBy,
  approvedAt: isoOrNull(d.approvedAt),
});

export function showAlert(province: Province, a: Alert): AlertView {
  const ack = a.acknowledged;
  const nameOf = (by: string): string => province.people.get(by)?.name ?? by;
  return {
    id: a.id,
    kind: a.kind,
    severity: a.severity,
    state: a.resolvedAt !== null ? 'resolved' : ack !== null ? 'acknowledged' : 'open',
    site: a.site,
    unit: a.unit,
    device: a.device,
    parcel: a.parcel,
    happenedAt: iso(a.happenedAt),
    raisedAt: iso(a.raisedAt),
    updatedAt: iso(a.updatedAt),
    resolvedAt: isoOrNull(a.resolvedAt),
    acknowledged:
      ack === null
        ? null
        : {
            by: nameOf(ack.by),
            at: iso(ack.at),
            comment: ack.comment,
            ...(ack.cause === undefined ? {} : { cause: ack.cause }),
            ...(ack.actions === undefined ? {} : { actions: [...ack.actions] }),
          },
    ...(a.snoozed == null
      ? {}
      : {
          snoozed: {
            by: nameOf(a.snoozed.by),
            at: iso(a.snoozed.at),
            until: iso(a.snoozed.until),
            comment: a.snoozed.comment,
          },
        }),
    ...(a.concluded == null
      ? {}
      : { concluded: { by: nameOf(a.concluded.by), at: iso(a.concluded.at), text: a.concluded.text } }),
    data: { ...a.data },
    count: a.count,
  };
}

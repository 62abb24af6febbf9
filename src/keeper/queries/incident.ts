/** One incident whole: what was measured, which rules were broken, which parcels are concerned and where they are, what was decided. */
import { lateInUnitKey, learnedSince } from '../../alerts/late.ts';
import type { Alert } from '../../alerts/types.ts';
import { lotKey } from '../../fleet/registry.ts';
import { dosesGivenDuring } from '../../lots/administration.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import type { ExcursionRecord } from '../../lots/types.ts';
import { summarise } from '../../thermal/kinetic.ts';
import type { IncidentView } from '../official-views.ts';
import { subjectKey } from '../province.ts';
import * as show from '../show.ts';
import { decisionLines } from './decided.ts';
import { Fine } from './fine.ts';
import { type Affected, affectedBy, lotsOf, showAffected } from './incident-parcels.ts';
import { brokenRules, heldBy } from './incident-rules.ts';
import { alertById } from './past-alerts.ts';
import type { InTurns } from './turns.ts';
import { missing, type Of, outOfPlace, type View } from './view.ts';

const HOUR = 3_600_000;
/** A curve of more than this says nothing about one incident. */
const SPAN_MOST = 31 * 24 * HOUR;
const PARCELS_MOST = 500;
const GIVEN_MOST = 200;

export async function* incident(view: View, query: Of<'incident'>): InTurns<Decision<IncidentView>> {
  const alert = await alertById(view, query.alert);
  if (alert === undefined) return missing('ALERT', query.alert);
  const place = outOfPlace(view, 'incident', alert.site);
  if (place !== null) return place;
  const { province, now } = view;
  const own = unitExcursions(view, alert);
  const span = spanOf(view, alert, own);
  const affected = yield* affectedBy(view, alert, span);
  const begin = affected
    .flatMap(({ broken }) => broken)
    .reduce((least, { start }) => Math.min(least, start), span.from);
  const from = Math.max(begin, span.to - SPAN_MOST);
  const fine = new Fine(view);
  if (alert.unit !== null) yield* fine.read(alert.unit, from, span.to);
  const { given, after } = givenSince(view, affected, span.from);
  const held = yield* heldBy(view, affected, fine, span.to);
  const parcels = yield* showAffected(view, affected.slice(0, PARCELS_MOST), given);
  const unit = alert.unit === null ? undefined : province.units.get(alert.unit);
  const doses = (list: typeof given) =>
    list.reduce((sum, { administration }) => sum + administration.doses, 0);
  return accept({
    alert: show.showAlert(province, alert),
    siteName: alert.site === null ? null : (province.sites.get(alert.site)?.name ?? alert.site),
    unit: alert.unit === null ? null : { id: alert.unit, name: unit?.name ?? alert.unit },
    from: show.iso(from),
    to: show.iso(span.to),
    measured: unit === undefined ? null : measuredOf(unit.id, fine, from, span.to),
    rules: brokenRules(view, own, affected),
    lots: yield* lotsOf(view, affected, given),
    parcels,
    parcelCount: affected.length,
    given: given.slice(-GIVEN_MOST).map(({ administration: one, afterBreach }) => ({
      at: show.iso(one.at),
      site: province.sites.get(one.site)?.name ?? one.site,
      parcel: one.parcel,
      lot: one.lot,
      doses: one.doses,
      by: province.people.get(one.by)?.name ?? one.by,
      afterBreach,
    })),
    dosesGiven: doses(given),
    dosesGivenAfterBreach: doses(after),
    held,
    related: relatedTo(view, alert, affected),
    decisions: decisionLines(
      view,
      affected.flatMap(({ parcel, holds }) =>
        province.dispositionsOf(parcel.id).filter((one) => holds.some(({ id }) => id === one.hold)),
      ),
    ),
  });

  function measuredOf(id: string, read: Fine, since: number, until: number): IncidentView['measured'] {
    const course = { stays: [{ unit: id, from: since, to: null }], versions: [], end: null };
    const s = summarise(course, read.of, since, Math.min(until, now));
    return {
      minCelsius: show.celsiusOrNull(s.min),
      maxCelsius: show.celsiusOrNull(s.max),
      meanKineticCelsius:
        s.meanKineticCelsius === null ? null : Math.round(s.meanKineticCelsius * 1000) / 1000,
      knownSeconds: Math.round(s.known / 1000),
      unknownSeconds: Math.round(s.unknown / 1000),
    };
  }
}

/** The unit's own excursions that the alert is about. */
function unitExcursions({ province }: View, alert: Alert): ExcursionRecord[] {
  if (alert.unit === null) return [];
  const records = province.excursionsOf(subjectKey({ kind: 'unit', id: alert.unit }));
  const { excursion, rule } = alert.data;
  if (typeof rule === 'string' && alert.key === lateInUnitKey(alert.unit, rule)) {
    const until = alert.resolvedAt ?? Number.POSITIVE_INFINITY;
    return learnedSince(records, rule, alert.raisedAt).filter((one) => one.discoveredAt <= until);
  }
  if (excursion !== undefined) return records.filter(({ id }) => id === excursion);
  // A parcel's rule and its fridge's alarm are two things: those of the same time are shown beside each other.
  return records.filter(
    (one) =>
      one.present &&
      rule !== undefined &&
      one.start <= alert.happenedAt &&
      (one.end === null || one.end > alert.happenedAt),
  );
}

type Span = { readonly from: number; readonly to: number };

/** From when it began to when it was over, or to now. */
function spanOf({ now }: View, alert: Alert, own: readonly ExcursionRecord[]): Span {
  const from = Math.min(alert.happenedAt, ...own.map(({ start }) => start));
  const ends = own.map(({ end }) => end);
  const over = ends.length > 0 && ends.every((end) => end !== null) ? Math.max(...ends.map(Number)) : null;
  const to = Math.min(now, over ?? alert.resolvedAt ?? now);
  return { from, to: Math.max(to, from + 1) };
}

/** Doses given of the parcels, and of what was split off them, since it began. */
export function givenSince({ province }: View, affected: readonly Affected[], since: number) {
  const lots = new Set(affected.map(({ parcel }) => lotKey(parcel.gtin, parcel.lot)));
  const parcels = [...lots]
    .flatMap((lot) => [...(province.parcelsOfLot.get(lot) ?? [])])
    .flatMap((id) => province.parcels.get(id) ?? []);
  const administrations = parcels.flatMap(({ id }) => province.administrationsOf(id));
  const during = affected.flatMap(({ parcel, broken }) =>
    (broken.length > 0 ? broken : [{ start: since, breachedAt: Number.POSITIVE_INFINITY }]).map((one) => ({
      parcel: parcel.id,
      excursion: one as ExcursionRecord,
    })),
  );
  const given = dosesGivenDuring(administrations, parcels, during);
  return { given, after: given.filter(({ afterBreach }) => afterBreach) };
}

function relatedTo({ province }: View, alert: Alert, affected: readonly Affected[]) {
  const parcels = new Set(affected.map(({ parcel }) => parcel.id));
  return [...province.alerts.values()]
    .filter(
      (one) =>
        one.id !== alert.id &&
        ((one.unit !== null && one.unit === alert.unit) || (one.parcel !== null && parcels.has(one.parcel))),
    )
    .slice(0, 20)
    .map((one) => show.showAlert(province, one));
}

/** What was learned late, of vaccine and of units, with the doses that it concerns. */
import {
  type Concerned,
  isLateDiscovery,
  lateDiscovery,
  lateInUnitKey,
  learnedLate,
  learnedSince,
  tellLate,
  unitLearnedLate,
} from '../alerts/late.ts';
import type { Condition } from '../alerts/life.ts';
import type { Alert } from '../alerts/types.ts';
import { siteOfUnit } from '../fleet/places.ts';
import { lotKey } from '../fleet/registry.ts';
import { dosesGivenDuring } from '../lots/administration.ts';
import { unitAt } from '../lots/parcels.ts';
import type { ExcursionRecord, Parcel } from '../lots/types.ts';
import { UNMONITORED, type UtcMs } from '../thermal/types.ts';
import type { Province, UnitDocument } from './province.ts';

/** An excursion of a parcel. */
export type Found = { readonly parcel: Parcel; readonly excursion: ExcursionRecord };

/** Of the excursions of parcels that are new: one condition for each unit and rule in which they were found late. */
export function lateInParcels(province: Province, found: readonly Found[]): Condition[] {
  const late = found.filter(({ parcel, excursion }) => {
    const unit = province.units.get(unitAt(parcel, excursion.start) ?? '');
    return excursion.rule !== UNMONITORED && isLateDiscovery(excursion, unit?.maxGap ?? 0);
  });
  const groups = Map.groupBy(
    late,
    ({ parcel, excursion }) => `${unitAt(parcel, excursion.start)} ${excursion.rule}`,
  );
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined) throw new Error('a group has a member');
    const origin = unitAt(first.parcel, first.excursion.start);
    return lateDiscovery({
      excursion: first.excursion,
      origin,
      site: siteOfUnit(province.units.get(origin ?? ''), first.excursion.start),
      parcels: new Set(group.map((g) => g.parcel.id)).size,
      ...givenOf(province, group),
    });
  });
}

type Judged = {
  readonly before: readonly ExcursionRecord[];
  readonly after: readonly ExcursionRecord[];
  readonly asOf: UtcMs;
};

/**
 * The alerts about a unit's own excursions that were over before they were known, as this judgement changes them. One that is
 * open is brought in line with what the evidence shows now; only what is new raises one.
 */
export function lateInUnit(
  province: Province,
  unit: UnitDocument,
  { before, after, asOf }: Judged,
  ctx: { readonly now: UtcMs; readonly ids: () => string },
): Alert[] {
  if (after === before) return [];
  const former = new Map(before.map((one) => [one.id, one]));
  const changed = new Set(after.filter((one) => former.get(one.id) !== one).map(({ rule }) => rule));
  if (changed.size === 0) return [];
  const raised = new Set(learnedLate(before, after).map(({ rule }) => rule));
  return [...changed].flatMap((rule) => {
    const alert = province.openAlerts.get(lateInUnitKey(unit.id, rule));
    if (alert === undefined && !raised.has(rule)) return [];
    const learned = learnedSince(after, rule, alert?.raisedAt ?? ctx.now);
    const [first] = learned;
    if (first === undefined) return [];
    const site = siteOfUnit(unit, first.start) ?? siteOfUnit(unit, asOf);
    const condition = unitLearnedLate(
      { unit: unit.id, site },
      learned,
      concernedBy(province, unit.id, learned),
    );
    const told = tellLate(alert, condition, ctx);
    return told === alert ? [] : [told];
  });
}

/** Vaccine that was in the unit while it was past the limit. */
function concernedBy(province: Province, unit: string, learned: readonly ExcursionRecord[]): Concerned {
  const since = Math.min(...learned.map(({ start }) => start));
  const went = province.visitors.since(unit, since).flatMap((id) => {
    const parcel = province.parcels.get(id);
    if (parcel === undefined) return [];
    const through = learned.filter(({ start, end }) =>
      parcel.stays.some(
        (stay) =>
          stay.unit === unit && stay.from < (end ?? Infinity) && (stay.to === null || stay.to > start),
      ),
    );
    return through.map((excursion) => ({ parcel, excursion }));
  });
  const parcels = new Set(went.map(({ parcel }) => parcel));
  return {
    parcels: parcels.size,
    lots: new Set([...parcels].map(({ gtin, lot }) => lotKey(gtin, lot))).size,
    doses: [...parcels].reduce((sum, { doses }) => sum + doses, 0),
    ...givenOf(province, went),
  };
}

/** The doses given of them since, and of what was split off them. */
export function givenOf(
  province: Province,
  found: readonly Found[],
): { dosesGiven: number; dosesGivenAfterBreach: number } {
  if (found.length === 0) return { dosesGiven: 0, dosesGivenAfterBreach: 0 };
  const parcels = withParts(province, found);
  const given = dosesGivenDuring(
    parcels.flatMap(({ id }) => province.administrationsOf(id)),
    parcels,
    found.map(({ parcel, excursion }) => ({ parcel: parcel.id, excursion })),
  );
  const doses = (list: typeof given) =>
    list.reduce((sum, { administration }) => sum + administration.doses, 0);
  return { dosesGiven: doses(given), dosesGivenAfterBreach: doses(given.filter((g) => g.afterBreach)) };
}

/** These parcels with all that was split off them, and off that. */
function withParts({ parcels, partsOf }: Province, found: readonly Found[]): Parcel[] {
  const ids = new Set(found.map(({ parcel }) => parcel.id));
  // A set goes on with what is added meanwhile.
  for (const id of ids) for (const part of partsOf.get(id) ?? []) ids.add(part);
  return [...ids].flatMap((id) => parcels.get(id) ?? []);
}

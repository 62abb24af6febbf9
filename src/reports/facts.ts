/**
 * What a report is worked out from, and what of it was so at an instant: which parcels lived, where, with how many doses. An instant
 * counts with what was before it: what happened at `at` itself belongs to the time after.
 */
import type { Shipment } from '../custody/types.ts';
import { type SiteTree, siteOfUnit } from '../fleet/places.ts';
import type { Unit } from '../fleet/types.ts';
import type { Administration, ExcursionRecord, Hold, Lot, Parcel, Product } from '../lots/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Announced, Difference, Plan } from './types.ts';

/** The province's documents as they are on record. `recalled`: keys of lots (`lotKeyOf`). */
export type ReportFacts = {
  readonly zone: string;
  readonly tree: SiteTree;
  readonly units: ReadonlyMap<string, Unit>;
  readonly products: ReadonlyMap<string, Product>;
  readonly lots: ReadonlyMap<string, Lot>;
  readonly parcels: readonly Parcel[];
  readonly holds: readonly Hold[];
  readonly administrations: readonly Administration[];
  readonly shipments: readonly Shipment[];
  /** Of units. */
  readonly excursions: readonly ExcursionRecord[];
  readonly recalled: ReadonlySet<string>;
  readonly plans: readonly Plan[];
  readonly announced: readonly Announced[];
  readonly differences: readonly Difference[];
};

/** A parcel that lived just before an instant. `unit` and `site` null: in none, on the way. `held`: on hold or recalled. */
export type Standing = {
  readonly parcel: Parcel;
  readonly doses: number;
  readonly unit: string | null;
  readonly site: string | null;
  readonly held: boolean;
  readonly onHold: boolean;
};

export const lotKeyOf = ({ gtin, lot }: { readonly gtin: string; readonly lot: string }): string =>
  `${gtin}/${lot}`;

export const wasOpen = (hold: Hold, at: UtcMs): boolean =>
  hold.placedAt < at && (hold.state === 'open' || (hold.endedAt ?? hold.placedAt) >= at);

/** The parcels that lived then with doses left, in the order of their ids. */
export function standingAt(facts: ReportFacts, at: UtcMs): Standing[] {
  const later = takenSince(facts, at);
  const onHold = new Set(facts.holds.filter((hold) => wasOpen(hold, at)).map(({ parcel }) => parcel));
  const found: Standing[] = [];
  for (const parcel of facts.parcels) {
    if (parcel.createdAt >= at || (parcel.ended !== null && parcel.ended.at < at)) continue;
    const doses = parcel.doses + (later.get(parcel.id) ?? 0);
    if (doses <= 0) continue;
    const unit = unitBefore(parcel, at);
    const held = onHold.has(parcel.id);
    found.push({
      ...{ parcel, doses, unit, site: siteOfUnit(facts.units.get(unit ?? ''), at - 1) },
      ...{ onHold: held, held: held || facts.recalled.has(lotKeyOf(parcel)) },
    });
  }
  return found.sort((a, b) => compare(a.parcel.id, b.parcel.id));
}

/** Doses that left each parcel at `at` or later: given, or split off. */
function takenSince({ parcels, administrations }: ReportFacts, at: UtcMs): Map<string, number> {
  const taken = new Map<string, number>();
  const add = (parcel: string, doses: number) => taken.set(parcel, (taken.get(parcel) ?? 0) + doses);
  for (const given of administrations) if (given.at >= at) add(given.parcel, given.doses);
  for (const part of parcels)
    if (part.parent !== null && part.createdAt >= at) add(part.parent, part.dosesInitial);
  return taken;
}

/** The unit in which a parcel was just before `at`. */
export const unitBefore = ({ stays }: Parcel, at: UtcMs): string | null =>
  stays.findLast((stay) => stay.from < at && (stay.to === null || at <= stay.to))?.unit ?? null;

/** Where a parcel was just before `at`; one whose life was over by then: where it ended. Null: at no place. */
export function siteBefore(facts: Pick<ReportFacts, 'units'>, parcel: Parcel, at: UtcMs): string | null {
  const moment = parcel.ended === null ? at : Math.min(at, Math.max(parcel.ended.at, parcel.createdAt + 1));
  return siteOfUnit(facts.units.get(unitBefore(parcel, moment) ?? ''), moment - 1);
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Places in the order of their ids, no place last. */
export const compareSites = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : compare(a, b);

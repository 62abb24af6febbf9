/**
 * Does every place's stock of every lot add up? What was received there by the ledger, came from elsewhere or was split off there, less
 * what went on, was given by the ledger, or was thrown away, must be what lies there. Each side is counted from its own records.
 */
import type { Parcel } from '../lots/types.ts';
import { dosesWhenGoing, siteAfter, stepsOf } from './course.ts';
import { compare, type ReportFacts } from './facts.ts';

/** What the ledger says. `received`: doses by parcel; `given`: doses by `lotAt`. */
export type Ledgered = {
  readonly received: ReadonlyMap<string, number>;
  readonly given: ReadonlyMap<string, number>;
};
/** `doses`: so many more lie there than should (negative: fewer). Only where it is not 0. */
export type Imbalance = {
  readonly site: string;
  readonly gtin: string;
  readonly lot: string;
  readonly doses: number;
};

/** A lot at a place, as a key. Neither sites nor GTINs contain a space. */
export const lotAt = (site: string, gtin: string, lot: string): string => `${site} ${gtin} ${lot}`;

type BalanceFacts = Pick<ReportFacts, 'parcels' | 'administrations' | 'units'>;

/** In the order of site, vaccine, lot. */
export function imbalancesOf(
  { parcels, administrations, units }: BalanceFacts,
  ledgered: Ledgered,
): Imbalance[] {
  const parts = Map.groupBy(parcels, ({ parent }) => parent);
  const given = Map.groupBy(administrations, ({ parcel }) => parcel);
  const courses = new Map(parcels.map((parcel) => [parcel.id, stepsOf(parcel, units)]));
  const sums = new Map<string, number>();
  // Positive: it should be there. What lies there is taken off in the end.
  const add = (site: string | null, { gtin, lot }: Pick<Parcel, 'gtin' | 'lot'>, doses: number) => {
    if (site === null || doses === 0) return;
    const key = lotAt(site, gtin, lot);
    sums.set(key, (sums.get(key) ?? 0) + doses);
  };
  for (const parcel of parcels) {
    const steps = courses.get(parcel.id) ?? [];
    const own = { parts: parts.get(parcel.id) ?? [], given: given.get(parcel.id) ?? [] };
    if (parcel.parent === null) add(steps[0]?.site ?? null, parcel, ledgered.received.get(parcel.id) ?? 0);
    else {
      add(siteAfter(steps, parcel.createdAt), parcel, parcel.dosesInitial);
      add(siteAfter(courses.get(parcel.parent) ?? [], parcel.createdAt), parcel, -parcel.dosesInitial);
    }
    for (const [i, { at, site }] of steps.entries()) {
      if (i === 0) continue;
      const from = steps[i - 1]?.site ?? null;
      const doses = dosesWhenGoing(parcel, own.parts, own.given, { at, site: from });
      add(from, parcel, -doses);
      add(site, parcel, doses);
    }
    // What lies there, or was thrown away or given back there.
    add(steps.at(-1)?.site ?? null, parcel, -parcel.doses);
  }
  for (const [key, doses] of ledgered.given) sums.set(key, (sums.get(key) ?? 0) - doses);
  return [...sums]
    .filter(([, doses]) => doses !== 0)
    .map(([key, doses]) => {
      const [site = '', gtin = '', ...lot] = key.split(' ');
      return { site, gtin, lot: lot.join(' '), doses: -doses };
    })
    .sort((a, b) => compare(a.site, b.site) || compare(a.gtin, b.gtin) || compare(a.lot, b.lot));
}

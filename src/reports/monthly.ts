/** The report of a month, put together: by unit how long it was watched and in range, by site what happened and how fast. */
import type { Hold } from '../lots/types.ts';
import { type Period, quantile, secondsToTake } from './excursions.ts';
import { compare, compareSites, lotKeyOf, type ReportFacts, siteBefore } from './facts.ts';
import type { MonthlyReport, ReportedExcursion, UnitAvailability } from './types.ts';

export type MonthlyInput = Period & {
  readonly id: string;
  readonly month: string;
  readonly madeAt: number;
  readonly units: readonly UnitAvailability[];
  /** Learned of in the month. */
  readonly excursions: readonly ReportedExcursion[];
};

export function monthlyReport(facts: ReportFacts, input: MonthlyInput): MonthlyReport {
  const { id, month, since, until, madeAt, units, excursions } = input;
  const parcels = new Map(facts.parcels.map((parcel) => [parcel.id, parcel]));
  const held = Map.groupBy(facts.holds, ({ parcel }) => {
    const found = parcels.get(parcel);
    return found === undefined ? null : siteBefore(facts, found, until);
  });
  const broken = Map.groupBy(excursions, ({ site }) => site);
  const sites = new Set([...held.keys(), ...broken.keys(), ...units.map(({ site }) => site)]);
  return {
    ...{ id, site: null, month, since, until, madeAt },
    units: units.toSorted((a, b) => compareSites(a.site, b.site) || compare(a.unit, b.unit)),
    sites: [...sites]
      .filter((site) => site !== null)
      .sort(compare)
      .map((site) => {
        const mine = broken.get(site) ?? [];
        const seconds = mine.flatMap((one) => secondsToTake(one) ?? []);
        const lots = (wanted: (hold: Hold) => boolean) =>
          new Set((held.get(site) ?? []).filter(wanted).map(lotKeyOf)).size;
        const ended = (state: Hold['state']) =>
          lots((hold) => hold.state === state && isIn(hold.endedAt, input));
        return {
          site,
          excursions: mine.length,
          medianResponseSeconds: quantile(seconds, 0.5),
          p90ResponseSeconds: quantile(seconds, 0.9),
          lotsHeld: lots((hold) => isIn(hold.placedAt, input)),
          lotsReleased: ended('released'),
          lotsDiscarded: ended('discarded'),
        };
      }),
  };
}

const isIn = (at: number | null, { since, until }: Period): boolean =>
  at !== null && at >= since && at < until;

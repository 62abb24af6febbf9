/** How many holds are open and what they keep back, and what was placed and decided in a period? By place and in all. */
import type { UtcMs } from '../thermal/types.ts';
import type { Period } from './excursions.ts';
import { compareSites, type ReportFacts, type Standing, siteBefore, wasOpen } from './facts.ts';
import type { DailyReport, HoldFigures } from './types.ts';

type Figures = { -readonly [K in keyof HoldFigures]: HoldFigures[K] };
export type HoldsBySite = DailyReport['holds'];

/** @param standing the parcels at the period's end */
export function holdsOf(facts: ReportFacts, standing: readonly Standing[], period: Period): HoldsBySite {
  const { since, until } = period;
  const parcels = new Map(facts.parcels.map((parcel) => [parcel.id, parcel]));
  const sites = new Map<string | null, Figures>();
  const at = (site: string | null): Figures => {
    const known = sites.get(site) ?? { open: 0, openDoses: 0, placed: 0, released: 0, discarded: 0 };
    sites.set(site, known);
    return known;
  };
  const inPeriod = (moment: UtcMs | null) => moment !== null && moment >= since && moment < until;
  for (const hold of facts.holds) {
    const open = wasOpen(hold, until);
    const placed = inPeriod(hold.placedAt);
    const ended = inPeriod(hold.endedAt) && hold.state !== 'open';
    if (!open && !placed && !ended) continue;
    const parcel = parcels.get(hold.parcel);
    const figures = at(parcel === undefined ? null : siteBefore(facts, parcel, until));
    if (open) figures.open++;
    if (placed) figures.placed++;
    if (ended && hold.state === 'released') figures.released++;
    if (ended && hold.state === 'discarded') figures.discarded++;
  }
  for (const { site, doses, onHold } of standing) if (onHold) at(site).openDoses += doses;
  return summed(
    [...sites].sort(([a], [b]) => compareSites(a, b)).map(([site, figures]) => ({ site, ...figures })),
  );
}

/** The sums of the places' figures, with them. */
export function summed(sites: HoldsBySite['sites']): HoldsBySite {
  const sum = (key: keyof HoldFigures) => sites.reduce((total, one) => total + one[key], 0);
  const [open, openDoses] = [sum('open'), sum('openDoses')];
  return {
    open,
    openDoses,
    placed: sum('placed'),
    released: sum('released'),
    discarded: sum('discarded'),
    sites,
  };
}

/** What of a province's report is a place's own? Lines are kept or left out; what is a sum is summed anew. */
import { responseOf } from './excursions.ts';
import { summed } from './holds.ts';
import { expiringOf } from './stock.ts';
import type { DailyReport, MonthlyReport } from './types.ts';

/** Is it within the place? Null: at no place. */
export type Within = (site: string | null) => boolean;

export function cutDaily(report: DailyReport, site: string | null, within: Within): DailyReport {
  const here = <T extends { readonly site: string | null }>(lines: readonly T[]): T[] =>
    lines.filter((line) => within(line.site));
  const eitherEnd = <T extends { readonly from: string; readonly to: string }>(lines: readonly T[]): T[] =>
    lines.filter(({ from, to }) => within(from) || within(to));
  const excursions = here(report.excursions);
  const stock = here(report.stock);
  return {
    ...report,
    site,
    cold: here(report.cold),
    excursions,
    response: responseOf(excursions),
    holds: summed(here(report.holds.sites)),
    stock,
    expiring: expiringOf(stock, report.day),
    given: here(report.given),
    plans: report.plans.filter(({ plan }) => within(plan.site)),
    shipments: eitherEnd(report.shipments),
    capacity: here(report.capacity),
    proposals: eitherEnd(report.proposals),
    differences: here(report.differences),
  };
}

export function cutMonthly(report: MonthlyReport, site: string | null, within: Within): MonthlyReport {
  return {
    ...report,
    site,
    units: report.units.filter((one) => within(one.site)),
    sites: report.sites.filter((one) => within(one.site)),
  };
}

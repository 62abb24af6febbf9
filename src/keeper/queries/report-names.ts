/** What are the ids in a report called? A report keeps ids; people, papers and files read names. */
import type { NamedDaily, NamedMonthly, ReportNames } from '../../papers/report-types.ts';
import type { DailyReport, MonthlyReport } from '../../reports/types.ts';
import type { ReportView } from '../report-protocol.ts';
import { hourOf } from '../reporting.ts';
import type { View } from './view.ts';

type Ids = { [Of in keyof ReportNames]: readonly (string | null)[] };

export function named(view: View, { kind, report }: ReportView): NamedDaily | NamedMonthly {
  const { zone } = view.province;
  const shared = { zone, authority: null };
  return kind === 'daily'
    ? {
        ...shared,
        ...{ kind, report },
        number: `BN-${report.day.replaceAll('-', '')}-${hourOf(report.until, zone).text.replace(':', '')}`,
        names: namesOf(view, idsOfDay(report)),
      }
    : {
        ...shared,
        ...{ kind, report },
        number: `BT-${report.month.replace('-', '')}`,
        names: namesOf(view, idsOfMonth(report)),
      };
}

function namesOf({ province }: View, ids: Ids): ReportNames {
  const among = (wanted: readonly (string | null)[], of: ReadonlyMap<string, { readonly name: string }>) => {
    const names: Record<string, string> = {};
    for (const id of new Set(wanted)) {
      const name = id === null ? undefined : of.get(id)?.name;
      if (id !== null && name !== undefined) names[id] = name;
    }
    return names;
  };
  return {
    sites: among(ids.sites, province.sites),
    units: among(ids.units, province.units),
    people: among(ids.people, province.people),
    products: among(ids.products, province.products),
  };
}

const idsOfDay = (report: DailyReport): Ids => ({
  sites: [
    report.site,
    ...[
      report.cold,
      report.excursions,
      report.stock,
      report.given,
      report.capacity,
      report.differences,
    ].flatMap((lines) => lines.map(({ site }) => site)),
    ...report.holds.sites.map(({ site }) => site),
    ...report.plans.map(({ plan }) => plan.site),
    ...[...report.shipments, ...report.proposals].flatMap(({ from, to }) => [from, to]),
  ],
  units: [
    ...report.cold.flatMap(({ silent }) => silent.map(({ unit }) => unit)),
    ...report.excursions.map(({ unit }) => unit),
  ],
  people: [
    ...report.shipments.map(({ escort }) => escort),
    ...report.differences.flatMap(({ person, explained }) => [person, explained?.by ?? null]),
  ],
  products: [
    ...[report.stock, report.given, report.proposals, report.differences].flatMap((lines) =>
      lines.map(({ gtin }) => gtin),
    ),
    ...report.plans.map(({ plan }) => plan.gtin),
  ],
});

const idsOfMonth = (report: MonthlyReport): Ids => ({
  sites: [report.site, ...[...report.units, ...report.sites].map(({ site }) => site)],
  units: report.units.map(({ unit }) => unit),
  people: [],
  products: [],
});

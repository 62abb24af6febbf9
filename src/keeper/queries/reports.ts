/** The reports as they were made or as one would be now, cut to the asker's place; what does not add up; and what is planned. */

import { isWithin } from '../../fleet/places.ts';
import { inPlace } from '../../fleet/rights.ts';
import { localDay } from '../../lots/expiry.ts';
import { accept, type Decision } from '../../lots/refusal.ts';
import { cutDaily, cutMonthly, type Within } from '../../reports/cut.ts';
import type {
  Announced,
  DailyReport,
  Difference,
  MonthlyReport,
  Plan,
  Session,
} from '../../reports/types.ts';
import { limitOf, paged } from '../pages.ts';
import { reconciledAt } from '../report-draw.ts';
import type { DifferenceView, ReportListed, ReportsKept, ReportView } from '../report-protocol.ts';
import { daily, dayBefore } from '../reporting.ts';
import type { Paged } from '../views.ts';
import { named } from './report-names.ts';
import type { Asked, InTurns } from './turns.ts';
import { missing, type Of, outOfPlace, type View } from './view.ts';

type ReportQueryType =
  | 'report.preview'
  | 'reports'
  | 'report'
  | 'report.named'
  | 'reports.kept'
  | 'differences'
  | 'plans'
  | 'sessions'
  | 'announced';

export function askOfReports(view: View, query: Of<ReportQueryType>): Asked | Promise<Decision<unknown>> {
  switch (query.type) {
    case 'report.preview':
      return preview(view, query.site);
    case 'reports':
      return reports(view, query);
    case 'report':
      return report(view, query);
    case 'reports.kept':
      return kept(view);
    case 'report.named':
      return withNames(view, query);
    case 'differences':
      return differences(view, query);
    case 'plans':
      return accept(plans(view));
    case 'sessions':
      return accept(sessions(view, query));
    case 'announced':
      return accept(announced(view, query));
    default:
      throw new Error(`No query ${JSON.stringify(query satisfies never)}`);
  }
}

/** As it would be now: what was done up to this very millisecond counts. */
export async function* preview(view: View, site: string | null): InTurns<Decision<ReportView>> {
  const cut = cutTo(view, 'report.preview', site);
  if (!cut.ok) return cut;
  const { zone } = view.province;
  const until = view.now + 1;
  const report = yield* daily(view, {
    ...dayBefore(until, zone),
    day: localDay(view.now, zone),
    late: false,
  });
  return accept({ kind: 'daily', report: cutDaily(report, cut.value.site, cut.value.within) });
}

async function reports(view: View, query: Of<'reports'>): Promise<Decision<Paged<ReportListed>>> {
  const before = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(query.cursor);
  const limit = limitOf(query);
  const rows = Number.isSafeInteger(before)
    ? await view.store.reportsPage(query.kind ?? null, before, limit + 1)
    : [];
  const items = rows.slice(0, limit).map(({ id, kind, period, madeAt, doc }) => ({
    ...{ id, kind: kind as ReportListed['kind'], period, madeAt },
    late: kind === 'daily' && (doc as DailyReport).late,
  }));
  return accept({ items, next: rows.length > limit ? String(rows[limit - 1]?.number) : null });
}

/** More than two a day for a month are not asked for. */
const KEPT_MOST = 100;

async function kept({ province, store }: View): Promise<Decision<ReportsKept>> {
  const periods = async (kind: string) =>
    (await store.reportsPage(kind, Number.MAX_SAFE_INTEGER, KEPT_MOST)).map(({ period }) => period);
  const [first] = await store.ledgerPage(0, 1);
  const recorded = Date.parse((first?.event as { recorded?: string } | undefined)?.recorded ?? '');
  return accept({
    zone: province.zone,
    since: Number.isFinite(recorded) ? recorded : null,
    daily: await periods('daily'),
    monthly: await periods('monthly'),
    reconciledAt: reconciledAt(province),
  });
}

/** Refuses `REPORT_UNKNOWN`, `SITE_UNKNOWN`. */
export async function report(
  view: View,
  query: Pick<Of<'report'>, 'id' | 'site'>,
): Promise<Decision<ReportView>> {
  const cut = cutTo(view, 'report', query.site ?? null);
  if (!cut.ok) return cut;
  const { site, within } = cut.value;
  const row = await view.store.report(query.id);
  if (row === null) return missing('REPORT', query.id);
  return accept(
    row.kind === 'monthly'
      ? { kind: 'monthly', report: cutMonthly(row.doc as MonthlyReport, site, within) }
      : { kind: 'daily', report: cutDaily(row.doc as DailyReport, site, within) },
  );
}

async function* withNames(view: View, { id, site }: Of<'report.named'>): InTurns<Decision<unknown>> {
  const found = id === null ? yield* preview(view, site ?? null) : await report(view, { id, site });
  return found.ok ? accept(named(view, found.value)) : found;
}

/** One's own place, or a place within it that was asked for. What is at no place is the whole province's. */
function cutTo(
  view: View,
  action: 'report' | 'report.preview',
  asked: string | null,
): Decision<{ site: string | null; within: Within }> {
  const { actor, province } = view;
  if (asked !== null && !province.sites.has(asked)) return missing('SITE', asked);
  const outside = outOfPlace(view, action, asked);
  if (outside !== null) return outside;
  const tree = province.tree;
  const within: Within =
    asked === null
      ? (site) => inPlace(actor, site, tree)
      : (site) => site !== null && isWithin(tree, site, asked);
  return accept({ site: asked ?? (inPlace(actor, null, tree) ? null : actor.site), within });
}

/** Those that nobody has explained first, by place; then the explained ones. */
async function* differences(view: View, query: Of<'differences'>): InTurns<Decision<Paged<DifferenceView>>> {
  const { actor, province } = view;
  const all: Difference[] = [...province.differences.values()];
  if (query.all === true)
    for await (const page of everyDifference(view.store)) {
      all.push(...page.filter(({ explained }) => explained !== null));
      yield;
    }
  const mine = all.filter(({ site }) => inPlace(actor, site, province.tree));
  return accept(
    paged(
      mine,
      (one) => `${one.explained === null ? 0 : 1} ${one.site ?? ''} ${one.id}`,
      (one) => showDifference(view, one),
      query,
    ),
  );
}

const PAGE = 500;

export async function* everyDifference(store: View['store']): AsyncGenerator<Difference[]> {
  for (let after = ''; ; ) {
    const page = await store.documentsPage('difference', after, PAGE);
    yield page.map(({ doc }) => doc as Difference);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.id;
  }
}

export const showDifference = (
  { province }: Pick<View, 'province'>,
  difference: Difference,
): DifferenceView => ({
  ...difference,
  siteName: province.sites.get(difference.site ?? '')?.name ?? null,
  personName: province.people.get(difference.person ?? '')?.name ?? null,
});

/** By place, then by their first day. */
function plans({ actor, province }: View): Plan[] {
  const key = (one: Plan) => `${one.site} ${one.from} ${one.id}`;
  return [...province.plans.values()]
    .filter(({ site }) => inPlace(actor, site, province.tree))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const time = (at: number): string => new Date(at).toISOString();

/** Those of which a part lies in [from, to), the first to begin first. */
const sessions = ({ actor, province }: View, query: Of<'sessions'>): Paged<Session> =>
  paged(
    [...province.injectionSessions.values()].filter(
      (one) => one.from < query.to && one.to > query.from && inPlace(actor, one.site, province.tree),
    ),
    (one) => `${time(one.from)} ${one.id}`,
    (one) => one,
    query,
  );

/** Deliveries that have not arrived, the next one first. */
const announced = ({ actor, province }: View, query: Of<'announced'>): Paged<Announced> =>
  paged(
    [...province.announced.values()].filter(({ site }) => inPlace(actor, site, province.tree)),
    (one) => `${time(one.at)} ${one.id}`,
    (one) => one,
    query,
  );

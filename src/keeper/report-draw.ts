/** What a report or the evening's reconciling comes to, worked out in turns before the command that keeps it has its own. */

import { isMonth } from '../book/slots.ts';
import { localDay } from '../lots/expiry.ts';
import { accept, type Decision, refuse } from '../lots/refusal.ts';
import { imbalancesOf } from '../reports/balance.ts';
import { type ReportFacts, siteBefore, standingAt } from '../reports/facts.ts';
import { type LooseFacts, silentSessions, unconfirmedOf } from '../reports/loose.ts';
import type { Finding } from '../reports/reconcile.ts';
import { type LedgerFact, Tally } from '../reports/tally.ts';
import type { DailyReport, MonthlyReport } from '../reports/types.ts';
import type { UtcMs } from '../thermal/types.ts';
import type { Province } from './province.ts';
import type { InTurns } from './queries/turns.ts';
import type { View } from './queries/view.ts';
import { reportFacts } from './report-facts.ts';
import type { ReportCommand, ReportKind } from './report-protocol.ts';
import { daily, dayBefore, hourOf, monthly, monthSpan } from './reporting.ts';

export type DrawnCommand = Extract<ReportCommand, { type: 'report.make' | 'reconcile' }>;
/** `report`, `findings` null: it is done already. */
export type Drawn =
  | {
      readonly what: 'report';
      readonly kind: ReportKind;
      readonly period: string;
      readonly report: DailyReport | MonthlyReport | null;
    }
  | { readonly what: 'findings'; readonly findings: readonly Finding[] | null };

/** When what does not add up was looked for last; null: never. */
export function reconciledAt({ meta }: Province): UtcMs | null {
  const at = meta.get(RECONCILED);
  return at === undefined ? null : Number(at);
}
export const RECONCILED = 'reconciled';

/** Refuses `REPORT_NOT_DUE`, `REPORT_PERIOD_INVALID`. */
export async function* draw(view: View, command: DrawnCommand): InTurns<Decision<Drawn>> {
  if (command.type === 'reconcile') {
    const isDone = (reconciledAt(view.province) ?? Number.NEGATIVE_INFINITY) >= (command.due ?? view.now + 1);
    return accept({ what: 'findings', findings: isDone ? null : yield* findings(view) });
  }
  const period = periodOf(view, command);
  if (!period.ok) return period;
  const { kind } = command;
  const known = await view.store.reportOf(kind, period.value, '');
  const drawn = { what: 'report', kind, period: period.value } as const;
  if (known !== null) return accept({ ...drawn, report: null });
  if (command.kind === 'monthly') return accept({ ...drawn, report: yield* monthly(view, command.month) });
  const { day, at, late } = command;
  return accept({
    ...drawn,
    report: yield* daily(view, { ...dayBefore(at, view.province.zone), day, late }),
  });
}

function periodOf(view: View, command: Extract<DrawnCommand, { type: 'report.make' }>): Decision<string> {
  const { zone } = view.province;
  if (command.kind === 'monthly') {
    const { month } = command;
    if (!isMonth(month)) return refuse('REPORT_PERIOD_INVALID', `Cannot report of ${month}: it is no month`);
    if (monthSpan(month, zone).until > view.now)
      return refuse('REPORT_NOT_DUE', `Cannot report of ${month}: it is not over`, { month });
    return accept(month);
  }
  const { day, at } = command;
  if (at > view.now)
    return refuse('REPORT_NOT_DUE', `Cannot report of ${day}: its hour has not come`, { at });
  if (localDay(at, zone) !== day)
    return refuse('REPORT_PERIOD_INVALID', `Cannot report of ${day}: its hour is of another day`, { at });
  return accept(`${day}T${hourOf(at, zone).text}`);
}

const LEDGER_PAGE = 500;

async function* findings(view: View): InTurns<Finding[]> {
  const { province, now, store } = view;
  const size = await store.ledgerSize();
  const facts = yield* reportFacts(province, now);
  const tally = new Tally(province.zone, now, (id) => {
    const parcel = province.parcels.get(id);
    return parcel === undefined ? null : siteBefore(facts, parcel, now + 1);
  });
  // What is written from here on has its turn tomorrow: the documents are of this moment.
  for (let after = 0; after < size; after += LEDGER_PAGE) {
    for (const { event } of await store.ledgerPage(after, Math.min(LEDGER_PAGE, size - after)))
      tally.add(event as LedgerFact);
    yield;
  }
  const standing = standingAt(facts, now + 1);
  yield;
  const uneven = unbalanced(facts, tally, localDay(now, province.zone));
  yield;
  return [...uneven, ...unconfirmedOf(facts, standing), ...silentSessions(facts, now), ...tally.late()];
}

const unbalanced = (facts: ReportFacts & LooseFacts, tally: Tally, day: string): Finding[] =>
  imbalancesOf(facts, tally).map(({ site, gtin, lot, doses }) => ({
    ...{ kind: 'doses', site, gtin, lot, parcel: null, day, doses },
    person: facts.personAt(site),
  }));
